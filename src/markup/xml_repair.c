/* A machine over the text, with one state for each thing that text can be inside of.
 * Each step finds the end of a thing, and either lets it pass (at moves on), drops
 * it, or puts something else in its place (then the stretch that could pass so far
 * is copied to out).  A thing that is cut by the end of the piece waits for the next
 * one; a tag that stays open for too long is text.
 */
#include "config.h"

#include "markup/xml_repair_priv.h"

#include <string.h>

#include "markup/xml_open_priv.h"
#include "markup/xml_tag_priv.h"
#include "moot/markup/xml.h"

enum {
	WAIT_BYTES = 1 << 20,   /* longest tag or DOCTYPE */
	NAMESPACES_MAX = 256,   /* in scope: looking one up takes time in their number */
};

/* A place that was not looked for yet. */
static const size_t UNKNOWN = SIZE_MAX;

static size_t count_lines(struct span text)
{
	const char *p = text.p, *end = text.p + text.len;
	size_t lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

static struct span rest(const struct repair *r)
{
	return span_of(r->text.p + r->at, r->text.len - r->at);
}

/* The next c from `from` on; *known is what was found last time, and may be still good. */
static size_t next_byte(const struct repair *r, size_t *known, size_t from, char c)
{
	const char *p;

	if (*known < from || *known == UNKNOWN) {
		p = memchr(r->text.p + from, c, r->text.len - from);
		*known = p ? (size_t)(p - r->text.p) : r->text.len;
	}
	return *known;
}

static bool is_blank(struct span s)
{
	return span_trim(s).len == 0;
}

static void found(struct repair *r, const char *what)
{
	if (r->repairs++)
		return;
	r->first_repair = what;
	r->first_repair_line = r->lines + count_lines(span_sub(r->text, 0, r->at)) + 1;
}

/* ---- passing, dropping, replacing ---- */

static void copy_passed(struct repair *r)
{
	buf_add(&r->out, r->text.p + r->from, r->at - r->from);
	r->from = r->at;
}

/* Leaves out [at, to), but not its line ends. */
static void drop(struct repair *r, size_t to)
{
	size_t lines = count_lines(span_sub(r->text, r->at, to));

	if (lines || r->from < r->at)
		copy_passed(r);
	buf_add_repeat(&r->out, '\n', lines);
	r->from = r->at = to;
}

/* Puts text in the place of the next len bytes. */
static void put(struct repair *r, size_t len, const char *text)
{
	copy_passed(r);
	buf_add_str(&r->out, text);
	r->from = r->at += len;
}

static bool is_outside(const struct repair *r)
{
	return r->open.len == 0;
}

static void drop_outside(struct repair *r, size_t to)
{
	if (!is_blank(span_sub(r->text, r->at, to)))
		found(r, "text outside the root element");
	drop(r, to);
}

/* The '<' here begins nothing. */
static bool literal_lt(struct repair *r, const char *why)
{
	if (is_outside(r)) {
		drop_outside(r, r->at + 1);
	} else {
		found(r, why);
		put(r, 1, "&lt;");
	}
	return true;
}

/* The piece ends inside something: false as long as more of it may come.  At the end
 * it is left out; when it has grown too long, its first byte is text. */
static bool cut_here(struct repair *r)
{
	if (!r->end && rest(r).len < WAIT_BYTES)
		return false;
	if (r->end) {
		r->cut = true;
		drop(r, r->text.len);
		return true;
	}
	r->too_large = true;
	return literal_lt(r, "a tag that does not end");
}

/* ---- text ---- */

/* The '>' of a "]]>" in text[at, to), or to. */
static size_t find_cdata_end(const struct repair *r, size_t to)
{
	size_t at = r->at;

	while ((at += span_find_byte(span_sub(r->text, at, to), '>')) < to) {
		if (at >= r->at + 2 && r->text.p[at - 1] == ']' && r->text.p[at - 2] == ']')
			return at;
		at++;
	}
	return to;
}

/* Passes text up to `to`, its references made good.  False: a reference is cut. */
static bool pass_references(struct repair *r, size_t to, bool whole)
{
	while (next_byte(r, &r->amp, r->at, '&') < to) {
		r->at = r->amp;
		struct span ref = span_sub(r->text, r->at, to);
		size_t len = xml_reference_passes(ref);
		if (len) {
			r->at += len;
			continue;
		}
		if (!whole && xml_reference_is_cut(ref))
			return false;
		found(r, "a reference that XML does not know");
		copy_passed(r);
		r->from = r->at += xml_reference_replace(&r->entities, ref, &r->out);
	}
	r->at = to;
	return true;
}

static bool text(struct repair *r)
{
	size_t lt = next_byte(r, &r->lt, r->at, '<'), to = lt, end;
	bool whole = lt < r->text.len || r->end;

	if (is_outside(r)) {
		drop_outside(r, lt);
		return true;
	}
	while (!whole && to > r->at && lt - to < 2 && r->text.p[to - 1] == ']')
		to--;
	end = find_cdata_end(r, to);
	if (!pass_references(r, end, whole || end < to))
		return false;
	if (end < to) {
		found(r, "\"]]>\" in text");
		put(r, 1, "&gt;");
	}
	return r->at == lt || end < to;
}

/* ---- tags ---- */

static void close_innermost(struct repair *r)
{
	buf_add_str(&r->out, "</");
	buf_add_span(&r->out, open_top(&r->open));
	buf_add_char(&r->out, '>');
	open_pop(&r->open);
}

static void end_tag(struct repair *r, const struct tag *tag)
{
	size_t levels = open_find(&r->open, tag->name);

	if (levels == 1 && tag->clean && span_eq(tag->name, open_top(&r->open))) {
		r->at += tag->len;
		open_pop(&r->open);
	} else if (levels == 0) {
		found(r, "an end tag without a start tag");
		drop(r, r->at + tag->len);
	} else {
		found(r, levels == 1 ? "an end tag that is not well-formed" : "elements that are not closed");
		copy_passed(r);
		for (size_t i = 0; i < levels; i++)
			close_innermost(r);
		drop(r, r->at + tag->len);
	}
	if (is_outside(r) && levels)
		r->state = REPAIR_AFTER;
}

static void start_tag(struct repair *r, const struct tag *tag)
{
	size_t room = NAMESPACES_MAX - r->open.namespaces, namespaces = tag->namespaces;

	if (namespaces > room || tag->attributes > TAG_ATTRIBUTES_MAX)
		r->too_large = true;
	if (namespaces > room)
		namespaces = room;
	if (tag->kind == TAG_START)
		open_push(&r->open, tag->name, namespaces);
	else if (is_outside(r))
		r->state = REPAIR_AFTER;
	if (tag->clean && namespaces == tag->namespaces) {
		r->at += tag->len;
		return;
	}
	found(r, "a tag that is not well-formed");
	copy_passed(r);
	tag_rewrite(tag, rest(r), namespaces, &r->entities, &r->out);
	r->from = r->at += tag->len;
}

static bool tag(struct repair *r)
{
	size_t lt = next_byte(r, &r->lt, r->at + 1, '<'), amp = next_byte(r, &r->amp, r->at, '&');
	struct tag t = tag_scan(rest(r), lt - r->at, amp - r->at);

	switch (t.kind) {
	case TAG_CUT:
		return cut_here(r);
	case TAG_NONE:
		return literal_lt(r, "a \"<\" that begins no tag");
	case TAG_END:
		end_tag(r, &t);
		return true;
	default:
		start_tag(r, &t);
		return true;
	}
}

/* ---- what begins with <! and <? ---- */

/* Where the '>' of a DOCTYPE is, or its length when it is cut: quotes and the internal
 * subset may hold others. */
static size_t doctype_end(struct span s)
{
	char quote = '\0';
	int depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '[' || c == ']') {
			depth += c == '[' ? 1 : -1;
		} else if (c == '>' && depth <= 0) {
			return i;
		}
	}
	return s.len;
}

static bool doctype(struct repair *r)
{
	size_t end = doctype_end(rest(r));

	if (end == rest(r).len && !r->end && end < WAIT_BYTES)
		return false;
	if (end == rest(r).len || end >= WAIT_BYTES) {
		end = span_find_byte(rest(r), '>');
		r->too_large = true;
	}
	xml_entities_declare(&r->entities, span_sub(rest(r), 0, end));
	r->doctype = true;
	drop(r, end < rest(r).len ? r->at + end + 1 : r->text.len);
	return true;
}

static bool cdata(struct repair *r)
{
	if (rest(r).len == strlen("<![CDATA["))
		return cut_here(r);
	if (is_outside(r)) {
		found(r, "text outside the root element");
		drop(r, r->at + strlen("<![CDATA["));
		return true;
	}
	r->at += strlen("<![CDATA[");
	r->state = REPAIR_CDATA;
	return true;
}

static bool comment(struct repair *r)
{
	drop(r, r->at + strlen("<!--"));
	r->state = REPAIR_COMMENT;
	return true;
}

static const struct {
	const char *opening;
	bool (*step)(struct repair *r);
} declarations[] = {
	{ "<!--", comment },
	{ "<![CDATA[", cdata },
	{ "<!DOCTYPE", doctype },
};

/* Is all of s what opening begins with? */
static bool is_beginning(struct span s, const char *opening)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_lower(s.p[i]) != ascii_lower(opening[i]))
			return false;
	return true;
}

static bool declaration(struct repair *r)
{
	for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++) {
		if (span_starts_nocase(rest(r), declarations[i].opening))
			return declarations[i].step(r);
		if (!r->end && is_beginning(rest(r), declarations[i].opening))
			return false;
	}
	return literal_lt(r, "a \"<!\" that begins nothing");
}

static bool content(struct repair *r)
{
	struct span s = rest(r);

	if (s.p[0] != '<')
		return text(r);
	if (s.len < 2)
		return cut_here(r);
	if (s.p[1] == '!')
		return declaration(r);
	if (s.p[1] != '?')
		return tag(r);
	drop(r, r->at + 2);
	r->state = REPAIR_INSTRUCTION;
	return true;
}

/* ---- the other states ---- */

/* Drops up to and with the terminator; what is at the end may be half of it. */
static bool drop_through(struct repair *r, const char *terminator)
{
	size_t len = strlen(terminator), to = span_find(rest(r), span_str(terminator));

	if (to < rest(r).len) {
		drop(r, r->at + to + len);
		r->state = REPAIR_CONTENT;
		return true;
	}
	if (r->end) {
		r->cut = true;
		drop(r, r->text.len);
		return true;
	}
	if (to >= len)
		drop(r, r->text.len - (len - 1));
	return false;
}

static bool in_comment(struct repair *r)
{
	return drop_through(r, "-->");
}

static bool in_instruction(struct repair *r)
{
	return drop_through(r, ">");
}

/* A section that goes on beyond the piece is closed and opened again: the parser
 * takes time in the square of a section's pieces. */
static bool in_cdata(struct repair *r)
{
	size_t to = span_find(rest(r), SPAN_LIT("]]>"));

	if (to < rest(r).len) {
		r->at += to + strlen("]]>");
		r->state = REPAIR_CONTENT;
		return true;
	}
	if (r->end)
		r->cut = true;
	else
		for (int i = 0; i < 2 && to && r->text.p[r->at + to - 1] == ']'; i++)
			to--;
	r->at += to;
	put(r, 0, "]]>");
	if (r->end)
		r->state = REPAIR_CONTENT;
	return r->end;
}

static bool after(struct repair *r)
{
	drop_outside(r, r->text.len);
	return true;
}

static bool start(struct repair *r)
{
	struct xml_start s;

	if (!r->end && r->text.len < XML_START_BYTES)
		return false;
	r->state = REPAIR_CONTENT;
	if (xml_find_start(r->text, &s) && s.offset)
		drop_outside(r, s.offset);
	return true;
}

static bool (*const steps[])(struct repair *r) = {
	[REPAIR_START] = start,
	[REPAIR_CONTENT] = content,
	[REPAIR_CDATA] = in_cdata,
	[REPAIR_COMMENT] = in_comment,
	[REPAIR_INSTRUCTION] = in_instruction,
	[REPAIR_AFTER] = after,
};

/* Pending text and the new piece as one. */
static struct span join(struct repair *r, struct span in)
{
	if (r->pending.len == 0)
		return in;
	buf_clear(&r->joined);
	buf_add_span(&r->joined, buf_span(&r->pending));
	buf_add_span(&r->joined, in);
	return buf_span(&r->joined);
}

static void close_all(struct repair *r)
{
	r->open_at_end = r->open.len;
	r->cut = r->cut || r->open.len;
	if (r->open.len)
		copy_passed(r);
	while (r->open.len)
		close_innermost(r);
}

struct span repair_next(struct repair *r, struct span in, bool end)
{
	r->text = join(r, in);
	r->from = r->at = 0;
	r->lt = r->amp = UNKNOWN;
	r->end = end;
	buf_clear(&r->out);
	if (r->state == REPAIR_CDATA && r->text.len)
		buf_add_str(&r->out, "<![CDATA[");
	while (r->at < r->text.len && steps[r->state](r))
		;
	if (end)
		close_all(r);
	buf_clear(&r->pending);
	buf_add_span(&r->pending, rest(r));
	r->lines += count_lines(span_sub(r->text, 0, r->at));
	if (r->out.len == 0)
		return span_sub(r->text, r->from, r->at);
	copy_passed(r);
	return buf_span(&r->out);
}

void repair_release(struct repair *r)
{
	open_release(&r->open);
	xml_entities_release(&r->entities);
	buf_release(&r->pending);
	buf_release(&r->joined);
	buf_release(&r->out);
}
