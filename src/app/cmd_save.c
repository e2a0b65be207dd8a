/* Writing what is read: to a file, or to the user's pager. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "app/spawn.h"
#include "moot/base/file.h"
#include "moot/base/xalloc.h"
#include "moot/export/export.h"
#include "moot/view/names.h"

static const struct export_format *format_for(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && export_formats[i]; i++) {
		const char *extension = export_formats[i]->extension;

		if (strcmp(dot + 1, *extension == '.' ? extension + 1 : extension) == 0)
			return export_formats[i];
	}
	return export_format_find("text");
}

static void write_post(const struct session *s, const struct export_format *format,
    enum save_part part, FILE *out)
{
	post_id post = s->body.post;
	uint32_t number = library_post_number(s->lib, post, s->opts.all);
	const struct export_selection selection = {
		.posts = &post, .numbers = &number, .count = 1,
	};
	const struct export_opts opts = {
		.width_cols = s->config->settings.save_width,
		.width = s->looks.width,
		.all = s->opts.all,
		.no_body = part == SAVE_THREAD,
		.no_thread = part == SAVE_POST,
		.diags = s->opts.diags,
	};

	format->write(s->lib, &selection, &opts, out);
}

static void write_tagged(const struct session *s, FILE *out)
{
	struct buf text = BUF_INIT;

	texts_add(s, s->config->settings.save_width, &text);
	fwrite(buf_str(&text), 1, text.len, out);
	buf_release(&text);
}

static void say_saved(struct session *s, const char *path)
{
	uint32_t comments = s->thread.outline.count - s->thread.outline.stub_count;
	const char *plural = comments == 1 ? "" : "s";

	if (s->save_part == SAVE_TAGGED)
		session_say(s, "saved %u tagged to %s", texts_tagged(s), path);
	else if (s->save_part == SAVE_POST)
		session_say(s, "saved the post to %s", path);
	else
		session_say(s, "saved %s%u comment%s to %s",
		    s->save_part == SAVE_BOTH ? "the post and " : "", comments, plural, path);
}

static void overwrite_answered(struct session *s, char key);

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void save_to(struct session *s, const char *path, bool replace)
{
	const struct export_format *format = format_for(path);
	struct atomic_file f;

	if (!atomic_file_open(&f, path, replace)) {
		if (errno == EEXIST && !replace && !is_file(path)) {
			session_complain(s, "%s is there already, and is no file", path);
		} else if (errno == EEXIST && !replace) {
			free(s->save_path);
			s->save_path = xstrdup(path);
			session_say(s, "%s exists; overwrite it? (y/n)", path);
			session_ask(s, "y", overwrite_answered);
		} else {
			session_complain(s, "cannot write %s: %s", path, strerror(errno));
		}
		return;
	}
	if (s->save_part == SAVE_TAGGED)
		write_tagged(s, f.out);
	else
		write_post(s, format, s->save_part, f.out);
	if (atomic_file_commit(&f))
		say_saved(s, path);
	else
		session_complain(s, "cannot write %s: %s; nothing was written", path,
		    strerror(errno));
}

static void overwrite_answered(struct session *s, char key)
{
	char *path = s->save_path;

	(void)key;
	s->save_path = NULL;
	save_to(s, path, true);
	free(path);
}

static void save_path_given(struct session *s, const char *text)
{
	char *path;

	if (*text == '\0') {
		session_say(s, "nothing was saved");
		return;
	}
	path = path_expand(text);
	save_to(s, path, false);
	free(path);
}

static const struct prompt_use save_use = {
	.label = "Save to: ",
	.done = save_path_given,
	.complete = complete_path,
};

static void ask_path(struct session *s, enum save_part part)
{
	struct arena scratch = { 0 };
	struct safe title = name_of_post(&scratch, s->lib, s->body.post);
	char *name = xasprintf("%s.txt", safe_filename(&scratch, safe_span(title)).p);

	s->save_part = part;
	session_prompt(s, &save_use, name, &s->file_history);
	free(name);
	arena_release(&scratch);
}

static void part_chosen(struct session *s, char key)
{
	ask_path(s, key == 'p' ? SAVE_POST : key == 't' ? SAVE_THREAD : SAVE_BOTH);
}

void cmd_save(struct session *s, const struct call *call)
{
	(void)call;
	if (session_comment(s) && texts_tagged(s)) {
		ask_path(s, SAVE_TAGGED);
		return;
	}
	if (s->thread.outline.count == 0) {
		ask_path(s, SAVE_POST);
		return;
	}
	session_say(s, "save: p the post, t its thread, b both");
	session_ask(s, "ptb", part_chosen);
}

void cmd_pager(struct session *s, const struct call *call)
{
	const char *pager = s->config->settings.pager;
	FILE *text = tmpfile();

	(void)call;
	if (!*pager)
		pager = getenv("PAGER");
	if (!pager || !*pager)
		pager = "less";
	if (!text) {
		session_complain(s, "cannot make a temporary file: %s", strerror(errno));
		return;
	}
	write_post(s, export_format_find("text"),
	    s->wish.focus == PANE_THREAD ? SAVE_THREAD : SAVE_POST, text);
	if (fflush(text) != 0 || ferror(text))
		session_complain(s, "cannot write a temporary file: %s", strerror(errno));
	else if (!spawn_wait(s->term, pager, NULL, text))
		session_complain(s, "%s could not be run, or failed ($PAGER)", pager);
	fclose(text);
}
