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

void complete_command(const struct session *s, struct span text, struct buf *out)
{
	(void)s;
	for (const struct command *c = command_next(NULL, text); c; c = command_next(c, text)) {
		buf_add_str(out, c->name);
		if (*c->argument)
			buf_add_char(out, ' ');
		buf_add_char(out, '\n');
	}
}

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
