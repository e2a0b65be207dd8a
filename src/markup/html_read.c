/* One scan over the page.  Text is handed on as it stands, its character references
 * one by one; comments, declarations and instructions are left out.
 *
 * Some things end at a mark far away (a quote, -->, an end tag).  Where that mark
 * is, or that there is none, is looked for once and remembered, so that many
 * openings without an end cost one search, not many.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "markup/html_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"
#include "moot/text/utf8.h"

static struct span from(const struct html_reader *r, const char *p)
{
	return span_of(p, (size_t)(r->end - p));
}

static const struct html_element *head(void)
{
	return &html_elements[HTML_ID_head];
}

/* Text in the head ends it. */
static void send_text(struct html_reader *r, struct span text)
{
	struct html_open *open = &r->open;

	if (!text.len)
		return;
	if (!r->content || (open->len && open->rows[open->len - 1].element == head())) {
		bool visible = span_trim(text).len > 0;

		r->content |= visible;
		if (visible && open->len && open->rows[open->len - 1].element == head())
			html_open_end_to(open, open->len - 1);
	}
	open->handlers->text(open->user, html_valid(r, text));
}

static void send_char(struct html_reader *r, uint32_t ch)
{
	char bytes[4];

	if (ch == '\r')
		ch = '\n';
	if (ch >= ' ' || ch == '\n' || ch == '\t')
		send_text(r, span_of(bytes, utf8_put(bytes, ch)));
}

/* The reference, or the lone &, at the start of text; returns its length. */
static size_t read_reference(struct html_reader *r, struct span text)
{
	uint32_t chars[2];
	size_t len = entity_next(text, ENTITY_TEXT, chars);

	if (!len) {
		send_text(r, span_sub(text, 0, 1));
		return 1;
	}
	send_char(r, chars[0]);
	if (chars[1])
		send_char(r, chars[1]);
	return len;
}

/* Text in which only references mean something. */
static void read_rcdata(struct html_reader *r, struct span text)
{
	while (text.len) {
		size_t plain = span_find_byte(text, '&');

		send_text(r, span_sub(text, 0, plain));
		text = span_sub(text, plain, text.len);
		if (text.len)
			text = span_sub(text, read_reference(r, text), text.len);
	}
}

static bool is_end_tag(struct span text, const struct html_element *element)
{
	size_t after = element->len + (size_t)2;

	if (text.len < after || text.p[1] != '/' ||
	    !span_starts_nocase(span_sub(text, 2, text.len), element->name))
		return false;
	return text.len == after || ascii_is_space(text.p[after]) || text.p[after] == '/' ||
	    text.p[after] == '>';
}

/* The next end tag of the element at or after p, or the end. */
static const char *find_end_tag(
    struct html_reader *r, const struct html_element *element, const char *p)
{
	const char **place = &r->end_tags[element - html_elements];

	if (*place && *place >= p)
		return *place;
	while (p < r->end) {
		p += span_find_byte(from(r, p), '<');
		if (p == r->end || is_end_tag(from(r, p), element))
			break;
		p++;
	}
	*place = p;
	return p;
}

/* html, head and body are taken once, in order, at the start; elsewhere their tags
 * mean nothing. */
static bool takes_page_tag(const struct html_reader *r)
{
	const struct html_open *open = &r->open;
	bool in_html = open->len && open->rows[0].element == &html_elements[HTML_ID_html];

	if (r->element == &html_elements[HTML_ID_html] || !r->content)
		return !r->content;
	if (open->len == 2 && open->rows[1].element == head())
		return r->element != head();
	return in_html && open->len == 1;
}

/* The content of an element that is no markup, up to its end tag. */
static void read_unparsed(struct html_reader *r)
{
	const char *close = find_end_tag(r, r->element, r->p);
	struct span content = span_of(r->p, (size_t)(close - r->p));

	r->p = close;
	if (r->element->kind == HTML_RCDATA)
		read_rcdata(r, content);
	else
		send_text(r, content);
}

/* What follows the start of an element: its content, when that is no markup, or its
 * end, when it has none. */
static void open_element(struct html_reader *r)
{
	int kind = r->element ? r->element->kind : HTML_NORMAL;

	if (kind == HTML_VOID)
		return;
	html_open_push(&r->open, r->element, r->name);
	if (kind == HTML_NORMAL)
		return;
	bool ends = find_end_tag(r, r->element, r->p) < r->end;

	if (!ends && (kind != HTML_VERBATIM || r->self_closed))
		html_open_end(&r->open, r->element, r->name);
	else if (kind != HTML_HELD)
		read_unparsed(r);
}

static void read_start_tag(struct html_reader *r)
{
	html_read_tag(r, r->p + 1, true);
	const struct html_element *e = r->element;

	if (r->cut || !html_is_name(r->name) || (e && e->kind == HTML_IGNORED))
		return;
	if (e && e->is & IS_PAGE && !takes_page_tag(r))
		return;
	r->content = true;
	html_open_imply(&r->open, e);
	html_send_start(&r->open, e, r->name, r->attrs, r->attr_count);
	open_element(r);
}

static void read_end_tag(struct html_reader *r)
{
	html_read_tag(r, r->p + 2, false);
	const struct html_element *e = r->element;

	if (e == &html_elements[HTML_ID_br])
		html_send_start(&r->open, e, r->name, NULL, 0);
	else if (e != &html_elements[HTML_ID_html] && e != &html_elements[HTML_ID_body] &&
	    html_is_name(r->name) && !(e && e->kind == HTML_VOID))
		html_open_end(&r->open, e, r->name);
}

/* A comment at r->p; without an end only its mark is left out, not the text. */
static void skip_comment(struct html_reader *r)
{
	struct span text = from(r, r->p);

	if (span_starts(text, "<!-->") || span_starts(text, "<!--->")) {
		r->p += text.p[4] == '>' ? 5 : 6;
		return;
	}
	const char *end = html_find_mark(r, MARK_COMMENT, r->p + 4);
	const char *bang = html_find_mark(r, MARK_COMMENT_BANG, r->p + 4);

	if (bang < end)
		r->p = bang + 4;
	else
		r->p = end < r->end ? end + 3 : r->p + 4;
}

static bool is_cdata(struct span text)
{
	return span_starts(text, "<![CDATA[");
}

/* <!...> or <?...>, up to the next >.  A CDATA section that never ends is text that
 * somebody typed. */
static void skip_declaration(struct html_reader *r)
{
	const char *end = html_find_mark(r, MARK_GREATER, r->p);

	if (is_cdata(from(r, r->p)) && html_find_mark(r, MARK_CDATA, r->p) < r->end) {
		r->cdata = true;
		r->p += 9;
	} else if (end < r->end && !is_cdata(from(r, r->p))) {
		r->p = end + 1;
	} else {
		send_text(r, span_of(r->p++, 1));
	}
}

/* Without a > behind it, "<" and a letter begin a tag only where a page was cut in one:
 * its attributes show that, or that nothing follows the name.  Else somebody typed it. */
static bool is_typed(struct html_reader *r)
{
	return html_find_mark(r, MARK_GREATER, r->p) == r->end &&
	    html_find_mark(r, MARK_EQUALS, r->p) == r->end &&
	    (html_find_mark(r, MARK_SPACE, r->p) < r->end ||
	        html_find_mark(r, MARK_LINE_END, r->p) < r->end);
}

/* What is behind "<!" in a declaration; anything else was typed. */
static bool begins_declaration(char c)
{
	return ascii_is_alpha(c) || ascii_is_space(c) || c == '[' || c == '>' || c == '-';
}

static void read_less(struct html_reader *r)
{
	struct span text = from(r, r->p);
	char next = text.len > 1 ? text.p[1] : ' ', after = text.len > 2 ? text.p[2] : ' ';

	if (ascii_is_alpha(next) && is_typed(r))
		send_text(r, span_of(r->p++, 1));
	else if (ascii_is_alpha(next))
		read_start_tag(r);
	else if (next == '/' && ascii_is_alpha(after))
		read_end_tag(r);
	else if (next == '/' && after == '>')
		r->p += 3;
	else if (span_starts(text, "<!--"))
		skip_comment(r);
	else if (next == '?' || (next == '!' && begins_declaration(after)))
		skip_declaration(r);
	else
		send_text(r, span_of(r->p++, 1));
}

/* Long text goes in pieces, which end behind a space where there is one. */
static const char *end_of_piece(const char *start, const char *end)
{
	const char *p = end;

	while (p > start && p[-1] != ' ' && p[-1] != '\n')
		p--;
	if (p > start)
		return p;
	for (p = end; p > start && ((unsigned char)*p & 0xC0) == 0x80; p--)
		continue;
	return p > start ? p : end;
}

enum { PIECE_BYTES = 16 << 10 };

/* The text up to the next character that may be markup. */
static void read_text(struct html_reader *r)
{
	const char *p = r->p, *end = r->end;

	if (end - p > PIECE_BYTES)
		end = p + PIECE_BYTES;
	while (p < end && *p != '<' && *p != '&' && *p != ']')
		p++;
	if (p == end && end < r->end)
		p = end_of_piece(r->p, end);
	send_text(r, span_of(r->p, (size_t)(p - r->p)));
	r->p = p;
}

/* The end of a CDATA section that was begun, or a bracket. */
static void read_bracket(struct html_reader *r)
{
	if (r->cdata && span_starts(from(r, r->p), "]]>")) {
		r->cdata = false;
		r->p += 3;
		return;
	}
	send_text(r, span_of(r->p++, 1));
}

static void read_next(struct html_reader *r)
{
	switch (*r->p) {
	case '<':
		read_less(r);
		break;
	case '&':
		r->p += read_reference(r, from(r, r->p));
		break;
	case ']':
		read_bracket(r);
		break;
	default:
		read_text(r);
	}
}

static void begin(
    struct html_reader *r, struct span utf8, const struct html_handlers *handlers, void *user)
{
	memset(r, 0, offsetof(struct html_reader, open.rows)); /* what follows is set when used */
	if (!utf8.len)
		utf8 = SPAN_LIT("");
	r->text = utf8;
	r->p = utf8.p;
	r->end = utf8.p + utf8.len;
	r->open.handlers = handlers;
	r->open.user = user;
}

static void release(struct html_reader *r)
{
	arena_release(&r->values);
	buf_release(&r->room);
	buf_release(&r->piece);
}

struct html_reader *html_begin(struct span utf8, const struct html_handlers *handlers, void *user)
{
	struct html_reader *r = xmalloc(sizeof *r);

	begin(r, utf8, handlers, user);
	return r;
}

enum { CHECK_FACTOR = 64 }; /* reading takes so much longer than looking for controls */

/* Before anything is read; what has controls, which is seldom, is repaired at once. */
static bool make_fit(struct html_reader *r, size_t bytes)
{
	if (r->is_clean)
		return true;
	bytes = bytes < SIZE_MAX / CHECK_FACTOR ? bytes * CHECK_FACTOR : SIZE_MAX;
	if (html_has_controls(r->text, &r->checked, bytes)) {
		r->text = html_repair(&r->room, r->text);
		r->p = r->text.p;
		r->end = r->p + r->text.len;
		r->checked = r->text.len;
	}
	r->is_clean = r->checked == r->text.len;
	return r->is_clean;
}

bool html_step(struct html_reader *r, size_t bytes)
{
	if (!make_fit(r, bytes))
		return true;
	const char *to = bytes < (size_t)(r->end - r->p) ? r->p + bytes : r->end;

	while (r->p < to)
		read_next(r);
	if (r->p < r->end)
		return true;
	html_open_end_to(&r->open, 0);
	return false;
}

void html_close(struct html_reader *r)
{
	if (r)
		release(r);
	free(r);
}

bool html_parse(struct span utf8, const struct html_handlers *handlers, void *user)
{
	struct html_reader r;

	begin(&r, utf8, handlers, user);
	html_step(&r, SIZE_MAX);
	release(&r);
	return r.content;
}
