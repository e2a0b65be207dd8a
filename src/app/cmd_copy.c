/* Handing text on: tags, the clipboard, other programs. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "app/spawn.h"

void cmd_tag(struct session *s, const struct call *call)
{
	comment_id comment = s->thread.cursor_comment;

	(void)call;
	if (s->thread.outline.items[s->thread.cursor].stub) {
		session_complain(s, "there is no comment here to tag");
		return;
	}
	folds_set(&s->tags, comment, !folds_has(&s->tags, comment));
	session_say(s, "%u tagged", texts_tagged(s));
}

void cmd_untag_all(struct session *s, const struct call *call)
{
	(void)call;
	folds_release(&s->tags);
	session_say(s, "nothing is tagged");
}

/* What the text is, for a message. */
static const char *name_of_text(const struct session *s)
{
	if (!session_comment(s))
		return "the post";
	return texts_tagged(s) ? "the tagged comments" : "the comment";
}

static void copy(struct session *s, const struct buf *text, const char *what)
{
	if (term_copy(s->term, own_words(text)))
		session_say(s, "copied %s (where the terminal allows it)", what);
	else
		session_complain(s, "%s: more than %d kB, too long to be copied; | or s take it",
		    what, TERM_COPY_MAX_BYTES / 1000);
}

void cmd_copy(struct session *s, const struct call *call)
{
	struct buf text = BUF_INIT;

	(void)call;
	if (texts_add(s, 0, &text))
		copy(s, &text, name_of_text(s));
	else
		session_complain(s, "there is no text here to copy");
	buf_release(&text);
}

/* "3" or "3#2.1" */
static void add_address(const struct session *s, comment_id comment, struct buf *out)
{
	buf_addf(out, "%u", library_post_number(s->lib, s->body.post, s->opts.all));
	if (comment) {
		buf_add_char(out, '#');
		library_add_number(s->lib, comment, out);
	}
}

void cmd_copy_address(struct session *s, const struct call *call)
{
	comment_id comment = session_comment(s);
	text_ref url = comment ? library_comment(s->lib, comment)->url :
	    library_post(s->lib, s->body.post)->url;
	struct arena scratch = { 0 };
	struct buf text = BUF_INIT;

	(void)call;
	if (url)
		buf_add_span(&text, safe_span(safe_url(&scratch, library_text(s->lib, url))));
	else
		add_address(s, comment, &text);
	copy(s, &text, buf_str(&text));
	buf_release(&text);
	arena_release(&scratch);
}

/* ---- pipes ---- */

static void pipe_text(struct session *s, const char *command_line, FILE *file)
{
	struct buf text = BUF_INIT;

	texts_add(s, 0, &text);
	fwrite(buf_str(&text), 1, text.len, file);
	buf_release(&text);
	if (fflush(file) != 0 || ferror(file))
		session_complain(s, "cannot write a temporary file: %s", strerror(errno));
	else if (spawn_shell(s->term, command_line, file))
		session_say(s, "piped %s to %s", name_of_text(s), command_line);
	else
		session_complain(s, "%s could not be run, or failed", command_line);
}

static void pipe_to(struct session *s, const char *command_line)
{
	FILE *file;

	if (*command_line == '\0')
		return;
	file = tmpfile();
	if (!file) {
		session_complain(s, "cannot make a temporary file: %s", strerror(errno));
		return;
	}
	pipe_text(s, command_line, file);
	fclose(file);
}

static const struct prompt_use pipe_use = {
	.label = "Pipe to: ",
	.done = pipe_to,
};

void cmd_pipe(struct session *s, const struct call *call)
{
	if (session_on_stub(s) && texts_tagged(s) == 0)
		session_complain(s, "there is no text here to pipe");
	else if (*call->argument)
		pipe_to(s, call->argument);
	else
		session_prompt(s, &pipe_use, "", &s->pipe_history);
}
