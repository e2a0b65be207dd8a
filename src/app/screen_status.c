/* The status line: where one is, and what goes on. */
#include "config.h"

#include "app/screen_priv.h"
#include "moot/view/names.h"

enum { STATUS_TITLE_MIN_COLS = 16 };

/* "340 kB", "12.3 MB" */
static void add_size(struct buf *out, uint64_t bytes)
{
	if (bytes < 1000000)
		buf_addf(out, "%u kB", (unsigned)((bytes + 999) / 1000));
	else
		buf_addf(out, "%.1f MB", (double)bytes / 1e6);
}

static void loading_part(const struct session *s, struct parts *p)
{
	struct ingest_progress now;
	struct buf size = BUF_INIT;

	if (!s->loading || s->stopped)
		return;
	now = ingest_progress(s->opts.in);
	add_size(&size, now.total_bytes ? now.total_bytes : now.read_bytes);
	if (now.total_bytes)
		part_addf(p, "loading %d%% of %s",
		    (int)(now.read_bytes * 100 / now.total_bytes), buf_str(&size));
	else
		part_addf(p, "loading %s", buf_str(&size));
	buf_release(&size);
}

static void search_part(const struct session *s, struct parts *p)
{
	const struct finder *f = &s->finder;
	const char *more = f->full || !f->done ? "+" : "";

	if (s->wish.focus == PANE_LIST && s->list.pattern)
		part_addf(p, "title %zu/%zu", s->titles.nth, s->titles.count);
	if (!f->pattern)
		return;
	if (f->current != NO_HIT)
		part_addf(p, "hit %zu/%zu%s", f->current + 1, f->count, more);
	else
		part_addf(p, "%zu%s hit%s", f->count, more, f->count == 1 ? "" : "s");
	if (pattern_given_up(f->pattern))
		part_addf(p, "too costly in %zu", pattern_given_up(f->pattern));
	if (s->grep.walks)
		part_addf(p, "%llu%s in %u posts", (unsigned long long)s->grep.search.hits,
		    s->grep.done ? "" : "+", s->grep.posts);
}

static void place_part(const struct session *s, struct parts *p, struct arena *scratch)
{
	const struct outline *o = &s->thread.outline;
	uint32_t item = s->thread.cursor, fresh;
	struct safe number;

	if (s->wish.focus != PANE_THREAD || item == NO_ITEM)
		return;
	number = name_of_number(scratch, s->lib, s->thread.cursor_comment, 24, &s->looks);
	part_addf(p, "#%s", number.p);
	if (!o->items[item].stub)
		part_add(p, name_of_author(scratch, s->lib, s->thread.cursor_comment));
	part_addf(p, "level %u", o->items[item].depth);
	if (!o->items[item].stub)
		part_addf(p, "%u/%u", outline_nth(o, item), outline_comments(o));
	fresh = thread_new_among(&s->thread, 0, o->count);
	if (fresh)
		part_addf(p, "new %u/%u", thread_new_among(&s->thread, 0, item + 1), fresh);
}

static void references_part(struct session *s, struct parts *p,
    void (*add)(struct session *s, struct buf *out))
{
	struct buf part = BUF_INIT;

	add(s, &part);
	part_add(p, own_words(&part));
	buf_release(&part);
}

static int list_percent(const struct post_list *l)
{
	return l->scroller.count ? (int)((l->cursor + 1) * 100 / l->scroller.count) : 100;
}

/* -1: it is not known yet. */
static int percent(struct session *s)
{
	if (s->page)
		return scroller_percent(&s->sheet.scroller);
	switch (s->wish.focus) {
	case PANE_LIST:
		return list_percent(&s->list);
	case PANE_BODY:
		return post_body_percent(&s->body);
	case PANE_THREAD:
	case PANES:
		break;
	}
	return thread_percent(&s->thread);
}

/* Only where there is room for it. */
static void last_visit_part(const struct session *s, struct parts *p)
{
	struct date visit = reading_last_visit(s);
	struct buf when = BUF_INIT;

	if (date_known(visit) && s->frame.mode == FRAME_COLUMNS) {
		date_add_brief(&when, visit);
		part_addf(p, "last visit %s", buf_str(&when));
	}
	buf_release(&when);
}

/* The title gives way to what is not seen elsewhere, but not all of it. */
static void draw_status_parts(struct session *s, struct pen *pen, const struct parts *p)
{
	struct arena scratch = { 0 };
	struct buf rest = BUF_INIT;
	int room;

	if (s->body.post && p->text.len)
		buf_add_str(&rest, p->separator);
	buf_add_span(&rest, buf_span(&p->text));
	room = pen->end_col - pen->col - safe_cols(own_words(&rest), &s->looks);
	if (room < STATUS_TITLE_MIN_COLS)
		room = STATUS_TITLE_MIN_COLS;
	if (s->body.post)
		pen->col += canvas_put_cut(pen->canvas, pen->row, pen->col,
		    room < pen->end_col - pen->col ? room : pen->end_col - pen->col,
		    name_of_post(&scratch, s->lib, s->body.post), FACE_STATUS, 0);
	pen_put_cut(pen, own_words(&rest), FACE_STATUS);
	buf_release(&rest);
	arena_release(&scratch);
}

void screen_draw_status(struct session *s, const struct canvas *screen)
{
	struct parts p = { BUF_INIT, s->looks.linear ? ", " : s->looks.ascii ? " - " : " · " };
	struct arena scratch = { 0 };
	struct buf end = BUF_INIT;
	struct pen pen = { screen, s->frame.status_row, 1, screen->area.cols - 1 };
	int seen;

	if (s->frame.status_row < 0)
		return;
	canvas_blank(screen, s->frame.status_row, FACE_STATUS);
	loading_part(s, &p);
	place_part(s, &p, &scratch);
	references_part(s, &p, references_add_to);
	references_part(s, &p, references_add_by);
	search_part(s, &p);
	last_visit_part(s, &p);
	seen = percent(s);
	if (seen >= 0)
		buf_addf(&end, " %d%% ", seen);
	pen.end_col -= (int)end.len;
	draw_status_parts(s, &pen, &p);
	canvas_put(screen, s->frame.status_row, screen->area.cols - (int)end.len, (int)end.len,
	    own_words(&end), FACE_STATUS, 0);
	buf_release(&end);
	buf_release(&p.text);
	arena_release(&scratch);
}
