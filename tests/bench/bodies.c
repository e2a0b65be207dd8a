/* What it costs to parse and lay out bodies, against libxml2's HTML parser in its SAX
 * mode over the same bytes, which only counts what it finds.  Both take turns in one
 * run, so that the machine's mood cancels out: the ratio is what counts. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include "moot/base/buf.h"
#include "moot/doc/doc.h"
#include "moot/layout/layout.h"

enum { BODIES = 10000, BODY_BYTES = 350, COLS = 80, ROUNDS = 7 };

static struct buf bodies[BODIES];
static unsigned long found;

static void make_body(struct buf *body, unsigned number)
{
	static const char *const parts[] = {
		"The catalogue knew better",
		"<br /><br />",
		" &amp; nobody asked",
		", as Ann said: ",
		"<i>twice</i>",
		"<a href=\"https://blog.example/2014/06/p.html\">here</a>",
		" which is <b>the whole</b> point",
		" caf\xc3\xa9",
		"<br />",
		" &quot;no&quot;",
	};

	for (unsigned i = number; body->len < BODY_BYTES; i = i * 1103515245u + 12345u)
		buf_add_str(body, parts[i / 65536 % (sizeof parts / sizeof *parts)]);
}

static void count_start(void *user, const xmlChar *name, const xmlChar **attrs)
{
	(void)user, (void)name, (void)attrs;
	found++;
}

static void count_text(void *user, const xmlChar *text, int len)
{
	(void)user, (void)text;
	found += (unsigned long)len;
}

static void parse_bare(const struct buf *body)
{
	htmlSAXHandler sax = { .startElement = count_start, .characters = count_text };
	htmlParserCtxtPtr ctxt =
	    htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	htmlCtxtUseOptions(ctxt, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	htmlParseChunk(ctxt, body->data, (int)body->len, 1);
	htmlFreeParserCtxt(ctxt);
}

static void parse_and_lay_out(const struct buf *body)
{
	const struct layout_opts opts = { .cols = COLS, .number_links = true };
	struct doc *doc = doc_parse(buf_span(body), BODY_HTML, SPAN_NONE);
	struct layout *layout = layout_new(doc, &opts);

	found += layout->line_count;
	layout_free(layout);
	doc_free(doc);
}

static double microseconds_each(void (*work)(const struct buf *))
{
	clock_t begun = clock();

	for (size_t i = 0; i < BODIES; i++)
		work(&bodies[i]);
	return (double)(clock() - begun) * 1e6 / CLOCKS_PER_SEC / BODIES;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(void)
{
	double bare[ROUNDS], ours[ROUNDS], ratio[ROUNDS];

	for (unsigned i = 0; i < BODIES; i++)
		make_body(&bodies[i], i);
	for (int round = 0; round < ROUNDS; round++) {
		bare[round] = microseconds_each(parse_bare);
		ours[round] = microseconds_each(parse_and_lay_out);
		ratio[round] = ours[round] / bare[round];
	}
	qsort(bare, ROUNDS, sizeof *bare, by_size);
	qsort(ours, ROUNDS, sizeof *ours, by_size);
	qsort(ratio, ROUNDS, sizeof *ratio, by_size);
	printf(
	    "bodies: bare SAX %.1f us, ours with layout %.1f us; ratio %.2f (%.2f to %.2f)\n",
	    bare[ROUNDS / 2], ours[ROUNDS / 2], ratio[ROUNDS / 2], ratio[0], ratio[ROUNDS - 1]);
	for (size_t i = 0; i < BODIES; i++)
		buf_release(&bodies[i]);
	return found == 0;
}
