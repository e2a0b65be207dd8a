/* A document should begin with its first byte.  Real ones begin with blank lines,
 * warnings of a server ("<br />\n<b>Warning</b>: ..."), comments before the XML
 * declaration, or the DOCTYPE of another language.  So the prolog is read as it
 * stands; when what it leads to is no root that is known, an XML declaration or a
 * known root further down is the better start.
 */
#include "config.h"

#include "moot/markup/xml.h"

#include <string.h>

static const char *const known_roots[] = { "rss", "feed", "rdf", "entry", "channel" };

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || (c & 0x80);
}

static struct span name_at(struct span text)
{
	size_t n = 0;

	while (n < text.len && is_name_char(text.p[n]))
		n++;
	return span_sub(text, 0, n);
}

static struct span local_name(struct span name)
{
	size_t colon = span_find_byte(name, ':');

	return colon < name.len ? span_sub(name, colon + 1, name.len) : name;
}

static bool is_known_root(struct span name)
{
	struct span local = local_name(name);

	for (size_t i = 0; i < sizeof known_roots / sizeof *known_roots; i++)
		if (span_eq_nocase(local, known_roots[i]))
			return true;
	return false;
}

static size_t end_of(struct span text, const char *terminator)
{
	size_t at = span_find(text, span_str(terminator));

	return at < text.len ? at + strlen(terminator) : text.len;
}

/* The length of a <!DOCTYPE ...>, with its internal subset. */
static size_t doctype_len(struct span text)
{
	size_t subset = span_find_byte(text, '['), close = span_find_byte(text, '>');

	if (close < subset)
		return close + 1;
	subset += end_of(span_sub(text, subset, text.len), "]");
	return subset + end_of(span_sub(text, subset, text.len), ">");
}

/* Skips white space, instructions, comments and a DOCTYPE at the start of text, and
 * gives the name of the element behind them. */
static struct span root_after_prolog(struct span text)
{
	for (;;) {
		while (text.len && ascii_is_space(*text.p))
			text = span_sub(text, 1, text.len);
		if (text.len < 2 || text.p[0] != '<')
			return SPAN_NONE;
		size_t n = span_starts(text, "<?")          ? end_of(text, ">")
		    : span_starts(text, "<!--")             ? end_of(text, "-->")
		    : span_starts_nocase(text, "<!doctype") ? doctype_len(text)
		                                            : 0;
		if (!n) {
			struct span name = name_at(span_sub(text, 1, text.len));
			return name.len ? name : SPAN_NONE;
		}
		text = span_sub(text, n, text.len);
	}
}

static bool find_declaration(struct span head, struct xml_start *start)
{
	size_t at = span_find(head, SPAN_LIT("<?xml "));

	if (at == head.len)
		return false;
	start->offset = at;
	start->root = root_after_prolog(span_sub(head, at, head.len));
	return !span_is_none(start->root);
}

static bool find_known_root(struct span head, struct xml_start *start)
{
	for (size_t at = 0; (at += span_find_byte(span_sub(head, at, head.len), '<')) < head.len;
	     at++) {
		struct span name = name_at(span_sub(head, at + 1, head.len));
		if (is_known_root(name)) {
			*start = (struct xml_start){ at, name };
			return true;
		}
	}
	return false;
}

bool xml_find_start(struct span head, struct xml_start *start)
{
	size_t blank = 0;
	struct span root;

	head = span_sub(head, 0, XML_START_BYTES);
	while (blank < head.len && ascii_is_space(head.p[blank]))
		blank++;
	root = root_after_prolog(head);
	*start = (struct xml_start){ blank, root };
	if (!span_is_none(root) &&
	    (is_known_root(root) || span_eq_nocase(local_name(root), "html") ||
	        span_starts(span_sub(head, blank, head.len), "<?xml")))
		return true;
	if (find_declaration(head, start) || find_known_root(head, start))
		return true;
	*start = (struct xml_start){ blank, root };
	return !span_is_none(root);
}
