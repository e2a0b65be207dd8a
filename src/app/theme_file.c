/* Themes: two that are always there, and files of `color` lines, found first in the user's
 * own directory, then where moot is installed.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/config_file.h"
#include "app/data_dir.h"
#include "moot/base/file.h"
#include "moot/base/xalloc.h"

enum { SMALL_FILE_MAX_BYTES = 1 << 20 };

bool small_file_read(const char *path, struct buf *out)
{
	FILE *in = fopen(path, "r");
	struct stat st;
	char block[4096];
	bool ok;
	size_t n;

	if (!in)
		return false;
	if (fstat(fileno(in), &st) == 0 && S_ISDIR(st.st_mode)) {
		fclose(in);
		errno = EISDIR;
		return false;
	}
	while (out->len <= SMALL_FILE_MAX_BYTES && (n = fread(block, 1, sizeof block, in)) > 0)
		buf_add(out, block, n);
	ok = !ferror(in) && out->len <= SMALL_FILE_MAX_BYTES;
	if (!ok)
		errno = ferror(in) ? EIO : EFBIG;
	fclose(in);
	return ok;
}

/* ---- color ---- */

static bool is_color(struct span word)
{
	int16_t color;

	return color_parse(word, &color);
}

/* "FG [BG] [ATTRIBUTE ...]"; without attributes those of *look stay. */
static bool parse_look(struct span args, struct face_look *look, struct buf *error)
{
	struct span word = config_word(&args);
	uint8_t attrs, all = 0;

	if (!color_parse(word, &look->fg)) {
		buf_addf(error, "there is no colour '%.*s'", (int)word.len, word.p);
		return false;
	}
	word = config_word(&args);
	look->bg = COLOR_OWN;
	if (is_color(word)) {
		color_parse(word, &look->bg);
		word = config_word(&args);
	}
	for (bool any = false; word.len; any = true, word = config_word(&args)) {
		if (!attr_parse(word, &attrs)) {
			buf_addf(error, "there is no %s '%.*s'", any ? "attribute" :
			    "colour or attribute", (int)word.len, word.p);
			return false;
		}
		all |= attrs;
		look->attrs = all;
	}
	return true;
}

bool theme_color(struct theme *t, struct span args, struct buf *error)
{
	struct span name = config_word(&args);
	bool all = span_eq_str(name, "all");
	enum face face = FACE_TEXT;

	if (!all && !face_find(name, &face)) {
		buf_addf(error, "there is no face '%.*s'", (int)name.len, name.p);
		return false;
	}
	for (int i = all ? 0 : (int)face; i < (all ? FACES : (int)face + 1); i++) {
		struct face_look look = t->looks[i];

		if (!parse_look(args, &look, error))
			return false;
		t->looks[i] = look;
	}
	return true;
}

/* ---- files ---- */

/* One word of letters, digits, dashes and the like: never a path. */
static bool is_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.p[i]) && name.p[i] != '-' && name.p[i] != '_')
			return false;
	return name.len > 0;
}

enum theme_place { THEMES_OF_USER, THEMES_INSTALLED, THEME_PLACES };

/* The caller frees; NULL: there is no such place. */
static char *themes_dir(enum theme_place place)
{
	return place == THEMES_OF_USER ? xdg_path(XDG_CONFIG, "themes", false) :
	    data_path("themes");
}

static bool read_theme(struct span name, char **path, struct buf *text)
{
	for (int place = 0; place < THEME_PLACES; place++) {
		char *dir = themes_dir((enum theme_place)place);
		bool found;

		*path = dir ? xasprintf("%s/%.*s", dir, (int)name.len, name.p) : NULL;
		found = *path && small_file_read(*path, text);
		free(dir);
		if (found)
			return true;
		free(*path);
		*path = NULL;
	}
	return false;
}

static bool take_lines(struct theme *t, struct span text, const char *path, struct buf *error)
{
	struct span line;

	for (int number = 1; span_line(&text, &line); number++) {
		struct span args = line, word = config_word(&args);
		struct buf sentence = BUF_INIT;
		bool ok = word.len == 0 || *word.p == '#';

		if (!ok && span_eq_str(word, "color"))
			ok = theme_color(t, args, &sentence);
		else if (!ok)
			buf_add_str(&sentence, "a line of a theme begins with color");
		if (!ok)
			buf_addf(error, "%s:%d: %s", path, number, buf_str(&sentence));
		buf_release(&sentence);
		if (!ok)
			return false;
	}
	return true;
}

bool theme_load(struct theme *t, struct span name, struct buf *error)
{
	struct buf text = BUF_INIT;
	struct theme loaded;
	char *path = NULL;
	bool ok = true;

	theme_default(&loaded);
	if (span_eq_str(name, "mono"))
		theme_without_colors(&loaded);
	else if (!span_eq_str(name, "default"))
		ok = is_name(name) && read_theme(name, &path, &text);
	if (!ok)
		buf_addf(error, "there is no theme '%.*s'", (int)name.len, name.p);
	else
		ok = take_lines(&loaded, buf_span(&text), path, error);
	if (ok)
		*t = loaded;
	free(path);
	buf_release(&text);
	return ok;
}

static void add_name(const char *name, struct span prefix, struct buf *out)
{
	if (strncmp(name, prefix.p, prefix.len) == 0)
		buf_addf(out, "%s\n", name);
}

void theme_add_names(struct span prefix, struct buf *out)
{
	add_name("default", prefix, out);
	add_name("mono", prefix, out);
	for (int place = 0; place < THEME_PLACES; place++) {
		char *dir = themes_dir((enum theme_place)place);
		struct dirent **entries = NULL;
		int count = dir ? scandir(dir, &entries, NULL, alphasort) : 0;

		for (int i = 0; i < count; i++) {
			if (is_name(span_str(entries[i]->d_name)))
				add_name(entries[i]->d_name, prefix, out);
			free(entries[i]);
		}
		free(entries);
		free(dir);
	}
}
