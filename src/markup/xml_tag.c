/* Start tags are read as HTML parsers read them: an attribute may have no value, or
 * one without quotes; a quote that is never closed ends where the tag seems to end;
 * what makes no sense is passed over.  Scanning says whether anything of that sort
 * was met; most tags are clean and are passed on by length.
 */
#include "config.h"

#include "markup/xml_tag_priv.h"

#include <string.h>

#include "moot/text/utf8.h"

/* XML 1.0 (fifth edition), 2.3: where names may have characters beyond ASCII. */
static const struct {
	uint32_t from, to;
	bool at_start;
} name_ranges[] = {
	{ 0xB7, 0xB7, false },
	{ 0xC0, 0xD6, true },
	{ 0xD8, 0xF6, true },
	{ 0xF8, 0x2FF, true },
	{ 0x300, 0x36F, false },
	{ 0x370, 0x37D, true },
	{ 0x37F, 0x1FFF, true },
	{ 0x200C, 0x200D, true },
	{ 0x203F, 0x2040, false },
	{ 0x2070, 0x218F, true },
	{ 0x2C00, 0x2FEF, true },
	{ 0x3001, 0xD7FF, true },
	{ 0xF900, 0xFDCF, true },
	{ 0xFDF0, 0xFFFD, true },
	{ 0x10000, 0xEFFFF, true },
};

static bool is_wide_name_char(uint32_t ch, bool at_start)
{
	for (size_t i = 0; i < sizeof name_ranges / sizeof *name_ranges; i++)
		if (ch >= name_ranges[i].from && ch <= name_ranges[i].to)
			return name_ranges[i].at_start || !at_start;
	return false;
}

/* The length of the character that text begins with, if it may stand in a name. */
static size_t name_char_len(struct span text, bool at_start)
{
	uint32_t ch;
	char c = text.len ? text.p[0] : '\0';

	if (ascii_is_alpha(c) || c == '_')
		return 1;
	if (ascii_is_digit(c) || c == '-' || c == '.')
		return !at_start;
	if (!(c & 0x80))
		return 0;
	size_t len = utf8_next(text.p, text.len, &ch);
	return is_wide_name_char(ch, at_start) ? len : 0;
}

/* The length of the name that text begins with.  Behind a second colon the parser wants
 * what a name can start with; at any other it would lose the element. */
static size_t name_len(struct span text)
{
	size_t n = 0, len;
	bool prefixed = false;

	while (n < text.len) {
		struct span rest = span_sub(text, n, text.len), next = span_sub(rest, 1, rest.len);
		if (n && rest.p[0] == ':')
			len = !prefixed || !next.len || name_char_len(next, true);
		else
			len = name_char_len(rest, n == 0);
		if (!len)
			break;
		prefixed = prefixed || rest.p[0] == ':';
		n += len;
	}
	return n;
}

/* How much of text is white space. */
static size_t blank_len(struct span text)
{
	size_t n = 0;

	while (n < text.len && ascii_is_space(text.p[n]))
		n++;
	return n;
}

static bool references_pass(struct span value)
{
	const char *p = value.p, *end = value.p + value.len;

	while ((p = memchr(p, '&', (size_t)(end - p))) != NULL) {
		size_t len = xml_reference_passes(span_of(p, (size_t)(end - p)));
		if (!len)
			return false;
		p += len;
	}
	return true;
}

static bool is_namespace(struct span name)
{
	return name.p[0] == 'x' && span_starts(name, "xmlns") &&
	    (name.len == 5 || name.p[5] == ':');
}

/* One attribute, or junk between attributes. */
struct piece {
	struct span name, value; /* name is none: junk */
	size_t len;
	bool clean, cut;
};

/* text follows an opening quote, which may be missing its partner: when a '<' comes
 * after a '>', the tag has ended before. */
static void quoted_value(struct span text, char quote, struct piece *piece)
{
	size_t close = span_find_byte(text, quote);
	struct span value = span_sub(text, 0, close);
	size_t lt = span_find_byte(value, '<'),
	       gt = lt < value.len ? span_find_byte(value, '>') : value.len;

	if (gt < lt) {
		piece->value = span_sub(value, 0, gt);
		piece->clean = false;
		piece->len += gt;
		return;
	}
	piece->cut = close == text.len;
	piece->value = value;
	piece->len += close + 1;
	piece->clean = piece->clean && lt == value.len && references_pass(value);
}

static void bare_value(struct span text, struct piece *piece)
{
	size_t n = 0;

	while (n < text.len && !ascii_is_space(text.p[n]) && text.p[n] != '>' && text.p[n] != '<')
		n++;
	if (n && n < text.len && text.p[n] == '>' && text.p[n - 1] == '/')
		n--;
	piece->value = span_sub(text, 0, n);
	piece->len += n;
	piece->clean = false;
	piece->cut = n == text.len;
}

/* text begins with neither white space nor the end of the tag. */
static struct piece next_piece(struct span text)
{
	struct piece p = { .clean = true };
	size_t name = name_len(text), blank;
	uint32_t ch;

	if (!name)
		return (struct piece){ .len = utf8_next(text.p, text.len, &ch) };
	p.name = span_sub(text, 0, name);
	blank = blank_len(span_sub(text, name, text.len));
	p.len = name;
	p.cut = name + blank == text.len;
	if (p.cut || text.p[name + blank] != '=') {
		p.value = p.name;
		p.clean = false;
		return p;
	}
	p.len += blank + 1;
	p.len += blank_len(span_sub(text, p.len, text.len));
	p.cut = p.len == text.len;
	if (p.cut)
		return p;
	if (text.p[p.len] == '"' || text.p[p.len] == '\'') {
		p.len++;
		quoted_value(span_sub(text, p.len, text.len), text.p[p.len - 1], &p);
	} else {
		bare_value(span_sub(text, p.len, text.len), &p);
	}
	if (p.name.p[p.name.len - 1] == ':')
		p.clean = false;
	return p;
}

/* At the end of the tag: its length is complete. */
static bool tag_ends(struct tag *tag, struct span text)
{
	char c = text.p[tag->len], next = tag->len + 1 < text.len ? text.p[tag->len + 1] : '\0';

	if (c == '/' && next == '>' && tag->kind == TAG_START) {
		tag->kind = TAG_EMPTY;
		tag->len += 2;
		return true;
	}
	if (c == '>')
		tag->len++;
	else if (c == '<')
		tag->clean = false;
	return c == '>' || c == '<';
}

/* Reads attributes until the tag ends. */
static void scan_attributes(struct tag *tag, struct span text)
{
	bool apart = true; /* from what came before, by white space */

	for (;;) {
		size_t blank = blank_len(span_sub(text, tag->len, text.len));
		apart = apart && (blank || tag->len == 1 + tag->name.len);
		tag->len += blank;
		if (tag->len == text.len)
			break;
		if (tag_ends(tag, text))
			return;
		struct piece piece = next_piece(span_sub(text, tag->len, text.len));
		if (piece.cut)
			break;
		tag->clean = tag->clean && piece.clean && apart && tag->kind == TAG_START;
		tag->namespaces += piece.name.len && is_namespace(piece.name);
		tag->attributes += piece.name.len && !is_namespace(piece.name);
		tag->len += piece.len;
		apart = piece.len > 0;
	}
	tag->kind = TAG_CUT;
}

static struct tag scan_any(struct tag tag, struct span text)
{
	size_t name = name_len(span_sub(text, tag.len, text.len));

	if (tag.len + name == text.len)
		return (struct tag){ .kind = TAG_CUT };
	if (!name || text.p[tag.len + name - 1] == ':')
		return (struct tag){ .kind = TAG_NONE, .len = 1 };
	tag.name = span_sub(text, tag.len, tag.len + name);
	tag.len += name;
	scan_attributes(&tag, text);
	if (tag.attributes > TAG_ATTRIBUTES_MAX)
		tag.clean = false;
	return tag;
}

struct tag tag_scan(struct span text)
{
	bool is_end = text.len > 1 && text.p[1] == '/';

	return scan_any((struct tag){ .kind = is_end ? TAG_END : TAG_START, .len = is_end ? 2 : 1,
	                    .clean = true },
	    text);
}

static void add_value(struct buf *out, struct span value, struct xml_entities *e)
{
	while (value.len) {
		size_t plain = span_find_byte(value, '&');
		xml_escape(out, span_sub(value, 0, plain));
		value = span_sub(value, plain, value.len);
		if (!value.len)
			return;
		size_t pass = xml_reference_passes(value);
		buf_add_span(out, span_sub(value, 0, pass));
		value =
		    span_sub(value, pass ? pass : xml_reference_replace(e, value, out), value.len);
	}
}

static void add_attribute(struct buf *out, const struct piece *piece, struct xml_entities *e)
{
	buf_add_char(out, ' ');
	buf_add_span(out, piece->name);
	buf_add_str(out, "=\"");
	add_value(out, piece->value, e);
	buf_add_char(out, '"');
}

static void add_attributes(const struct tag *tag, struct span text, size_t namespaces_max,
    struct xml_entities *e, struct buf *out)
{
	size_t at = 1 + tag->name.len, attributes = 0, namespaces = 0;

	while (at < tag->len) {
		at += blank_len(span_sub(text, at, tag->len));
		if (at >= tag->len || text.p[at] == '>')
			return;
		struct piece piece = next_piece(span_sub(text, at, text.len));
		bool is_ns = piece.name.len && is_namespace(piece.name);
		bool wanted = piece.name.len && piece.name.p[piece.name.len - 1] != ':' &&
		    (is_ns ? namespaces++ < namespaces_max : attributes++ < TAG_ATTRIBUTES_MAX);
		if (wanted)
			add_attribute(out, &piece, e);
		at += piece.len;
	}
}

void tag_rewrite(const struct tag *tag, struct span text, size_t namespaces_max,
    struct xml_entities *e, struct buf *out)
{
	size_t start = out->len, before = span_count_byte(span_sub(text, 0, tag->len), '\n'), after;

	buf_add_char(out, '<');
	buf_add_span(out, tag->name);
	add_attributes(tag, text, namespaces_max, e, out);
	after = span_count_byte(span_sub(buf_span(out), start, out->len), '\n');
	buf_add_repeat(out, '\n', before > after ? before - after : 0);
	buf_add_str(out, tag->kind == TAG_EMPTY ? "/>" : ">");
}
