/* Comments that a page keeps in its script.
 *
 * The threaded view is drawn by a script, and some pages were saved before it ran:
 * their comments are in
 *	var items = [{'id': '12', 'body': 'Text', 'timestamp': '1403172123004',
 *	    'author': {'name': 'Ann', 'profileUrl': '...'}, 'parentId': '11', ...}, ...];
 * (the field names are those that Blogger's own script reads).  It is JavaScript:
 * names with or without quotes, texts in either sort of them.  The reader knows only
 * how deep it is and which field it is in; whatever else is there is passed over.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include "moot/text/utf8.h"

/* ---- texts ---- */

static int hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number in that many hex digits, or -1 when they are not all there. */
static int32_t hex_number(struct span s, size_t digits)
{
	int32_t value = 0;

	if (s.len < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int digit = hex_digit(s.p[i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* The second half of a character that is written as two \u, or -1. */
static int32_t low_surrogate(struct span text)
{
	int32_t low = span_starts(text, "\\u") ? hex_number(span_sub(text, 2, text.len), 4) : -1;

	return low >= 0xDC00 && low <= 0xDFFF ? low : -1;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* "\46": as many digits as make a byte. */
static size_t add_octal(struct buf *out, struct span text)
{
	size_t most = text.p[0] <= '3' ? 3 : 2, len = 0;
	uint32_t ch = 0;

	while (len < most && len < text.len && is_octal(text.p[len]))
		ch = ch * 8 + (uint32_t)(text.p[len++] - '0');
	buf_add_utf8(out, ch);
	return len;
}

/* Adds what the escape stands for; text begins after the backslash.  Returns how
 * much of it that was. */
static size_t add_escape(struct buf *out, struct span text)
{
	size_t digits = text.p[0] == 'x' ? 2 : text.p[0] == 'u' ? 4 : 0;
	int32_t ch = digits ? hex_number(span_sub(text, 1, text.len), digits) : -1;

	if (ch >= 0xD800 && ch <= 0xDBFF) {
		int32_t low = low_surrogate(span_sub(text, 5, text.len));

		if (low >= 0) {
			buf_add_utf8(out, 0x10000u + (((uint32_t)ch - 0xD800u) << 10) +
			    ((uint32_t)low - 0xDC00u));
			return 11;
		}
	}
	if (ch >= 0) {
		buf_add_utf8(out, (uint32_t)ch);
		return 1 + digits;
	}
	if (is_octal(text.p[0]))
		return add_octal(out, text);
	buf_add_char(out, text.p[0] == 'n' ? '\n' : text.p[0] == 't' ? '\t' : text.p[0]);
	return 1;
}

struct span bp_script_text(struct blogger_page *b, struct span *rest)
{
	struct buf value = BUF_INIT;
	char quote = rest->p[0];
	size_t at = 1;

	while (at < rest->len && rest->p[at] != quote) {
		if (rest->p[at] == '\\' && at + 1 < rest->len)
			at += 1 + add_escape(&value, span_sub(*rest, at + 1, rest->len));
		else
			buf_add_char(&value, rest->p[at++]);
	}
	*rest = span_sub(*rest, at + 1, rest->len);
	return bp_keep(b, &value);
}

/* ---- items ---- */

enum field {
	FIELD_NONE,
	FIELD_ID,
	FIELD_BODY,
	FIELD_TIMESTAMP,
	FIELD_PERMALINK,
	FIELD_STAMP,
	FIELD_PARENT,
	FIELD_NAME,
	FIELD_PROFILE,
	FIELDS,
};

enum { IN_ITEM = 2, IN_AUTHOR = 3 }; /* the depth of braces and brackets there */

static const struct {
	const char *name;
	int depth;
} fields[FIELDS] = {
	[FIELD_ID] = { "id", IN_ITEM },
	[FIELD_BODY] = { "body", IN_ITEM },
	[FIELD_TIMESTAMP] = { "timestamp", IN_ITEM },
	[FIELD_PERMALINK] = { "permalink", IN_ITEM },
	[FIELD_STAMP] = { "displayTime", IN_ITEM },
	[FIELD_PARENT] = { "parentId", IN_ITEM },
	[FIELD_NAME] = { "name", IN_AUTHOR },
	[FIELD_PROFILE] = { "profileUrl", IN_AUTHOR },
};

struct items {
	struct blogger_page *b;
	post_id post;
	struct span rest;
	int depth;
	struct span word;      /* the last name, text or number: a colon makes it a name */
	enum field field;      /* what the next value is */
	struct span values[FIELDS];
	uint32_t count;
};

static enum field find_field(struct span name, int depth)
{
	for (int i = 1; i < FIELDS; i++)
		if (fields[i].depth == depth && span_eq_str(name, fields[i].name))
			return (enum field)i;
	return FIELD_NONE;
}

static struct date item_date(struct items *it)
{
	struct buf link = BUF_INIT;

	buf_add_str(&link, "showComment=");
	buf_add_span(&link, it->values[FIELD_TIMESTAMP]);
	struct date date = bp_comment_date(it->b, buf_span(&link), it->values[FIELD_STAMP]);
	buf_release(&link);
	return date;
}

static void add_item(struct items *it)
{
	struct comment_fact fact = COMMENT_FACT_INIT;
	const struct span *v = it->values;

	fact.source = it->b->target->source;
	fact.post = it->post;
	fact.id = bp_tag_id(it->b, v[FIELD_ID]);
	fact.parent_key = v[FIELD_PARENT].len > 0 ? bp_tag_id(it->b, v[FIELD_PARENT]) : SPAN_NONE;
	fact.author = v[FIELD_NAME];
	fact.author_url = bp_url(it->b, v[FIELD_PROFILE]);
	fact.url = bp_url(it->b, v[FIELD_PERMALINK]);
	fact.published = item_date(it);
	fact.body = v[FIELD_BODY];
	fact.body_type = BODY_HTML;
	if (span_find(fact.body, SPAN_LIT("deleted-comment")) < fact.body.len)
		fact.state = COMMENT_DELETED;
	library_add_comment(it->b->target->lib, &fact);
	it->count++;
}

static void end_value(struct items *it)
{
	if (it->field)
		it->values[it->field] = it->word;
	it->field = FIELD_NONE;
	it->word = SPAN_NONE;
}

static void take_sign(struct items *it, char sign)
{
	if (sign == ':') {
		it->field = find_field(it->word, it->depth);
		it->word = SPAN_NONE;
		return;
	}
	end_value(it);
	if (sign == '{' || sign == '[')
		it->depth++;
	if ((sign == '}' || sign == ']') && --it->depth == IN_ITEM - 1 && sign == '}') {
		if (!span_is_none(it->values[FIELD_ID]))
			add_item(it);
		memset(it->values, 0, sizeof it->values);
	}
}

static void take_word(struct items *it)
{
	size_t len = 0;

	while (len < it->rest.len && (ascii_is_alnum(it->rest.p[len]) || it->rest.p[len] == '_'))
		len++;
	it->word = span_sub(it->rest, 0, len);
	if (span_eq_str(it->word, "null"))
		it->word = SPAN_NONE;
	it->rest = span_sub(it->rest, len ? len : 1, it->rest.len);
}

static void read_items(struct items *it)
{
	do {
		char c = it->rest.p[0];

		if (c == '\'' || c == '"') {
			it->word = bp_script_text(it->b, &it->rest);
		} else if (memchr("{}[]:,", c, 6)) {
			it->rest = span_sub(it->rest, 1, it->rest.len);
			take_sign(it, c);
		} else if (ascii_is_space(c)) {
			it->rest = span_sub(it->rest, 1, it->rest.len);
		} else {
			take_word(it);
		}
	} while (it->depth > 0 && it->rest.len > 0);
}

/* The array's opening bracket and what follows, or none. */
static struct span items_in(struct span script)
{
	const char *name = "var items";

	script = span_sub(script, span_find(script, span_str(name)), script.len);
	if (script.len == 0)
		return SPAN_NONE;
	script = span_trim(span_sub(script, strlen(name), script.len));
	if (!span_starts(script, "="))
		return SPAN_NONE;
	script = span_trim(span_sub(script, 1, script.len));
	return span_starts(script, "[") ? script : SPAN_NONE;
}

uint32_t bp_add_items(struct blogger_page *b, post_id post)
{
	const struct page *p = b->page;
	struct items it = { .b = b, .post = post };
	page_node n = 0;

	while ((n = page_find(p, n, page_count(p), "script", NULL)) != 0) {
		it.rest = page_end(p, n) > n + 1 ? items_in(page_text(p, n + 1)) : SPAN_NONE;
		if (it.rest.len > 0)
			read_items(&it);
		it.depth = 0;
	}
	return it.count;
}
