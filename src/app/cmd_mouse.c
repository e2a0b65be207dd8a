/* The mouse: a click goes to what is under it, the wheel scrolls it.
 *
 * What is clicked on is found before the pane gets the keys, which may give it another
 * size; so the second click of a double one is about what the first has chosen, not about
 * what is under it now.
 */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/pointer.h"

enum { WHEEL_ROWS = 3 };

/* A place of the screen, in the pane where it is: row -1 is the pane's title. */
struct pointed {
	enum pane pane; /* PANES: none */
	int row, col;
};

static struct pointed pointed_at(const struct session *s)
{
	struct pointed at = { PANES, 0, 0 };
	int row, col;

	term_mouse_place(s->term, &row, &col);
	for (enum pane p = 0; p < PANES; p++) {
		const struct rect *area = &s->frame.pane[p];

		if (!s->frame.shown[p] || row < area->row - 1 || row >= area->row + area->rows ||
		    col < area->col || col >= area->col + area->cols)
			continue;
		at = (struct pointed){ p, row - area->row, col - area->col };
	}
	return at;
}

/* Chooses a line that stands for something. */
static void click_page(struct session *s)
{
	struct rect area = page_area(s);
	size_t line;
	int row, col;

	term_mouse_place(s->term, &row, &col);
	line = s->sheet.scroller.top + (size_t)(row - area.row);
	if (row >= area.row && row < area.row + area.rows && line < s->sheet.sheet.count &&
	    s->sheet.sheet.lines[line].tag)
		s->sheet.cursor = line;
}

static void click_list(struct session *s, struct pointed at)
{
	size_t place = s->list.scroller.top + (size_t)at.row;

	if (at.row >= 0 && place < s->list.scroller.count) {
		post_list_go(&s->list, place);
		session_show_post(s);
	}
	session_focus(s, PANE_LIST);
}

static void follow_link(struct session *s, uint32_t link)
{
	struct call call = { .has_count = true, .count = link, .argument = "" };

	if (link && s->config->settings.mouse_links == MOUSE_LINKS_OPEN)
		cmd_open_link(s, &call);
	else if (link && s->config->settings.mouse_links == MOUSE_LINKS_ASK)
		link_ask(s, link);
}

static void click_body(struct session *s, struct pointed at)
{
	uint32_t link = post_body_link_at(&s->body, at.row, at.col);

	session_focus(s, PANE_BODY);
	follow_link(s, link);
}

static void click_thread(struct session *s, struct pointed at, const struct call *call)
{
	struct thread_place place;
	bool found = thread_place_at(&s->thread, at.row, at.col, &place);

	if (found)
		thread_choose(&s->thread, place.item);
	session_focus(s, PANE_THREAD);
	if (found && place.fold_sign)
		cmd_fold_toggle(s, call);
	else if (found)
		follow_link(s, place.link);
}

void cmd_click(struct session *s, const struct call *call)
{
	struct pointed at = pointed_at(s);

	if (s->page) {
		click_page(s);
		return;
	}
	switch (at.pane) {
	case PANE_LIST:
		click_list(s, at);
		break;
	case PANE_BODY:
		click_body(s, at);
		break;
	case PANE_THREAD:
		click_thread(s, at, call);
		break;
	case PANES:
		break;
	}
}

void cmd_click_open(struct session *s, const struct call *call)
{
	if (s->page)
		cmd_open_link(s, call);
	else if (s->wish.focus == PANE_LIST)
		cmd_open(s, call);
	else if (s->wish.focus == PANE_THREAD && s->thread.cursor != NO_ITEM)
		cmd_fold_toggle(s, call);
}

static void wheel(struct session *s, int rows)
{
	uint32_t top = s->thread.top.item;

	if (s->page) {
		scroller_move(&s->sheet.scroller, rows);
		return;
	}
	switch (pointed_at(s).pane) {
	case PANE_LIST:
		post_list_scroll(&s->list, rows);
		session_show_post(s);
		break;
	case PANE_BODY:
		post_body_move(&s->body, rows);
		break;
	case PANE_THREAD:
		if (thread_scroll(&s->thread, rows))
			reading_passed(s, top, s->thread.top.item);
		break;
	case PANES:
		break;
	}
}

void cmd_wheel_up(struct session *s, const struct call *call)
{
	(void)call;
	wheel(s, -WHEEL_ROWS);
}

void cmd_wheel_down(struct session *s, const struct call *call)
{
	(void)call;
	wheel(s, WHEEL_ROWS);
}
