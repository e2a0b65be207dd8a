/* What the user can set, as a struct, and by name.
 *
 * settings.def has the rows.  A value is never out of its range: what is not allowed is
 * refused with a sentence, and the value before stays.
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum setting_kind { SETTING_FLAG, SETTING_NUMBER, SETTING_CHOICE, SETTING_TEXT };

/* Values of choices, in the order of settings.def.  (layout: enum frame_layout; guides:
 * enum guide_style; sort: enum post_order.) */
enum mark_read { MARK_READ_PASSED, MARK_READ_LEFT, MARK_READ_NEVER };
enum mouse_links { MOUSE_LINKS_ASK, MOUSE_LINKS_OPEN, MOUSE_LINKS_OFF };

#define SETTING_TYPE_FLAG bool
#define SETTING_TYPE_NUMBER int
#define SETTING_TYPE_CHOICE int
#define SETTING_TYPE_TEXT char *
struct settings {
#define SETTING(field, name, kind, initial, values, help) SETTING_TYPE_##kind field;
#include "app/settings.def"
#undef SETTING
};

struct setting {
	const char *name; /* NULL: the end of the table */
	enum setting_kind kind;
	const char *initial, *values, *help;
	size_t offset; /* in struct settings */
};

extern const struct setting setting_rows[];

void settings_init(struct settings *s); /* what the table says */
void settings_release(struct settings *s);
const struct setting *setting_find(struct span name);
/* False with a sentence added to *error, which names the setting. */
bool setting_set(struct settings *s, const struct setting *row, struct span value,
    struct buf *error);
/* On to off and back, a choice to the next one; false with a sentence for the others. */
bool setting_toggle(struct settings *s, const struct setting *row, struct buf *error);
/* As it is written after `set NAME`. */
void setting_add_value(const struct settings *s, const struct setting *row, struct buf *out);

#endif
