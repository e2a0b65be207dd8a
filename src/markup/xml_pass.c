/* The fast way through text that needs no repair, which is nearly all there is: tags of
 * plain names and quoted values that match, text and values whose references the parser
 * knows, whole CDATA sections.  Runs are searched for what may end them, sixteen bytes
 * at a time.  Whatever is not certainly clean, declares a namespace, or is near the end
 * of the piece, is left to the steps of xml_repair.c; it is well-formed more often than
 * not, too.
 */
#include "config.h"

#include "markup/xml_pass_priv.h"

#include <string.h>

#include "markup/xml_name_priv.h"
#include "markup/xml_open_priv.h"
#include "markup/xml_tag_priv.h"
#include "moot/base/scan.h"

/* Each of these returns where the thing at p ends, or NULL. */

/* The first of two bytes, of a '&' that begins no good reference, or NULL. */
static inline const char *pass_until(const char *p, const char *end, char a, char b)
{
	while (end - p >= SCAN_BYTES) {
		scan_row row = scan_load(p);
		unsigned n = scan_first((row == a) | (row == b) | (row == '&'));

		p += n;
		if (n == SCAN_BYTES)
			continue;
		if (*p != '&')
			return p;
		size_t len = xml_reference_passes(span_of(p, (size_t)(end - p)));
		if (!len)
			return NULL;
		p += len;
	}
	return NULL;
}

static const char *pass_text(const char *p, const char *end)
{
	const char *start = p;

	while ((p = pass_until(p, end, '<', '>')) != NULL && *p == '>') {
		/* Before the text, too, there may be some of the two brackets. */
		if ((p - start < 1 || p[-1] == ']') && (p - start < 2 || p[-2] == ']'))
			return NULL;
		p++;
	}
	return p;
}

static const char *pass_cdata(const char *p, const char *end)
{
	p += strlen("<![CDATA[");
	while ((p = memchr(p, ']', (size_t)(end - p))) != NULL) {
		if (end - p < 3)
			return NULL;
		if (p[1] == ']' && p[2] == '>')
			return p + 3;
		p++;
	}
	return NULL;
}

/* A name, with a prefix or without. */
static inline const char *pass_name(const char *p, const char *end)
{
	p = xml_name_end(p, end);
	return p && p < end ? p : NULL;
}

static inline const char *pass_blank(const char *p, const char *end)
{
	while (p < end && ascii_is_space(*p))
		p++;
	return p;
}

static inline const char *pass_attribute(const char *p, const char *end)
{
	const char *name = p;
	char quote;

	p = pass_name(p, end);
	if (!p || end - p < 2 || *p != '=' ||
	    (*name == 'x' && span_starts(span_of(name, (size_t)(p - name)), "xmlns")))
		return NULL;
	quote = p[1];
	if (quote != '"' && quote != '\'')
		return NULL;
	p = pass_until(p + 2, end, quote, '<');
	return p && *p == quote ? p + 1 : NULL;
}

static const char *pass_start_tag(const char *p, const char *end, struct repair_open *open)
{
	struct span name = span_of(p + 1, 0);
	int attributes = 0;

	p = pass_name(p + 1, end);
	if (!p)
		return NULL;
	name.len = (size_t)(p - name.p);
	for (;;) {
		const char *attribute = *p == '>' ? p : pass_blank(p, end);
		if (end - attribute < 2)
			return NULL;
		if (*attribute == '>') {
			open_push(open, name, 0);
			return attribute + 1;
		}
		if (*attribute == '/')
			return attribute[1] == '>' ? attribute + 2 : NULL;
		if (attribute == p || ++attributes > TAG_ATTRIBUTES_MAX)
			return NULL;
		p = pass_attribute(attribute, end);
		if (!p || p == end)
			return NULL;
	}
}

static const char *pass_end_tag(const char *p, const char *end, struct repair_open *open)
{
	struct span name = open_top(open);

	p += strlen("</");
	if ((size_t)(end - p) <= name.len || p[name.len] != '>' ||
	    memcmp(p, name.p, name.len) != 0)
		return NULL;
	/* The root is closed by those who know what comes after it. */
	if (open->len == 1)
		return NULL;
	open_pop(open);
	return p + name.len + 1;
}

static const char *pass_thing(const char *p, const char *end, struct repair_open *open)
{
	if (*p != '<')
		return pass_text(p, end);
	if (end - p < SCAN_BYTES)
		return NULL;
	if (p[1] == '/')
		return pass_end_tag(p, end, open);
	if (p[1] == '!')
		return memcmp(p, "<![CDATA[", strlen("<![CDATA[")) == 0 ? pass_cdata(p, end) : NULL;
	return pass_start_tag(p, end, open);
}

void pass_clean(struct repair *r)
{
	const char *p = r->text.p + r->at, *end = r->text.p + r->text.len, *next;

	if (r->open.len == 0)
		return;
	while (p < end && (next = pass_thing(p, end, &r->open)) != NULL)
		p = next;
	r->at = (size_t)(p - r->text.p);
}
