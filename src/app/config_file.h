/* What the config file decides: settings, keys, looks.
 *
 * A line is one of
 *
 *	set NAME VALUE          set FLAG, set noFLAG, set NAME!, set NAME&
 *	bind KEY COMMAND [ARGUMENT]
 *	unbind KEY              unbind all
 *	color FACE FG [BG] [ATTRIBUTE ...]      color all ...
 *	theme NAME
 *
 * blank, or a comment that begins with #.  The same can be typed after `:`.  What is wrong
 * in a line is a sentence, and the line changes nothing.  A theme is a file of such lines,
 * all of them `color`; it takes effect where it is named, after the default theme.
 */
#ifndef APP_CONFIG_FILE_H
#define APP_CONFIG_FILE_H

#include <stdbool.h>

#include "app/keymap.h"
#include "app/settings.h"
#include "moot/base/buf.h"
#include "moot/term/theme.h"

struct config {
	struct settings settings;
	struct keymap keymap;
	struct theme theme;
};

void config_init(struct config *c); /* what it is without a file */
void config_release(struct config *c);
/* False with a sentence added to *error. */
bool config_line(struct config *c, struct span line, struct buf *error);
/* Takes all lines of a text; each that is wrong adds "NAME:LINE: sentence\n" to *errors. */
void config_parse(struct config *c, struct span text, const char *name, struct buf *errors);
/* The same with a file; one that is not there says nothing. */
void config_read(struct config *c, const char *path, struct buf *errors);
/* Lines that lead from an empty key map to this config, with explanations; what is not an
 * explanation stands after the prefix. */
void config_print(const struct config *c, const char *prefix, struct buf *out);

/* Words of one line: takes the first off the front of *rest; empty at the end. */
struct span config_word(struct span *rest);

/* ---- theme_file.c ---- */

/* False with a sentence added to *error, and *t stays as it is. */
bool theme_load(struct theme *t, struct span name, struct buf *error);
/* What follows `color`. */
bool theme_color(struct theme *t, struct span args, struct buf *error);
/* Names of themes that start with prefix, one a line. */
void theme_add_names(struct span prefix, struct buf *out);
/* The bytes of a file that a person has written; false with errno when it cannot be read,
 * or is too large. */
bool small_file_read(const char *path, struct buf *out);

#endif
