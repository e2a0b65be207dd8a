/* Commands that change what is shown of a thread, where it begins, and orders. */
#include "config.h"

#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"

static void set_root(struct session *s, comment_id root)
{
	outline_set_root(&s->thread.outline, s->lib, root);
	thread_folds_changed(&s->thread);
}

void cmd_unroot(struct session *s, const struct call *call)
{
	(void)call;
	set_root(s, 0);
}

void cmd_re_root(struct session *s, const struct call *call)
{
	if (s->thread.outline.root == s->thread.cursor_comment)
		cmd_unroot(s, call);
	else
		set_root(s, s->thread.cursor_comment);
	s->rooted_at = s->back.count;
}

void cmd_time_order(struct session *s, const struct call *call)
{
	struct outline *o = &s->thread.outline;

	(void)call;
	outline_set_time_order(o, s->lib, !o->time_order);
	thread_folds_changed(&s->thread);
	session_say(s, o->time_order ? "in the order of time (t: of the thread)" :
	    "in the order of the thread");
}

void cmd_hide_quotes(struct session *s, const struct call *call)
{
	(void)call;
	s->config->settings.hide_quotes = !s->thread.quotes_hidden;
	thread_hide_quotes(&s->thread, s->config->settings.hide_quotes);
	session_say(s, s->thread.quotes_hidden ? "quotes are hidden" : "quotes are shown");
}

void cmd_skip_quote(struct session *s, const struct call *call)
{
	(void)call;
	if (!thread_skip_quote(&s->thread))
		session_say(s, "there is no quote to go past");
}

/* ---- lines longer than the pane ---- */

enum { PAN_COLS = 8 };

/* By how many columns the longest line of the current text is wider than its room. */
static int columns_beyond(const struct session *s)
{
	struct shown_text text;
	int room, most;

	if (s->wish.focus == PANE_BODY) {
		text = post_body_text(&s->body);
		room = s->body.cols - 1;
	} else if (s->thread.cursor != NO_ITEM) {
		room = thread_text_room(&s->thread, s->thread.cursor);
		text = (struct shown_text){ s->bodies, s->body.post, s->thread.cursor_comment,
			room };
	} else {
		return 0;
	}
	most = rows_widest(&text);
	return most > room ? most - room : 0;
}

static void set_long_lines(struct session *s, bool on)
{
	s->looks.long_lines = on;
	s->looks.pan_cols = 0;
	session_lay_out_anew(s);
}

void cmd_pan_right(struct session *s, const struct call *call)
{
	int64_t cols = s->looks.pan_cols + (int64_t)call->count * PAN_COLS;
	int most;

	if (!s->looks.long_lines) {
		set_long_lines(s, true);
		if (columns_beyond(s) > 0) {
			session_say(s, "long lines go on beyond the pane (> < move, < at the "
			    "start cuts them again)");
		} else {
			set_long_lines(s, false);
			session_say(s, "no line here is longer than the pane is wide");
		}
		return;
	}
	most = columns_beyond(s);
	if (s->looks.pan_cols >= most)
		session_say(s, "this is the right end");
	else
		s->looks.pan_cols = cols < most ? (int)cols : most;
}

void cmd_pan_left(struct session *s, const struct call *call)
{
	int64_t cols = s->looks.pan_cols - (int64_t)call->count * PAN_COLS;

	if (!s->looks.long_lines) {
		session_say(s, "this is the left end");
	} else if (s->looks.pan_cols == 0) {
		set_long_lines(s, false);
		session_say(s, "long lines are cut again");
	} else {
		s->looks.pan_cols = cols > 0 ? (int)cols : 0;
	}
}

/* ---- the order of posts ---- */

static const char order_keys[] = "sdtcn"; /* by enum post_order */

static void sort_by(struct session *s, enum post_order order)
{
	s->config->settings.sort = (int)order;
	post_list_sort(&s->list, order);
	session_say(s, "posts by %s", post_order_name(order));
}

static void order_chosen(struct session *s, char key)
{
	sort_by(s, (enum post_order)(strchr(order_keys, key) - order_keys));
}

void cmd_sort(struct session *s, const struct call *call)
{
	struct span order = span_str(call->argument);
	struct buf error = BUF_INIT;

	if (span_eq_str(order, "newest comment")) /* as messages call it */
		order = SPAN_LIT("newest");
	if (order.len && setting_set(&s->config->settings, setting_find(SPAN_LIT("sort")), order,
	    &error))
		sort_by(s, (enum post_order)s->config->settings.sort);
	else if (order.len)
		session_complain(s, "%s", buf_str(&error));
	buf_release(&error);
	if (order.len)
		return;
	session_say(s, "sort: s as in the source, d date, t title, c most comments, "
	    "n newest comment");
	session_ask(s, order_keys, order_chosen);
}
