/* Commands about panes, and about the program itself. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/xalloc.h"

void cmd_open(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, PANE_BODY);
}

void cmd_next_pane(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, (s->wish.focus + 1) % PANES);
}

void cmd_previous_pane(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, (s->wish.focus + PANES - 1) % PANES);
}

void cmd_pane_list(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, PANE_LIST);
}

void cmd_pane_body(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, PANE_BODY);
}

void cmd_pane_thread(struct session *s, const struct call *call)
{
	(void)call;
	session_focus(s, PANE_THREAD);
}

void cmd_zoom(struct session *s, const struct call *call)
{
	(void)call;
	s->wish.zoomed = !s->wish.zoomed;
	session_arrange(s);
}

/* ---- layouts and sizes ---- */

/* False when it is refused. */
static bool set(struct session *s, const char *name, const char *value)
{
	char *line = xasprintf("set %s%s%s", name, *value && *value != '!' ? " " : "", value);
	struct buf error = BUF_INIT;
	bool ok = config_line(s->config, span_str(line), &error);

	if (ok)
		config_apply(s);
	buf_release(&error);
	free(line);
	return ok;
}

static void say_layout(struct session *s)
{
	static const enum frame_mode modes[] = {
		[LAYOUT_ONE] = FRAME_ONE, [LAYOUT_STACKED] = FRAME_STACKED,
		[LAYOUT_SPLIT] = FRAME_SPLIT, [LAYOUT_COLUMNS] = FRAME_COLUMNS,
	};
	const struct setting *row = setting_find(SPAN_LIT("layout"));
	bool fits = s->wish.layout == LAYOUT_AUTO || modes[s->wish.layout] == s->frame.mode;
	struct buf name = BUF_INIT;

	setting_add_value(&s->config->settings, row, &name);
	session_say(s, "layout: %s%s", buf_str(&name), fits ? "" :
	    ", for which the screen is too small");
	buf_release(&name);
}

void cmd_layout(struct session *s, const struct call *call)
{
	s->wish.zoomed = false;
	if (set(s, "layout", *call->argument ? call->argument : "!"))
		say_layout(s);
	else
		session_complain(s, "layout: auto, one, stacked, split or columns");
}

void cmd_linear(struct session *s, const struct call *call)
{
	(void)call;
	s->wish.zoomed = false;
	if (set(s, "linear", "!"))
		session_say(s, s->config->settings.linear ?
		    "one pane in one column, words instead of signs" :
		    "panes and signs as before");
}

/* Which setting makes the pane with the keys larger, and its next value. */
static const char *size_setting(const struct session *s, int steps, int *value)
{
	enum { STEP_COLS = 4, STEP_PERCENT = 5 };
	const struct rect *pane = s->frame.pane;
	bool list = s->wish.focus == PANE_LIST;

	if (s->frame.mode == FRAME_STACKED) {
		*value = pane[s->wish.focus == PANE_LIST ? PANE_BODY : PANE_LIST].rows - steps;
		return "small-rows";
	}
	if (list) {
		*value = pane[PANE_LIST].cols + steps * STEP_COLS;
		return "list-columns";
	}
	if (s->frame.mode == FRAME_SPLIT) {
		*value = s->wish.small_share - steps * STEP_PERCENT;
		return "small-share";
	}
	*value = pane[PANE_BODY].cols + (s->wish.focus == PANE_BODY ? steps : -steps) * STEP_COLS;
	return "body-columns";
}

static bool same_sizes(const struct frame *a, const struct frame *b)
{
	for (enum pane p = 0; p < PANES; p++)
		if (a->pane[p].rows != b->pane[p].rows || a->pane[p].cols != b->pane[p].cols)
			return false;
	return true;
}

static void resize_pane(struct session *s, int steps)
{
	struct frame before = s->frame;
	const char *name;
	char *text;
	int value;

	if (s->frame.mode == FRAME_ONE) {
		session_say(s, "there is one pane (w: other layouts)");
		return;
	}
	name = size_setting(s, steps, &value);
	text = xasprintf("%d", value);
	if (set(s, name, text) && !same_sizes(&before, &s->frame))
		session_say(s, "%s %s", name, text);
	else
		session_say(s, "this pane is as %s as it can be", steps > 0 ? "large" : "small");
	free(text);
}

static int steps_of(const struct call *call)
{
	enum { MOST_STEPS = 1000 };

	return call->count < MOST_STEPS ? (int)call->count : MOST_STEPS;
}

void cmd_grow_pane(struct session *s, const struct call *call)
{
	resize_pane(s, steps_of(call));
}

void cmd_shrink_pane(struct session *s, const struct call *call)
{
	resize_pane(s, -steps_of(call));
}

void cmd_usual_panes(struct session *s, const struct call *call)
{
	static const char *const names[] = {
		"small-rows", "list-columns", "small-share", "body-columns",
	};

	(void)call;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		set(s, names[i], setting_find(span_str(names[i]))->initial);
	session_say(s, "all panes have their usual sizes");
}

void cmd_back(struct session *s, const struct call *call)
{
	(void)call;
	if (s->page)
		page_close(s);
	else if (s->wish.focus == PANE_THREAD && s->thread.outline.root)
		cmd_unroot(s, call);
	else if (s->wish.zoomed)
		cmd_zoom(s, call);
	else if (s->wish.focus == PANE_LIST)
		s->ended = true;
	else
		session_focus(s, s->wish.focus - 1);
}

void cmd_quit(struct session *s, const struct call *call)
{
	(void)call;
	s->ended = true;
}

void cmd_redraw(struct session *s, const struct call *call)
{
	(void)call;
	term_redraw_all(s->term);
}

void cmd_suspend(struct session *s, const struct call *call)
{
	(void)call;
	term_suspend(s->term);
	kill(0, SIGTSTP);
	term_resume(s->term);
}

void cmd_stop(struct session *s, const struct call *call)
{
	if (s->loading && !s->stopped) {
		ingest_cancel(s->opts.in);
		s->stopped = true;
		session_say(s, "loading stopped; what was read is here");
	} else if (s->finder.pattern && !s->finder.done) {
		s->finder.done = true;
		session_say(s, "searching stopped; what was found is here");
	} else if (grep_stop(s)) {
		session_say(s, "searching stopped; what was found is here (:grep goes on)");
	} else if (limit_list_stop(s)) {
		session_say(s, "the limit looks into no more posts");
	} else if (s->page) {
		cmd_back(s, call);
	} else if (references_stop(s)) {
		session_say(s, "no longer looking for references (r goes on)");
	} else {
		session_say(s, "there is nothing to stop (Q quits)");
	}
}
