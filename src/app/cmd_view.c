/* Commands that change what is shown of a thread: where it begins, and its order. */
#include "config.h"

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
