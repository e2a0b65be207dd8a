/* A document should begin with its first byte.  Real ones begin with blank lines,
 * warnings of a server ("<br />\n<b>Warning</b>: ..."), comments before the XML
 * declaration, or the DOCTYPE of another language.  So the prolog is read as it
 * stands; when it leads to no element, or to one that such junk begins with, an XML
 * declaration or the root of a feed further down is the better start.
 */
#include "config.h"

#include "moot/markup/xml.h"

#include <string.h>

static const char *const known_roots[] = { "rss", "feed", "rdf", "entry", "channel", NULL };
/* With these begins what servers and scripts print. */
static const char *const junk_roots[] = { "br", "b", "p", "div", "font", "script", "i", "strong",
	"table", "center", "pre", "span", "a", "h1", "meta", "link", "style", NULL };

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

static bool is_one_of(struct span name, const char *const *names)
{
	struct span local = local_name(name);

	while (*names && !span_eq_nocase(local, *names))
		names++;
	return *names != NULL;
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
		if (is_one_of(name, known_roots)) {
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
	if (!span_is_none(root) && !is_one_of(root, junk_roots))
		return true;
	if (find_declaration(head, start) || find_known_root(head, start))
		return true;
	*start = (struct xml_start){ blank, root };
	return !span_is_none(root);
}
