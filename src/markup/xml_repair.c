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
#include "markup/xml_pass_priv.h"
#include "markup/xml_piece_priv.h"
#include "markup/xml_tag_priv.h"
#include "moot/markup/xml.h"

enum { NAMESPACES_MAX = 256 }; /* in scope: looking one up takes time in their number */

/* ---- text ---- */

/* What will stand so many bytes before text[at], now that some was left out. */
static char byte_before(const struct repair *r, size_t at, size_t back)
{
	if (back <= at - r->from)
		return r->text.p[at - back];
	back -= at - r->from;
	if (back <= r->out.len)
		return r->out.data[r->out.len - back];
	back -= r->out.len;
	return back <= sizeof r->tail ? r->tail[sizeof r->tail - back] : '\0';
}

/* The '>' of a "]]>" in text[at, to), or to. */
static size_t find_cdata_end(const struct repair *r, size_t to)
{
	size_t at = r->at;

	while ((at += span_find_byte(span_sub(r->text, at, to), '>')) < to) {
		if (byte_before(r, at, 1) == ']' && byte_before(r, at, 2) == ']')
			return at;
		at++;
	}
	return to;
}

/* Passes text up to `to`, its references made good.  False: a reference is cut. */
static bool pass_references(struct repair *r, size_t to, bool whole)
{
	while (piece_next(r, &r->amp, r->at, '&') < to) {
		r->at = r->amp;
		struct span ref = span_sub(r->text, r->at, to);
		if (!whole && ref.len < XML_REFERENCE_BYTES && xml_reference_is_cut(ref))
			return false;
		size_t len = xml_reference_passes(ref);
		if (len) {
			r->at += len;
			continue;
		}
		piece_found(r, "a reference that XML does not know");
		piece_copy(r);
		r->from = r->at += xml_reference_replace(&r->entities, ref, &r->out);
	}
	r->at = to;
	return true;
}

static bool text(struct repair *r)
{
	size_t lt = piece_next(r, &r->lt, r->at, '<'), from = r->at, to = lt, end;
	bool whole = lt < r->text.len || r->end;

	if (piece_is_outside(r)) {
		piece_drop_outside(r, lt);
		return true;
	}
	while (!whole && to > r->at && lt - to < 2 && r->text.p[to - 1] == ']')
		to--;
	end = find_cdata_end(r, to);
	if (!pass_references(r, end, whole || end < to))
		return false;
	if (end < to) {
		if (end - from >= 2) /* else it is by what was left out */
			piece_found(r, "\"]]>\" in text");
		piece_put(r, 1, "&gt;");
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
		piece_found(r, "an end tag without a start tag");
		piece_drop(r, r->at + tag->len);
	} else {
		piece_found(r,
		    levels == 1 ? "an end tag that is not well-formed"
		                : "elements that are not closed");
		piece_copy(r);
		for (size_t i = 0; i < levels; i++)
			close_innermost(r);
		piece_drop(r, r->at + tag->len);
	}
	if (piece_is_outside(r) && levels)
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
	else if (piece_is_outside(r))
		r->state = REPAIR_AFTER;
	if (tag->clean && namespaces == tag->namespaces) {
		r->at += tag->len;
		return;
	}
	piece_found(r, "a tag that is not well-formed");
	piece_copy(r);
	tag_rewrite(tag, piece_rest(r), namespaces, &r->entities, &r->out);
	r->from = r->at += tag->len;
}

static bool tag(struct repair *r)
{
	struct tag t = tag_scan(piece_rest(r));

	switch (t.kind) {
	case TAG_CUT:
		return piece_cut_here(r);
	case TAG_NONE:
		return piece_literal_lt(r, "a \"<\" that begins no tag");
	case TAG_END:
		end_tag(r, &t);
		return true;
	default:
		start_tag(r, &t);
		return true;
	}
}

/* ---- what begins with <! and <? ---- */

/* There is one in a document; others were typed, and end at the next '>'. */
static bool doctype(struct repair *r)
{
	size_t end = r->doctype ? span_find_byte(piece_rest(r), '>')
	                        : xml_doctype_end(piece_rest(r));

	if (end == piece_rest(r).len && !r->end && end < PIECE_WAIT_BYTES)
		return false;
	if (end == piece_rest(r).len || end >= PIECE_WAIT_BYTES) {
		end = span_find_byte(piece_rest(r), '>');
		r->too_large = true;
	}
	if (!r->doctype)
		xml_entities_declare(&r->entities, span_sub(piece_rest(r), 0, end));
	r->doctype = true;
	piece_drop(r, end < piece_rest(r).len ? r->at + end + 1 : r->text.len);
	return true;
}

static bool cdata(struct repair *r)
{
	if (piece_rest(r).len == strlen("<![CDATA["))
		return piece_cut_here(r);
	if (piece_is_outside(r)) {
		piece_found(r, "text outside the root element");
		piece_drop(r, r->at + strlen("<![CDATA["));
		return true;
	}
	r->at += strlen("<![CDATA[");
	r->state = REPAIR_CDATA;
	return true;
}

static bool comment(struct repair *r)
{
	piece_drop(r, r->at + strlen("<!--"));
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
		if (span_starts_nocase(piece_rest(r), declarations[i].opening))
			return declarations[i].step(r);
		if (!r->end && is_beginning(piece_rest(r), declarations[i].opening))
			return false;
	}
	return piece_literal_lt(r, "a \"<!\" that begins nothing");
}

static bool content(struct repair *r)
{
	struct span s;

	pass_clean(r);
	s = piece_rest(r);
	if (!s.len)
		return true;
	if (s.p[0] != '<')
		return text(r);
	if (s.len < 2)
		return piece_cut_here(r);
	if (s.p[1] == '!')
		return declaration(r);
	if (s.p[1] != '?')
		return tag(r);
	piece_drop(r, r->at + 2);
	r->state = REPAIR_INSTRUCTION;
	return true;
}

/* ---- the other states ---- */

/* Drops up to and with the terminator; what is at the end may be half of it. */
static bool drop_through(struct repair *r, const char *terminator)
{
	size_t len = strlen(terminator), to = span_find(piece_rest(r), span_str(terminator));

	if (to < piece_rest(r).len) {
		piece_drop(r, r->at + to + len);
		r->state = REPAIR_CONTENT;
		return true;
	}
	if (r->end) {
		r->cut = true;
		piece_drop(r, r->text.len);
		return true;
	}
	if (to >= len)
		piece_drop(r, r->text.len - (len - 1));
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

/* How many bytes at the end of s begin a character that goes on behind it. */
static size_t cut_character(struct span s)
{
	for (size_t n = 1; n <= 3 && n <= s.len; n++) {
		unsigned char c = (unsigned char)s.p[s.len - n];

		if ((c & 0xC0) != 0x80)
			return c >= 0xC0 && n < (c < 0xE0 ? 2U : c < 0xF0 ? 3U : 4U) ? n : 0;
	}
	return 0;
}

/* A section that goes on beyond the piece is closed and opened again: the parser
 * takes time in the square of a section's pieces. */
static bool in_cdata(struct repair *r)
{
	size_t to = span_find(piece_rest(r), SPAN_LIT("]]>"));

	if (to < piece_rest(r).len) {
		r->at += to + strlen("]]>");
		r->state = REPAIR_CONTENT;
		return true;
	}
	if (r->end)
		r->cut = true;
	else
		to -= cut_character(piece_rest(r));
	for (int i = 0; !r->end && i < 2 && to && r->text.p[r->at + to - 1] == ']'; i++)
		to--;
	r->at += to;
	piece_put(r, 0, "]]>");
	if (r->end)
		r->state = REPAIR_CONTENT;
	return r->end;
}

static bool after(struct repair *r)
{
	piece_drop_outside(r, r->text.len);
	return true;
}

static bool start(struct repair *r)
{
	struct xml_start s;

	if (!r->end && r->text.len < XML_START_BYTES)
		return false;
	r->state = REPAIR_CONTENT;
	if (xml_find_start(r->text, &s) && s.offset)
		piece_drop_outside(r, s.offset);
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
		piece_copy(r);
	while (r->open.len)
		close_innermost(r);
}

static struct span note_tail(struct repair *r, struct span out)
{
	for (size_t i = out.len < sizeof r->tail ? 0 : out.len - sizeof r->tail; i < out.len; i++) {
		r->tail[0] = r->tail[1];
		r->tail[1] = out.p[i];
	}
	return out;
}

struct span repair_next(struct repair *r, struct span in, bool end)
{
	r->text = join(r, in);
	r->from = r->at = 0;
	r->lt = r->amp = PIECE_UNKNOWN;
	r->end = end;
	buf_clear(&r->out);
	if (r->state == REPAIR_CDATA && r->text.len)
		buf_add_str(&r->out, "<![CDATA[");
	while (r->at < r->text.len && steps[r->state](r))
		;
	if (end)
		close_all(r);
	buf_clear(&r->pending);
	buf_add_span(&r->pending, piece_rest(r));
	r->lines += span_count_byte(span_sub(r->text, 0, r->at), '\n');
	if (r->out.len == 0)
		return note_tail(r, span_sub(r->text, r->from, r->at));
	piece_copy(r);
	return note_tail(r, buf_span(&r->out));
}

void repair_release(struct repair *r)
{
	open_release(&r->open);
	xml_entities_release(&r->entities);
	buf_release(&r->pending);
	buf_release(&r->joined);
	buf_release(&r->out);
}
