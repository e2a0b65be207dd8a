/* One post of a text dump to facts: heading, title, body, trailers, comments.
 *
 * A text is put together line by line, escapes taken off.  The lines at its end that are
 * trailers ("Labels: ...", "Links:" and the list below) are known only when the text has
 * ended: while lines come in, the place is kept where trailers began that nothing else
 * has followed so far.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/text_priv.h"
#include "moot/base/arena.h"
#include "moot/base/xalloc.h"

#define NO_TAIL SIZE_MAX

/* ---- a text, line by line ---- */

enum links_state { LINKS_NONE, LINKS_HEAD, LINKS_ROWS };

struct block {
	struct buf text;   /* lines, a \n between them */
	enum dump_place place;
	size_t blanks;     /* blank lines that no text has followed yet */
	size_t tail;       /* where the trailers begin, or NO_TAIL */
	enum links_state links;
	const char *stub;  /* of the only line so far, as dump_stub_status() */
};

static bool is_list_row(const struct block *b, struct span line)
{
	if (b->links == LINKS_NONE)
		return false;
	/* A URL that was wrapped goes on in the next line. */
	return dump_is_link_row(line)
	    || (b->links == LINKS_ROWS && !b->blanks && span_find_byte(line, ' ') == line.len);
}

static void follow_tail(struct block *b, struct span line)
{
	struct span value;
	enum dump_trailer kind = dump_trailer_parse(line, &value);

	if (is_list_row(b, line)) {
		b->links = LINKS_ROWS;
		return;
	}
	b->links = kind == DUMP_LINKS ? LINKS_HEAD : LINKS_NONE;
	if (kind == DUMP_TRAILER_NONE || (b->place != DUMP_IN_BODY && kind != DUMP_LINKS))
		b->tail = NO_TAIL;
	else if (b->tail == NO_TAIL)
		b->tail = b->text.len;
}

/* line: without its indent. */
static void block_add(struct block *b, struct span line)
{
	bool first = b->text.len == 0;

	line = dump_trim_end(line);
	if (!line.len) {
		b->blanks++;
		return;
	}
	follow_tail(b, line);
	b->stub = first ? dump_stub_status(line) : NULL;
	if (!first)
		buf_add_repeat(&b->text, '\n', b->blanks + 1);
	buf_add_span(&b->text, dump_unescape(line, b->place, b->blanks || first));
	b->blanks = 0;
	if (b->place == DUMP_IN_OPENING)
		b->place = DUMP_IN_COMMENT;
}

static void block_reset(struct block *b, enum dump_place place)
{
	buf_clear(&b->text);
	b->place = place;
	b->blanks = 0;
	b->tail = NO_TAIL;
	b->links = LINKS_NONE;
	b->stub = NULL;
}

/* The text without its trailers; *tail are their lines.  Both live until the next reset. */
static struct span block_end(struct block *b, struct span *tail)
{
	struct span text = buf_span(&b->text);
	size_t end = b->tail == NO_TAIL || b->links == LINKS_HEAD ? text.len : b->tail;

	*tail = span_sub(text, end, text.len);
	return end ? span_sub(text, 0, end) : SPAN_NONE;
}

/* ---- trailers ---- */

struct reading {
	const struct ingest_target *target;
	struct post_fact post;
	bool has_heading;
	struct arena arena;   /* labels */
	struct span *labels;
	size_t label_cap, links_dropped;
};

static void take_labels(struct reading *r, struct span value)
{
	struct buf label = BUF_INIT;

	while (dump_label_next(&value, &label)) {
		if (!label.len)
			continue;
		ARRAY_GROW(r->labels, r->post.label_count, r->label_cap);
		r->labels[r->post.label_count++] = arena_span(&r->arena, buf_span(&label));
	}
	buf_release(&label);
	r->post.labels = r->labels;
}

static void take_posted(struct reading *r, struct span value)
{
	struct dump_posted posted;
	struct date_fields f;

	if (!dump_posted_parse(value, &posted))
		return;
	r->post.author = posted.author;
	if (posted.hour < 0 || !date_known(r->post.published))
		return;
	f = date_fields(r->post.published);
	f.hour = posted.hour;
	f.minute = posted.minute;
	f.second = 0;
	r->post.published = date_from_fields(&f, DATE_MINUTE, false, 0);
}

static void take_status(struct reading *r, struct span value)
{
	static const enum post_state states[] = { POST_DRAFT, POST_PRIVATE, POST_TRASHED };
	struct span word;

	while (span_split(&value, ',', &word)) {
		word = span_trim(word);
		if (span_eq_str(word, post_kind_name(POST_PAGE)))
			r->post.kind = POST_PAGE;
		for (size_t i = 0; i < sizeof states / sizeof *states; i++)
			if (span_eq_str(word, post_state_name(states[i])))
				r->post.state = states[i];
	}
}

static void take_total(struct reading *r, struct span value)
{
	uint64_t total;

	if (span_to_uint(value, UINT32_MAX - 1, &total))
		r->post.comments_total = (uint32_t)total;
}

static void take_trailers(struct reading *r, struct span tail)
{
	struct span line, value;

	while (span_line(&tail, &line))
		switch (dump_trailer_parse(line, &value)) {
		case DUMP_POSTED:
			take_posted(r, value);
			break;
		case DUMP_LABELS:
			take_labels(r, value);
			break;
		case DUMP_LINK:
			r->post.url = value;
			break;
		case DUMP_STATUS:
			take_status(r, value);
			break;
		case DUMP_TOTAL:
			take_total(r, value);
			break;
		case DUMP_LINKS:
		case DUMP_TRAILER_NONE:
			r->links_dropped += dump_is_link_row(line);
			break;
		}
}

/* ---- comments ---- */

struct comment_source {
	struct span first, more; /* text on the number's line; the lines below */
	int col;                 /* of the lines below */
};

/* The text of a comment to b; its first line may be about it instead. */
static void read_comment_lines(struct block *b, const struct comment_source *src,
    struct dump_byline *byline)
{
	struct span rest = src->more, line;
	struct buf outdented = BUF_INIT;
	bool has_byline = dump_byline_parse(src->first, byline);

	block_reset(b, has_byline ? DUMP_IN_COMMENT : DUMP_IN_OPENING);
	if (!has_byline) {
		*byline = (struct dump_byline){ 0 };
		block_add(b, src->first);
		b->place = DUMP_IN_COMMENT;
	}
	while (span_line(&rest, &line)) {
		buf_clear(&outdented);
		dump_add_outdented(&outdented, line, src->col);
		block_add(b, buf_span(&outdented));
	}
	buf_release(&outdented);
}

static enum comment_state state_of(const char *status)
{
	static const enum comment_state states[] = {
		COMMENT_HELD, COMMENT_SPAM, COMMENT_DELETED, COMMENT_MISSING,
	};

	for (size_t i = 0; status && i < sizeof states / sizeof *states; i++)
		if (strcmp(status, comment_state_name(states[i])) == 0)
			return states[i];
	return COMMENT_SHOWN;
}

static void add_comment(struct reading *r, struct block *b, const struct comment_source *src,
    struct comment_fact *fact)
{
	struct dump_byline byline;
	struct span tail;

	read_comment_lines(b, src, &byline);
	fact->body = block_end(b, &tail);
	fact->author = byline.author;
	fact->published = byline.time;
	fact->by_post_author = byline.by_post_author;
	fact->kind = byline.pingback ? COMMENT_PINGBACK : COMMENT_COMMENT;
	fact->state = state_of(byline.status ? byline.status : b->stub);
	if (b->stub && span_starts(fact->body, "["))
		fact->body = SPAN_NONE;
	take_trailers(r, tail);
}

static void add_comments(struct reading *r, const struct dump_thread *t, struct span text,
    post_id post)
{
	struct block b = { 0 };
	/* path[d] is the newest comment of depth d; path[0] stays none. */
	comment_id *path = xcalloc(t->len + 1, sizeof *path);

	for (size_t i = 0; i < t->len; i++) {
		const struct dump_item *item = &t->items[i];
		size_t end = i + 1 < t->len ? t->items[i + 1].start : text.len;
		struct comment_source src = { .more = span_sub(text, item->text, end) };
		struct comment_fact fact = COMMENT_FACT_INIT;
		uint32_t level = item->depth < DUMP_DEEPEST ? item->depth : DUMP_DEEPEST;

		span_line(&src.more, &src.first);
		src.col = (int)(level + 1) * t->step;
		fact.source = r->target->source;
		fact.post = post;
		fact.parent = path[item->depth - 1];
		fact.ordinal = item->number;
		fact.body_type = BODY_TEXT;
		add_comment(r, &b, &src, &fact);
		path[item->depth] = library_add_comment(r->target->lib, &fact);
	}
	free(path);
	buf_release(&b.text);
}

/* ---- the post ---- */

/* Takes the next line that is not blank off *text; *line_no is the number of the line
 * that *text begins with. */
static struct span take_filled_line(struct span *text, size_t *line_no)
{
	struct span line;

	while (span_split(text, '\n', &line)) {
		++*line_no;
		if (!dump_is_blank(line))
			return dump_trim_end(line);
	}
	return SPAN_NONE;
}

static void take_heading(struct reading *r, struct span line)
{
	struct date date;

	if (dump_heading_parse(line, &date, NULL) == DUMP_HEADING_MISSING)
		r->post.state = POST_MISSING;
	r->post.published = date;
}

/* The line under the heading; a thread may follow it at once. */
static void take_title(struct reading *r, struct span *text, size_t *line_no)
{
	struct span rest = *text, line;
	size_t rest_no = *line_no;
	struct dump_mark mark;

	line = take_filled_line(&rest, &rest_no);
	if (!line.len || (dump_mark_parse(line, &mark) && mark.col >= DUMP_STEP_COLS))
		return;
	*text = rest;
	*line_no = rest_no;
	if (span_eq_str(line, DUMP_UNTITLED))
		return;
	line = dump_trim(dump_unescape(line, DUMP_IN_TITLE, true));
	if (r->post.state == POST_MISSING && span_find(line, SPAN_LIT("://")) < line.len
	    && span_find_byte(line, ' ') == line.len)
		r->post.url = line;
	else
		r->post.title = line;
}

/* The body, without what stands below it. */
static void take_body(struct reading *r, struct block *b, struct span text)
{
	struct span line, tail;

	block_reset(b, DUMP_IN_BODY);
	while (span_line(&text, &line))
		block_add(b, line);
	r->post.body = block_end(b, &tail);
	r->post.body_type = BODY_TEXT;
	take_trailers(r, tail);
}

static void add_post(struct reading *r, struct span text, size_t line_no)
{
	struct dump_thread thread;
	struct block body = { 0 };
	post_id post;

	text_thread_scan(&thread, r->target, text, line_no);
	take_body(r, &body, span_sub(text, 0, thread.body_len));
	/* A thread alone: what it is about is not there. */
	if (!r->has_heading && !r->post.title.len && !r->post.body.len && thread.len)
		r->post.state = POST_MISSING;
	post = library_add_post(r->target->lib, &r->post);
	add_comments(r, &thread, text, post);
	text_thread_release(&thread);
	buf_release(&body.text);
}

void text_post_add(const struct ingest_target *target, const struct dump_piece *piece)
{
	struct reading r = {
		.target = target,
		.post = POST_FACT_INIT,
		.has_heading = piece->has_heading,
	};
	struct span text = piece->text;
	size_t line_no = piece->line;

	r.post.source = target->source;
	if (piece->has_heading)
		take_heading(&r, take_filled_line(&text, &line_no));
	take_title(&r, &text, &line_no);
	add_post(&r, text, line_no);
	if (r.links_dropped)
		diag_add(target->diags, DIAG_CODE_LINK_LIST, target->source, piece->line,
		    "the addresses of %zu numbered links are not kept", r.links_dropped);
	free(r.labels);
	arena_release(&r.arena);
}
