/* The whole screen is drawn each time, from what the session holds; term writes only the
 * cells that differ.
 */
#include "config.h"

#include "app/session.h"
#include "moot/view/names.h"

enum { STATUS_TITLE_MIN_COLS = 16 };

/* Parts of a line, parted by a separator. */
struct parts {
	struct buf text;
	const char *separator;
};

static void part_add(struct parts *p, struct safe part)
{
	if (part.len == 0)
		return;
	if (p->text.len)
		buf_add_str(&p->text, p->separator);
	buf_add_span(&p->text, safe_span(part));
}

static void part_addf(struct parts *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void part_addf(struct parts *p, const char *format, ...)
{
	struct buf part = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_vaddf(&part, format, args);
	va_end(args);
	part_add(p, own_words(&part));
	buf_release(&part);
}

static void list_title(const struct session *s, struct parts *p, struct arena *scratch)
{
	size_t count = s->list.scroller.count;

	part_addf(p, "1 %s", s->wish.focus == PANE_LIST ? "POSTS" : "Posts");
	part_addf(p, "%zu/%zu", count ? s->list.cursor + 1 : 0, count);
	if (s->list.order != ORDER_SOURCE)
		part_addf(p, "by %s", post_order_name(s->list.order));
	if (s->list.left_out)
		part_addf(p, "last %d day%s", s->list.recent_days,
		    s->list.recent_days == 1 ? "" : "s");
	if (s->limited.matches) {
		size_t posts = limit_list_count(s);

		part_addf(p, "limit: %zu%s post%s", posts,
		    limit_posts_done(&s->limited, s->lib) ? "" : "+", posts == 1 ? "" : "s");
	}
	if (library_source_count(s->lib) > 1)
		part_addf(p, "%u sources", library_source_count(s->lib));
	else if (library_source_count(s->lib) == 1)
		part_add(p, name_field(scratch, s->lib, library_source(s->lib, 1)->title));
}

static void body_title(const struct session *s, struct parts *p, struct arena *scratch)
{
	part_addf(p, "2 %s", s->wish.focus == PANE_BODY ? "BODY" : "Body");
	if (!s->body.post)
		return;
	if (s->body.scroller.top > 0)
		part_add(p, name_of_post(scratch, s->lib, s->body.post));
	if (s->body.scroller.count > (size_t)s->body.scroller.rows)
		part_addf(p, "%d%%", scroller_percent(&s->body.scroller));
}

/* What is asked of the thread: where it begins, its order, and its limit. */
static void add_shape(const struct session *s, struct parts *p)
{
	const struct outline *o = &s->thread.outline;
	uint32_t above = o->root ? o->items[o->root_item].depth - 1 : 0;

	if (above)
		part_addf(p, "%u level%s above", above, above == 1 ? "" : "s");
	else if (o->root)
		part_addf(p, "this thread only");
	if (o->time_order)
		part_addf(p, "by time");
	if (o->limit)
		part_addf(p, "limit: %s, %u of %u", buf_str(&s->limit.text), o->match_count,
		    outline_comments(o));
	else if (s->limit.done && s->limit.text.len)
		part_addf(p, "limit: %s, none here", buf_str(&s->limit.text));
	else if (s->limit.text.len)
		part_addf(p, "looking for %s", buf_str(&s->limit.text));
}

/* Only where nothing else gives way to it. */
static void add_activity(const struct session *s, struct parts *p)
{
	enum { AROUND_COLS = 3 }; /* of each part, in the rule */
	struct buf words = BUF_INIT;
	struct span rest = buf_span(&p->text), part;
	int cols = AROUND_COLS;

	activity_add(&s->activity, &s->looks, &words);
	while (span_line(&rest, &part))
		cols += text_cols(part, &s->looks.width) + AROUND_COLS;
	if (cols + safe_cols(own_words(&words), &s->looks) < s->frame.pane[PANE_THREAD].cols)
		part_add(p, own_words(&words));
	buf_release(&words);
}

static void thread_title(const struct session *s, struct parts *p, struct arena *scratch)
{
	uint32_t count = outline_comments(&s->thread.outline);
	uint32_t folded, fresh, minutes;
	const struct post_row *post;

	(void)scratch;
	part_addf(p, "3 %s", s->wish.focus == PANE_THREAD ? "THREAD" : "Thread");
	if (!s->thread.post)
		return;
	post = library_post(s->lib, s->thread.post);
	part_addf(p, "%u comment%s", count, count == 1 ? "" : "s");
	if (post->comments_total != COMMENTS_TOTAL_UNKNOWN &&
	    post->comments_total > post->thread_len)
		part_addf(p, "the source says %u", post->comments_total);
	fresh = thread_new_among(&s->thread, 0, s->thread.outline.count);
	if (fresh)
		part_addf(p, "%u new", fresh);
	minutes = minutes_left(s);
	if (minutes > 1)
		part_addf(p, "%u min left", minutes);
	folded = outline_folded_count(&s->thread.outline);
	if (folded)
		part_addf(p, "%u folded", folded);
	add_shape(s, p);
	add_activity(s, p);
}

static void (*const titles[PANES])(const struct session *s, struct parts *p,
    struct arena *scratch) = {
	[PANE_LIST] = list_title,
	[PANE_BODY] = body_title,
	[PANE_THREAD] = thread_title,
};

static void draw_titles(const struct session *s, const struct canvas *screen)
{
	for (enum pane p = 0; p < PANES; p++) {
		struct parts parts = { BUF_INIT, "\n" };
		struct arena scratch = { 0 };

		if (!s->frame.shown[p])
			continue;
		if (s->config->settings.titles)
			titles[p](s, &parts, &scratch);
		frame_draw_title(screen, s->frame.pane[p], p == s->wish.focus,
		    own_words(&parts.text));
		buf_release(&parts.text);
		arena_release(&scratch);
	}
}

static struct marks comment_marks(void *user, uint32_t item)
{
	struct session *s = user;

	return references_marks(s, s->thread.outline.items[item].comment,
	    finder_marks(&s->finder, item + 1));
}

/* Where the hardware cursor goes. */
struct cursor {
	int row, col;
};

static struct cursor draw_pane(struct session *s, enum pane p, const struct canvas *screen)
{
	struct canvas c = canvas_part(screen, s->frame.pane[p]);
	struct marks marks = references_marks(s, 0, finder_marks(&s->finder, BODY_PLACE));
	struct cursor at = { 0, 0 };

	switch (p) {
	case PANE_LIST:
		at.row = post_list_draw(&s->list, &c);
		break;
	case PANE_BODY:
		post_body_draw(&s->body, &c, &marks);
		break;
	case PANE_THREAD:
		at.row = thread_draw(&s->thread, &c, comment_marks, s, &at.col);
		if (s->peek)
			peek_draw(s, &c, at.row);
		break;
	case PANES:
		break;
	}
	return (struct cursor){ at.row + c.area.row, at.col + c.area.col };
}

static struct cursor draw_panes(struct session *s, const struct canvas *screen)
{
	struct cursor at = { 0, 0 };

	for (enum pane p = 0; p < PANES; p++) {
		struct cursor here;

		if (!s->frame.shown[p])
			continue;
		here = draw_pane(s, p, screen);
		if (p == s->wish.focus)
			at = here;
	}
	draw_titles(s, screen);
	frame_draw_sides(&s->frame, screen);
	return at;
}

static struct cursor draw_page(struct session *s, const struct canvas *screen)
{
	struct canvas c = canvas_part(screen, page_area(s));
	struct parts parts = { BUF_INIT, "\n" };
	int row;

	for (int i = 0; i < c.area.rows; i++)
		canvas_blank(&c, i, FACE_TEXT);
	row = sheet_view_draw(&s->sheet, &c);
	if (s->page->draw)
		s->page->draw(s, &c);

	part_addf(&parts, "%s", s->sheet.title);
	if (s->sheet.scroller.count > (size_t)s->sheet.scroller.rows)
		part_addf(&parts, "%d%%", scroller_percent(&s->sheet.scroller));
	frame_draw_title(screen, page_area(s), true, own_words(&parts.text));
	buf_release(&parts.text);
	return (struct cursor){ row + c.area.row, c.area.col };
}

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

	if (!s->loading)
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

static int percent(const struct session *s)
{
	if (s->page)
		return scroller_percent(&s->sheet.scroller);
	switch (s->wish.focus) {
	case PANE_LIST:
		return list_percent(&s->list);
	case PANE_BODY:
		return scroller_percent(&s->body.scroller);
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

static void draw_status(struct session *s, const struct canvas *screen)
{
	struct parts p = { BUF_INIT, s->looks.linear ? ", " : s->looks.ascii ? " - " : " · " };
	struct arena scratch = { 0 };
	struct buf end = BUF_INIT;
	struct pen pen = { screen, s->frame.status_row, 1, screen->area.cols - 1 };

	if (s->frame.status_row < 0)
		return;
	canvas_blank(screen, s->frame.status_row, FACE_STATUS);
	loading_part(s, &p);
	place_part(s, &p, &scratch);
	references_part(s, &p, references_add_to);
	references_part(s, &p, references_add_by);
	search_part(s, &p);
	last_visit_part(s, &p);
	buf_addf(&end, " %d%% ", percent(s));
	pen.end_col -= (int)end.len;
	draw_status_parts(s, &pen, &p);
	canvas_put(screen, s->frame.status_row, screen->area.cols - (int)end.len, (int)end.len,
	    own_words(&end), FACE_STATUS, 0);
	buf_release(&end);
	buf_release(&p.text);
	arena_release(&scratch);
}

/* Keys worth showing, most wanted first; what does not fit is left out. */
static const struct hint {
	unsigned scope;
	const char *first, *second; /* commands; second may be NULL */
	const char *words; /* NULL: hit_words() */
} hints[] = {
	{ SCOPE_LIST, "line-down", "line-up", "post" },
	{ SCOPE_LIST, "open", NULL, "read" },
	{ SCOPE_LIST, "back", NULL, "quit" },
	{ SCOPE_BODY | SCOPE_THREAD | SCOPE_PAGE, "line-down", "line-up", "line" },
	{ SCOPE_BODY, "read-on", NULL, "read on" },
	{ SCOPE_PAGE, "back", NULL, "close" },
	{ SCOPE_BODY | SCOPE_THREAD, "back", NULL, "back" },
	{ SCOPE_BODY | SCOPE_THREAD, "next-comment", "previous-comment", "comment" },
	{ SCOPE_THREAD, "next-reply", "previous-reply", "reply" },
	{ SCOPE_THREAD, "next-thread", "previous-thread", "thread" },
	{ SCOPE_PANES, "help", NULL, "help" },
	{ SCOPE_ALL, "search", NULL, "search" },
	{ SCOPE_BODY | SCOPE_THREAD, "next-post", "previous-post", "post" },
	{ SCOPE_ALL, "next-hit", NULL, NULL },
	{ SCOPE_THREAD, "parent", NULL, "parent" },
	{ SCOPE_THREAD, "reference", NULL, "ref" },
	{ SCOPE_THREAD, "fold-toggle", NULL, "fold" },
	{ SCOPE_PANES, "next-pane", NULL, "pane" },
	{ SCOPE_PANES, "zoom", NULL, "zoom" },
	{ SCOPE_PANES, "save", NULL, "save" },
	{ SCOPE_PANES, "links", NULL, "links" },
};

/* "j/k", but ")(": brackets speak for themselves. */
static bool hint_keys(const struct session *s, const struct hint *h, struct buf *out)
{
	unsigned scope = session_scope(s);
	struct key_sequence keys;

	if (!(h->scope & scope) || !keymap_first_key(&s->config->keymap, h->first, scope, &keys))
		return false;
	key_sequence_add_name(out, &keys);
	if (h->second && keymap_first_key(&s->config->keymap, h->second, scope, &keys)) {
		if (out->len > 1 || ascii_is_alnum(out->data[0]))
			buf_add_char(out, '/');
		key_sequence_add_name(out, &keys);
	}
	return true;
}

/* What n goes to: "hit 3/17" or "new"; nothing where there is neither. */
static void hit_words(const struct session *s, struct buf *out)
{
	const struct finder *f = &s->finder;

	if (s->page)
		return;
	if (f->pattern)
		buf_addf(out, "hit %zu/%zu", f->current == NO_HIT ? 0 : f->current + 1, f->count);
	else if (s->wish.focus == PANE_LIST && s->limit.term_count)
		buf_add_str(out, "match");
	else if (state_last_visit_s(s->state))
		buf_add_str(out, "new");
}

static void draw_hints(const struct session *s, const struct canvas *screen)
{
	struct pen pen = { screen, s->frame.hint_row, 1, screen->area.cols };

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		struct buf keys = BUF_INIT, words = BUF_INIT;

		if (hints[i].words)
			buf_add_str(&words, hints[i].words);
		else
			hit_words(s, &words);
		if (words.len && hint_keys(s, &hints[i], &keys) &&
		    pen.col + (int)(keys.len + 1 + words.len) <= pen.end_col) {
			pen_put(&pen, own_words(&keys), FACE_NUMBER);
			pen_skip(&pen, 1);
			pen_put(&pen, own_words(&words), FACE_HINT);
			pen_skip(&pen, 2);
		}
		buf_release(&keys);
		buf_release(&words);
	}
}

/* The last row: a prompt, a message, or hints.  A prompt takes the hardware cursor. */
static struct cursor draw_foot(const struct session *s, const struct canvas *screen,
    struct cursor at)
{
	int last_row = s->frame.hint_row, cols = screen->area.cols;
	struct canvas line = canvas_part(screen, (struct rect){ last_row, 0, 1, cols });
	int message_row = s->prompting ? last_row - 1 : last_row;

	if (s->message.len) { /* with a prompt: candidates of a completion, and the like */
		canvas_blank(screen, message_row, FACE_TEXT);
		canvas_put_cut(screen, message_row, 0, cols, own_words(&s->message),
		    s->message_face, 0);
	}
	if (s->prompting) {
		canvas_blank(screen, last_row, FACE_TEXT);
		return (struct cursor){ last_row, prompt_draw(&s->prompt, &line) };
	}
	if (!s->message.len && s->frame.has_hints)
		draw_hints(s, screen);
	return at;
}

void session_draw(struct session *s)
{
	struct grid *grid = term_grid(s->term);
	struct canvas screen = { grid, &s->looks, { 0, 0, grid->rows, grid->cols } };
	struct cursor at = { 0, 0 };

	activity_count(&s->activity, s->lib, &s->thread.outline);
	session_arrange(s);
	grid_clear(grid);
	if (s->frame.mode == FRAME_TOO_SMALL) {
		canvas_put(&screen, 0, 0, grid->cols, SAFE_LIT("too small"), FACE_TEXT, 0);
		term_show(s->term, -1, 0);
		return;
	}
	if (!s->page || s->page->in_pane)
		at = draw_panes(s, &screen);
	if (s->page)
		at = draw_page(s, &screen);
	draw_status(s, &screen);
	at = draw_foot(s, &screen, at);
	term_show(s->term, at.row, at.col);
}
