#include "config.h"

#include "app/settings.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"

const struct setting setting_rows[] = {
#define SETTING(field, name, kind, initial, values, help) \
	{ name, SETTING_##kind, initial, values, help, offsetof(struct settings, field) },
#include "app/settings.def"
#undef SETTING
	{ .name = NULL },
};

static void *field_of(struct settings *s, const struct setting *row)
{
	return (char *)s + row->offset;
}

static const void *value_of(const struct settings *s, const struct setting *row)
{
	return (const char *)s + row->offset;
}

void settings_init(struct settings *s)
{
	struct buf error = BUF_INIT;

	*s = (struct settings){ 0 };
	for (const struct setting *row = setting_rows; row->name; row++)
		if (!setting_set(s, row, span_str(row->initial), &error))
			bug("settings.def: %s", buf_str(&error));
}

void settings_release(struct settings *s)
{
	for (const struct setting *row = setting_rows; row->name; row++)
		if (row->kind == SETTING_TEXT)
			free(*(char **)field_of(s, row));
	*s = (struct settings){ 0 };
}

const struct setting *setting_find(struct span name)
{
	for (const struct setting *row = setting_rows; row->name; row++)
		if (span_eq_str(name, row->name))
			return row;
	return NULL;
}

static bool parse_flag(struct span value, bool *flag)
{
	*flag = span_eq_str(value, "on");
	return *flag || span_eq_str(value, "off");
}

/* "20-1000" */
static bool parse_number(const char *range, struct span value, int *number)
{
	struct span most = span_str(range), least;
	uint64_t low, high, n;

	if (!span_split(&most, '-', &least) || !span_to_uint(least, INT32_MAX, &low) ||
	    !span_to_uint(most, INT32_MAX, &high))
		bug("settings.def: %s is no range", range);
	if (!span_to_uint(value, high, &n) || n < low)
		return false;
	*number = (int)n;
	return true;
}

/* The how-manieth of "one|other". */
static bool parse_choice(const char *values, struct span value, int *choice)
{
	struct span rest = span_str(values), one;

	for (int i = 0; span_split(&rest, '|', &one); i++)
		if (span_eq(one, value)) {
			*choice = i;
			return true;
		}
	return false;
}

/* Quotes around a text are not part of it; so it can be empty. */
static bool parse_text(struct span value, char **text)
{
	if (value.len >= 2 && value.p[0] == '"' && value.p[value.len - 1] == '"')
		value = span_sub(value, 1, value.len - 1);
	else if (value.len == 0)
		return false;
	free(*text);
	*text = xspandup(value);
	return true;
}

static bool parse(struct settings *s, const struct setting *row, struct span value)
{
	switch (row->kind) {
	case SETTING_FLAG:
		return parse_flag(value, field_of(s, row));
	case SETTING_NUMBER:
		return parse_number(row->values, value, field_of(s, row));
	case SETTING_CHOICE:
		return parse_choice(row->values, value, field_of(s, row));
	case SETTING_TEXT:
		return parse_text(value, field_of(s, row));
	}
	return false;
}

bool setting_set(struct settings *s, const struct setting *row, struct span value,
    struct buf *error)
{
	struct settings tried = *s; /* a failed parse may have changed the field */

	if (parse(&tried, row, value)) {
		*s = tried;
		return true;
	}
	buf_addf(error, "%s is %s, not '%.*s'", row->name, row->values, (int)value.len, value.p);
	return false;
}

static int choices_of(const struct setting *row)
{
	int count = 1;

	for (const char *c = row->values; *c; c++)
		count += *c == '|';
	return count;
}

bool setting_toggle(struct settings *s, const struct setting *row, struct buf *error)
{
	if (row->kind == SETTING_FLAG) {
		bool *flag = field_of(s, row);

		*flag = !*flag;
	} else if (row->kind == SETTING_CHOICE) {
		int *choice = field_of(s, row);

		*choice = (*choice + 1) % choices_of(row);
	} else {
		buf_addf(error, "%s needs a value: %s", row->name, row->values);
		return false;
	}
	return true;
}

static struct span choice_name(const struct setting *row, int choice)
{
	struct span rest = span_str(row->values), one = SPAN_NONE;

	for (int i = 0; i <= choice; i++)
		span_split(&rest, '|', &one);
	return one;
}

static bool needs_quotes(const char *text)
{
	size_t len = strlen(text);

	return len == 0 || *text == '"' || ascii_is_space(*text) || ascii_is_space(text[len - 1]);
}

void setting_add_value(const struct settings *s, const struct setting *row, struct buf *out)
{
	const void *value = value_of(s, row);
	const char *text;

	switch (row->kind) {
	case SETTING_FLAG:
		buf_add_str(out, *(const bool *)value ? "on" : "off");
		break;
	case SETTING_NUMBER:
		buf_addf(out, "%d", *(const int *)value);
		break;
	case SETTING_CHOICE:
		buf_add_span(out, choice_name(row, *(const int *)value));
		break;
	case SETTING_TEXT:
		text = *(char *const *)value;
		if (needs_quotes(text))
			buf_addf(out, "\"%s\"", text);
		else
			buf_add_str(out, text);
		break;
	}
}
