#include "config.h"

#include "app/config_file.h"

#include <errno.h>
#include <string.h>

void config_init(struct config *c)
{
	settings_init(&c->settings);
	keymap_init(&c->keymap);
	theme_default(&c->theme);
}

void config_release(struct config *c)
{
	settings_release(&c->settings);
	keymap_release(&c->keymap);
}

struct span config_word(struct span *rest)
{
	size_t len = 0;
	struct span word;

	*rest = span_trim(*rest);
	while (len < rest->len && !ascii_is_space(rest->p[len]))
		len++;
	word = span_sub(*rest, 0, len);
	*rest = span_trim(span_sub(*rest, len, rest->len));
	return word;
}

static bool set_theme(struct config *c, struct span name, struct buf *error)
{
	return theme_load(&c->theme, name, error) &&
	    setting_set(&c->settings, setting_find(SPAN_LIT("theme")), name, error);
}

static bool set_value(struct config *c, const struct setting *row, struct span value,
    struct buf *error)
{
	if (strcmp(row->name, "theme") == 0)
		return set_theme(c, value, error);
	return setting_set(&c->settings, row, value, error);
}

/* "noNAME" for a flag that is not called that itself. */
static const struct setting *find_negated(struct span name)
{
	const struct setting *row = span_starts(name, "no") ?
	    setting_find(span_sub(name, 2, name.len)) : NULL;

	return row && row->kind == SETTING_FLAG ? row : NULL;
}

/* "NAME!", "NAME&", "NAME", "noNAME": what needs no value. */
static bool set_without_value(struct config *c, struct span word, struct buf *error)
{
	char last = word.len ? word.p[word.len - 1] : '\0';
	bool marked = last == '!' || last == '&';
	struct span name = span_sub(word, 0, word.len - marked);
	const struct setting *row = setting_find(name), *negated = find_negated(name);

	if (!row && (!negated || marked)) {
		buf_addf(error, "there is no setting '%.*s'", (int)name.len, name.p);
		return false;
	}
	if (last == '!')
		return setting_toggle(&c->settings, row, error);
	if (last == '&')
		return set_value(c, row, span_str(row->initial), error);
	if (negated && !row)
		return setting_set(&c->settings, negated, SPAN_LIT("off"), error);
	return setting_set(&c->settings, row, row->kind == SETTING_FLAG ? SPAN_LIT("on") :
	    SPAN_NONE, error);
}

/* "NAME VALUE", "NAME=VALUE" */
static bool do_set(struct config *c, struct span args, struct buf *error)
{
	struct span value = args, word = config_word(&value), name;
	const struct setting *row;
	size_t equals = span_find_byte(word, '=');

	if (equals < word.len) {
		value = span_sub(args, equals + 1, args.len);
		word = span_sub(word, 0, equals);
	} else if (value.len == 0) {
		return set_without_value(c, word, error);
	}
	name = word;
	row = setting_find(name);
	if (row)
		return set_value(c, row, span_trim(value), error);
	buf_addf(error, "there is no setting '%.*s'", (int)name.len, name.p);
	return false;
}

static bool do_bind(struct config *c, struct span args, struct buf *error)
{
	struct span key = config_word(&args);

	if (args.len)
		return keymap_bind(&c->keymap, key, args, error);
	buf_add_str(error, "bind needs a key and a command");
	return false;
}

static bool do_unbind(struct config *c, struct span args, struct buf *error)
{
	struct span key = config_word(&args);

	if (key.len && !args.len)
		return keymap_unbind(&c->keymap, key, error);
	buf_add_str(error, "unbind needs one key, or all");
	return false;
}

static bool do_color(struct config *c, struct span args, struct buf *error)
{
	return theme_color(&c->theme, args, error);
}

static const struct {
	const char *word;
	bool (*run)(struct config *c, struct span args, struct buf *error);
} directives[] = {
	{ "set", do_set }, { "bind", do_bind }, { "unbind", do_unbind }, { "color", do_color },
	{ "theme", set_theme },
};

bool config_line(struct config *c, struct span line, struct buf *error)
{
	struct span args = line, word = config_word(&args);

	if (word.len == 0 || *word.p == '#')
		return true;
	if (span_find_byte(line, '\0') < line.len) {
		buf_add_str(error, "a line of text has no NUL in it");
		return false;
	}
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (span_eq_str(word, directives[i].word))
			return directives[i].run(c, args, error);
	buf_addf(error, "a line begins with set, bind, unbind, color or theme, not with '%.*s'",
	    (int)word.len, word.p);
	return false;
}

void config_parse(struct config *c, struct span text, const char *name, struct buf *errors)
{
	struct buf error = BUF_INIT;
	struct span line;

	for (int number = 1; span_line(&text, &line); number++) {
		buf_clear(&error);
		if (!config_line(c, line, &error))
			buf_addf(errors, "%s:%d: %s\n", name, number, buf_str(&error));
	}
	buf_release(&error);
}

void config_read(struct config *c, const char *path, struct buf *errors)
{
	struct buf text = BUF_INIT;

	errno = 0;
	if (small_file_read(path, &text))
		config_parse(c, buf_span(&text), path, errors);
	else if (errno != ENOENT && errno != ENOTDIR)
		buf_addf(errors, "%s: cannot be read: %s\n", path, strerror(errno));
	buf_release(&text);
}

/* ---- printing ---- */

static const char keys_words[] =
    "\n# Keys: bind KEY COMMAND [ARGUMENT].  A key after the name of a pane, as in\n"
    "# list:Enter, is for that pane alone (list, body, thread, page).\n";
static const char looks_words[] =
    "\n# Looks: color FACE FOREGROUND BACKGROUND ATTRIBUTES.  A colour is default, black,\n"
    "# red, green, yellow, blue, magenta, cyan, white, one of them after bright-, a\n"
    "# number to 255, or #rrggbb.  Attributes are none, bold, italic, underline, reverse,\n"
    "# dim.\n\n";

static void print_settings(const struct config *c, const char *prefix, struct buf *out)
{
	for (const struct setting *row = setting_rows; row->name; row++) {
		buf_addf(out, "\n# %s\n", row->help);
		if (row->kind != SETTING_TEXT)
			buf_addf(out, "# %s\n", row->values);
		buf_addf(out, "%sset %s ", prefix, row->name);
		setting_add_value(&c->settings, row, out);
		buf_add_char(out, '\n');
	}
}

static void print_keys_of(const struct config *c, const struct command *command,
    const char *prefix, struct buf *out)
{
	for (size_t i = 0; i < c->keymap.count; i++) {
		struct buf lines = BUF_INIT;
		struct span rest, line;

		if (c->keymap.rows[i].command != command)
			continue;
		keymap_add_binding(&c->keymap.rows[i], &lines);
		rest = buf_span(&lines);
		while (span_line(&rest, &line))
			buf_addf(out, "%s%.*s\n", prefix, (int)line.len, line.p);
		buf_release(&lines);
	}
}

static void print_keys(const struct config *c, const char *prefix, struct buf *out)
{
	for (const struct command *command = commands; command->help; command++) {
		if (!command->name)
			buf_addf(out, "\n# %s\n", command->help);
		else
			print_keys_of(c, command, prefix, out);
	}
}

static void print_colors(const struct config *c, const char *prefix, struct buf *out)
{
	for (int i = 0; i < FACES; i++) {
		const struct face_look *look = &c->theme.looks[i];

		buf_addf(out, "# %s\n%scolor ", face_help((enum face)i), prefix);
		face_add_name(out, (enum face)i);
		buf_add_char(out, ' ');
		color_add_name(out, look->fg);
		buf_add_char(out, ' ');
		color_add_name(out, look->bg);
		buf_add_char(out, ' ');
		attrs_add_names(out, look->attrs);
		buf_add_char(out, '\n');
	}
}

void config_print(const struct config *c, const char *prefix, struct buf *out)
{
	print_settings(c, prefix, out);
	buf_add_str(out, keys_words);
	print_keys(c, prefix, out);
	buf_add_str(out, looks_words);
	print_colors(c, prefix, out);
}
