/* The names of faces, colours and attributes, and what faces.def gives each face. */
#include "config.h"

#include "moot/term/theme.h"

#include <stddef.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "term/palette_priv.h"
#include "term/term_priv.h"

static const struct {
	const char *name, *color, *help;
	unsigned attrs;
} faces[FACES] = {
#define FACE(name, letter, attributes, color, help) \
	[FACE_##name] = { #name, color, help, attributes },
#include "moot/term/faces.def"
#undef FACE
};

static const char *const color_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};
enum { COLOR_NAMES = sizeof color_names / sizeof *color_names };

static const struct {
	const char *name;
	enum attr attr;
} attr_rows[] = {
	{ "bold", ATTR_BOLD }, { "italic", ATTR_ITALIC }, { "underline", ATTR_UNDERLINE },
	{ "reverse", ATTR_REVERSE }, { "dim", ATTR_DIM },
};
enum { ATTR_ROWS = sizeof attr_rows / sizeof *attr_rows };

void theme_default(struct theme *t)
{
	for (int i = 0; i < FACES; i++) {
		struct face_look *look = &t->looks[i];

		*look = (struct face_look){ COLOR_OWN, COLOR_OWN, (uint8_t)faces[i].attrs };
		if (*faces[i].color && !color_parse(span_str(faces[i].color), &look->fg))
			bug("faces.def: there is no colour %s", faces[i].color);
	}
}

void theme_without_colors(struct theme *t)
{
	for (int i = 0; i < FACES; i++)
		t->looks[i].fg = t->looks[i].bg = COLOR_OWN;
}

/* Text in the colour of its background would not be seen. */
struct theme theme_for_colors(const struct theme *t, int terminal_colors)
{
	struct theme shown = *t;

	for (int i = 0; i < FACES; i++) {
		struct face_look *look = &shown.looks[i];

		look->fg = (int16_t)palette_color(look->fg, terminal_colors);
		look->bg = (int16_t)palette_color(look->bg, terminal_colors);
		if (look->bg == look->fg)
			look->bg = COLOR_OWN;
	}
	return shown;
}

void face_add_name(struct buf *out, enum face face)
{
	for (const char *c = faces[face].name; *c; c++)
		buf_add_char(out, ascii_lower(*c));
}

const char *face_help(enum face face)
{
	return faces[face].help;
}

bool face_find(struct span name, enum face *face)
{
	for (int i = 0; i < FACES; i++)
		if (span_eq_nocase(name, faces[i].name)) {
			*face = (enum face)i;
			return true;
		}
	return false;
}

static bool parse_hex(struct span digits, uint32_t *rgb)
{
	*rgb = 0;
	for (size_t i = 0; i < digits.len; i++) {
		char c = ascii_lower(digits.p[i]);

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*rgb = *rgb << 4 | (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return digits.len == 6;
}

static bool parse_name(struct span name, int16_t *color)
{
	bool bright = span_starts_nocase(name, "bright-");

	if (bright)
		name = span_sub(name, strlen("bright-"), name.len);
	for (int16_t i = 0; i < COLOR_NAMES; i++)
		if (span_eq_nocase(name, color_names[i])) {
			*color = bright ? i + COLOR_NAMES : i;
			return true;
		}
	return false;
}

bool color_parse(struct span name, int16_t *color)
{
	uint64_t number;
	uint32_t rgb;

	if (span_eq_nocase(name, "default"))
		*color = COLOR_OWN;
	else if (span_to_uint(name, COLOR_MOST, &number))
		*color = (int16_t)number;
	else if (span_starts(name, "#") && parse_hex(span_sub(name, 1, name.len), &rgb))
		*color = (int16_t)palette_nearest(rgb);
	else
		return parse_name(name, color);
	return true;
}

void color_add_name(struct buf *out, int16_t color)
{
	if (color == COLOR_OWN)
		buf_add_str(out, "default");
	else if (color < 2 * COLOR_NAMES)
		buf_addf(out, "%s%s", color < COLOR_NAMES ? "" : "bright-",
		    color_names[color % COLOR_NAMES]);
	else
		buf_addf(out, "%d", color);
}

bool attr_parse(struct span name, uint8_t *attrs)
{
	*attrs = 0;
	for (size_t i = 0; i < ATTR_ROWS; i++)
		if (span_eq_nocase(name, attr_rows[i].name))
			*attrs = (uint8_t)attr_rows[i].attr;
	return *attrs || span_eq_nocase(name, "none");
}

void attrs_add_names(struct buf *out, uint8_t attrs)
{
	const char *separator = "";

	for (size_t i = 0; i < ATTR_ROWS; i++)
		if (attrs & attr_rows[i].attr) {
			buf_addf(out, "%s%s", separator, attr_rows[i].name);
			separator = " ";
		}
	if (!attrs)
		buf_add_str(out, "none");
}

void term_set_theme(struct term *t, const struct theme *theme)
{
	t->theme = *theme;
	if (t->ops->take_theme)
		t->ops->take_theme(t);
}

const struct theme *term_theme(const struct term *t)
{
	return &t->theme;
}
