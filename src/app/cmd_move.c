/* Commands that scroll the pane, or page, that has the keys. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"

/* One thing that can be scrolled: which one it is depends on the focus. */
struct target {
	bool (*move)(struct session *s, long lines);
	void (*to)(struct session *s, size_t line); /* past the end: to the end */
	void (*to_percent)(struct session *s, unsigned percent); /* less than 100 */
	int (*page)(const struct session *s);
};

static bool list_move(struct session *s, long posts)
{
	bool moved = post_list_move(&s->list, posts);

	session_show_post(s);
	return moved;
}

static void list_to(struct session *s, size_t place)
{
	post_list_go(&s->list, place);
	session_show_post(s);
}

static size_t part_of(size_t count, unsigned percent)
{
	return (size_t)((uint64_t)count * percent / 100);
}

static void list_to_percent(struct session *s, unsigned percent)
{
	list_to(s, part_of(s->list.scroller.count, percent));
}

static int list_page(const struct session *s)
{
	return s->list.scroller.rows - 1;
}

static bool body_move(struct session *s, long lines)
{
	return post_body_move(&s->body, lines);
}

static void body_to(struct session *s, size_t line)
{
	post_body_to(&s->body, line);
}

static void body_to_percent(struct session *s, unsigned percent)
{
	post_body_to_percent(&s->body, percent);
}

static int body_page(const struct session *s)
{
	return s->body.rows - 1;
}

/* A comment that is wholly seen, and nothing left to scroll: then go from comment to
 * comment, so that the ends of the thread can be reached. */
static bool thread_move(struct session *s, long lines)
{
	struct thread_view *t = &s->thread;
	uint32_t cursor = t->cursor, top = t->top.item;

	if (cursor == NO_ITEM)
		return false;
	if (thread_scroll(t, (int)lines)) {
		reading_passed(s, top, t->top.item);
		return true;
	}
	if (lines == 1 || lines == -1)
		return thread_go(t, lines > 0 ? outline_next(&t->outline, cursor) :
		    outline_prev(&t->outline, cursor));
	return thread_go(t, t->outline.visible[lines > 0 ? t->outline.visible_count - 1 : 0]) &&
	    t->cursor != cursor;
}

static void thread_to(struct session *s, size_t place)
{
	struct outline *o = &s->thread.outline;

	if (o->count == 0)
		return;
	if (outline_is_whole(o) && place < outline_comments(o))
		thread_go(&s->thread, outline_of_nth(o, (uint32_t)place + 1));
	else
		thread_go(&s->thread, o->visible[place < o->visible_count ? place :
		    o->visible_count - 1]);
}

static void thread_to_percent(struct session *s, unsigned percent)
{
	thread_to(s, part_of(outline_comments(&s->thread.outline), percent));
}

static int thread_page(const struct session *s)
{
	return thread_page_rows(&s->thread);
}

static bool page_move(struct session *s, long lines)
{
	return sheet_view_move(&s->sheet, lines);
}

static void page_to(struct session *s, size_t line)
{
	if (s->sheet.has_cursor)
		sheet_view_move(&s->sheet, line == 0 ? -(long)s->sheet.sheet.count :
		    (long)s->sheet.sheet.count);
	else
		scroller_to(&s->sheet.scroller, line);
}

static void page_to_percent(struct session *s, unsigned percent)
{
	page_to(s, part_of(s->sheet.scroller.count, percent));
}

static int page_page(const struct session *s)
{
	return s->sheet.scroller.rows - 1;
}

static const struct target targets[PANES] = {
	[PANE_LIST] = { list_move, list_to, list_to_percent, list_page },
	[PANE_BODY] = { body_move, body_to, body_to_percent, body_page },
	[PANE_THREAD] = { thread_move, thread_to, thread_to_percent, thread_page },
};
static const struct target page_target = { page_move, page_to, page_to_percent, page_page };

static const struct target *target(const struct session *s)
{
	return s->page ? &page_target : &targets[s->wish.focus];
}

static bool move_pages(struct session *s, const struct call *call, int half_pages)
{
	long rows = target(s)->page(s);

	if (half_pages == 1 || half_pages == -1)
		rows = (rows + 1) / 2;
	if (rows < 1)
		rows = 1;
	return target(s)->move(s, (half_pages > 0 ? rows : -rows) * (long)call->count);
}

void cmd_line_down(struct session *s, const struct call *call)
{
	if (!target(s)->move(s, (long)call->count))
		session_say(s, "this is the end");
}

void cmd_line_up(struct session *s, const struct call *call)
{
	if (!target(s)->move(s, -(long)call->count))
		session_say(s, "this is the start");
}

void cmd_page_down(struct session *s, const struct call *call)
{
	move_pages(s, call, 2);
}

void cmd_page_up(struct session *s, const struct call *call)
{
	move_pages(s, call, -2);
}

void cmd_half_page_down(struct session *s, const struct call *call)
{
	move_pages(s, call, 1);
}

void cmd_half_page_up(struct session *s, const struct call *call)
{
	move_pages(s, call, -1);
}

void cmd_top(struct session *s, const struct call *call)
{
	target(s)->to(s, call->has_count ? call->count - 1 : 0);
}

void cmd_bottom(struct session *s, const struct call *call)
{
	target(s)->to(s, call->has_count ? call->count - 1 : SIZE_MAX);
}

void cmd_percent(struct session *s, const struct call *call)
{
	uint64_t percent = call->has_count ? call->count : 0;

	if (*call->argument && !span_to_uint(span_str(call->argument), 100, &percent)) {
		session_complain(s, "percent: %s is not a number from 0 to 100", call->argument);
		return;
	}
	if (percent >= 100)
		target(s)->to(s, SIZE_MAX);
	else
		target(s)->to_percent(s, (unsigned)percent);
}

static void go_to_next_post(struct session *s)
{
	if (s->wish.focus == PANE_THREAD)
		reading_passed(s, s->thread.top.item, s->thread.outline.count);
	if (s->list.cursor + 1 >= s->list.scroller.count) {
		session_say(s, "this is the end of the last post");
	} else if (!s->next_post_asked && s->config->settings.space_asks) {
		s->next_post_asked = true;
		session_say(s, "this is the end; Space again: next post");
	} else {
		s->next_post_asked = false;
		list_move(s, 1);
		session_focus(s, PANE_BODY);
	}
}

void cmd_read_on(struct session *s, const struct call *call)
{
	bool thread = s->wish.focus == PANE_THREAD;

	if (s->page || s->wish.focus == PANE_LIST) {
		move_pages(s, call, 2);
	} else if (thread ? !thread_at_end(&s->thread) : !post_body_at_end(&s->body)) {
		s->next_post_asked = false;
		move_pages(s, call, 2);
	} else if (!thread && s->thread.outline.count) {
		session_focus(s, PANE_THREAD);
	} else {
		go_to_next_post(s);
	}
}
