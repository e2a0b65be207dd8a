/* The command line: a command's name, or as much of it as tells it apart, and its
 * argument; or an address.
 */
#include "config.h"

#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/xalloc.h"

/* Commands have neither digits nor a number sign. */
static bool is_address(struct span name)
{
	return ascii_is_digit(*name.p) || span_find_byte(name, '#') < name.len;
}

static void command_done(struct session *s, const char *text)
{
	struct span rest = span_trim(span_str(text)), name;
	const struct command *c, *other;
	struct visit from = session_here(s);
	char *argument;

	if (!span_split(&rest, ' ', &name) || name.len == 0)
		return;
	c = command_find(name);
	if (!c) {
		c = command_next(NULL, name);
		other = c ? command_next(c, name) : NULL;
		if (other) {
			session_complain(s, "%.*s could be %s, %s ... (Tab completes)",
			    (int)name.len, name.p, c->name, other->name);
			return;
		}
	}
	if (!c && !s->page && s->body.post && session_goto(s, name)) {
		jumps_note(s, &from); /* it was an address */
		return;
	}
	if (!c && is_address(name)) {
		session_complain_of_address(s, name);
		return;
	}
	if (!c) {
		session_complain(s, "there is no command or address %.*s (? shows the commands)",
		    (int)name.len, name.p);
		return;
	}
	argument = xspandup(span_trim(rest));
	session_run(s, c, &(struct call){ .count = 1, .argument = argument });
	free(argument);
}

static const struct prompt_use command_use = {
	.label = ":",
	.done = command_done,
	.complete = complete_command,
};

void cmd_command(struct session *s, const struct call *call)
{
	(void)call;
	session_prompt(s, &command_use, "", &s->command_history);
}
