/* Commands about panes, and about the program itself. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"

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
	if (s->loading) {
		ingest_cancel(s->opts.in);
		s->loading = false;
		s->stepped = true;
		session_catch_up(s);
		session_say(s, "loading stopped; what was read is here");
	} else if (s->finder.pattern && !s->finder.done) {
		s->finder.done = true;
		session_say(s, "searching stopped; what was found is here");
	} else if (s->page) {
		cmd_back(s, call);
	} else if (references_stop(s)) {
		session_say(s, "no longer reading other posts for quotes (r goes on)");
	} else {
		session_say(s, "there is nothing to stop (Q quits)");
	}
}
