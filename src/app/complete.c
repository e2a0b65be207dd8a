/* Completion: candidates are whole texts, one a line; what they have in common is taken. */
#include "config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/session.h"
#include "moot/base/file.h"
#include "moot/base/xalloc.h"

struct span common_start(struct span lines)
{
	struct span start, line;

	if (!span_line(&lines, &start))
		return SPAN_NONE;
	while (span_line(&lines, &line)) {
		size_t same = 0;

		while (same < start.len && same < line.len && start.p[same] == line.p[same])
			same++;
		/* not in the middle of a character */
		while (same > 0 && same < start.len && (start.p[same] & 0xc0) == 0x80)
			same--;
		start.len = same;
	}
	return start;
}

/* ---- commands ---- */

/* What stands before the word that is completed, and the start of that word. */
struct typed {
	struct span before, word;
	struct buf *out;
};

static void offer(const struct typed *t, struct span candidate, const char *after)
{
	if (!span_eq(span_sub(candidate, 0, t->word.len), t->word))
		return;
	buf_add_span(t->out, t->before);
	buf_add_span(t->out, candidate);
	buf_add_str(t->out, after);
	buf_add_char(t->out, '\n');
}

static void offer_lines(const struct typed *t, struct span lines)
{
	struct span line;

	while (span_line(&lines, &line))
		offer(t, line, "");
}

static void offer_commands(const struct typed *t)
{
	for (const struct command *c = command_next(NULL, t->word); c; c = command_next(c, t->word))
		offer(t, span_str(c->name), *c->argument ? " " : "");
}

static void offer_themes(const struct typed *t)
{
	struct buf names = BUF_INIT;

	theme_add_names(t->word, &names);
	offer_lines(t, buf_span(&names));
	buf_release(&names);
}

static void offer_values(const struct typed *t, const char *setting)
{
	const struct setting *row = setting_find(span_str(setting));
	struct span rest = span_str(row->values), value;

	if (strcmp(row->name, "theme") == 0)
		offer_themes(t);
	else if (row->kind == SETTING_FLAG || row->kind == SETTING_CHOICE)
		while (span_split(&rest, '|', &value))
			offer(t, value, "");
}

static void offer_settings(const struct typed *t)
{
	for (const struct setting *row = setting_rows; row->name; row++)
		offer(t, span_str(row->name), " ");
}

static void offer_faces(const struct typed *t)
{
	for (int i = 0; i < FACES; i++) {
		struct buf name = BUF_INIT;

		face_add_name(&name, (enum face)i);
		offer(t, buf_span(&name), " ");
		buf_release(&name);
	}
}

/* The second word, by the first; and the third, where one more is known. */
static void offer_argument(const struct typed *t, struct span command, struct span second)
{
	bool at_second = second.len == 0;

	if (span_eq_str(command, "set") && at_second)
		offer_settings(t);
	else if (span_eq_str(command, "set") && setting_find(second))
		offer_values(t, setting_find(second)->name);
	else if (span_eq_str(command, "bind") && !at_second)
		offer_commands(t);
	else if (!at_second)
		return;
	else if (span_eq_str(command, "theme"))
		offer_themes(t);
	else if (span_eq_str(command, "color"))
		offer_faces(t);
	else if (span_eq_str(command, "layout") || span_eq_str(command, "sort"))
		offer_values(t, span_eq_str(command, "sort") ? "sort" : "layout");
}

void complete_command(const struct session *s, struct span text, struct buf *out)
{
	struct typed t = { text, SPAN_NONE, out };
	struct span rest, command;
	size_t start = text.len;

	(void)s;
	while (start > 0 && text.p[start - 1] != ' ')
		start--;
	t.before = span_sub(text, 0, start);
	t.word = span_sub(text, start, text.len);
	rest = t.before;
	command = config_word(&rest);
	if (command.len == 0)
		offer_commands(&t);
	else
		offer_argument(&t, command, rest);
}

/* ---- paths ---- */

static void add_entry(struct buf *out, struct span dir, const char *read_dir, const char *name)
{
	char *path = xasprintf("%s/%s", read_dir, name);
	struct stat st;

	buf_add_span(out, dir);
	buf_add_str(out, name);
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		buf_add_char(out, '/');
	buf_add_char(out, '\n');
	free(path);
}

static bool is_candidate(const char *name, struct span prefix)
{
	if (strncmp(name, prefix.p, prefix.len) != 0 || strpbrk(name, "\n\033"))
		return false;
	return name[0] != '.' || prefix.len > 0; /* hidden ones only when asked for */
}

void complete_path(const struct session *s, struct span text, struct buf *out)
{
	size_t slash = text.len;
	struct span dir, prefix;
	char *typed, *read_dir;
	DIR *d;

	(void)s;
	while (slash > 0 && text.p[slash - 1] != '/')
		slash--;
	dir = span_sub(text, 0, slash);
	prefix = span_sub(text, slash, text.len);
	typed = slash ? xspandup(dir) : xstrdup(".");
	read_dir = path_expand(typed);
	d = opendir(read_dir);
	for (struct dirent *e; d && (e = readdir(d));)
		if (is_candidate(e->d_name, prefix) && strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0)
			add_entry(out, dir, read_dir, e->d_name);
	if (d)
		closedir(d);
	free(read_dir);
	free(typed);
}
