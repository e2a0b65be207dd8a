/* The floor that moot is measured against: libxml2's SAX2 push parser over a file in
 * slices of 64 KB, doing nothing with what it finds but count it. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include <libxml/parser.h>

static unsigned long elements, text_bytes;

static void start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces, int attr_count, int defaulted,
    const xmlChar **attrs)
{
	(void)user, (void)name, (void)prefix, (void)uri, (void)namespace_count;
	(void)namespaces, (void)attr_count, (void)defaulted, (void)attrs;
	elements++;
}

static void text(void *user, const xmlChar *bytes, int len)
{
	(void)user, (void)bytes;
	text_bytes += (unsigned long)len;
}

static int parse(FILE *f)
{
	static char slice[65536];
	xmlSAXHandler handlers = { .initialized = XML_SAX2_MAGIC, .startElementNs = start,
		.characters = text, .cdataBlock = text };
	xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handlers, NULL, NULL, 0, NULL);
	size_t got;
	int error = 0;

	if (!parser)
		return -1;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
	while (!error && (got = fread(slice, 1, sizeof slice, f)) > 0)
		error = xmlParseChunk(parser, slice, (int)got, 0);
	if (!error)
		error = xmlParseChunk(parser, slice, 0, 1);
	xmlFreeParserCtxt(parser);
	return error;
}

int main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	int error;

	if (!f) {
		fprintf(stderr, "usage: floor FILE\n");
		return EXIT_FAILURE;
	}
	error = parse(f);
	fclose(f);
	printf("%lu elements, %lu bytes of text\n", elements, text_bytes);
	return error ? EXIT_FAILURE : EXIT_SUCCESS;
}
