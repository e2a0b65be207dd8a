/* Which keys mean which command, in which pane.
 *
 * A binding is a sequence of up to KEYS_MAX keys in some of the panes.  Within a pane no
 * sequence is the start of another: a new binding takes the panes that it is for from
 * those that it collides with.
 */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "moot/app/commands.h"
#include "moot/base/buf.h"
#include "moot/term/term.h"

enum { KEYS_MAX = 2 };

struct key_sequence {
	struct key keys[KEYS_MAX];
	int len;
};

struct binding {
	struct key_sequence keys;
	unsigned scope;
	const struct command *command;
	char *argument; /* of the command; owned, NULL: none */
};

struct keymap {
	struct binding *rows;
	size_t count, cap;
};

/* With the default keys of all commands. */
void keymap_init(struct keymap *m);
void keymap_release(struct keymap *m);
/* Binds a key, perhaps after a pane ("list:Enter"), to a command, perhaps with an argument
 * ("fold-to-level 2").  False with a sentence added to *error. */
bool keymap_bind(struct keymap *m, struct span key, struct span command, struct buf *error);
/* Takes a key, perhaps of one pane only, from its command; "all" takes all keys. */
bool keymap_unbind(struct keymap *m, struct span key, struct buf *error);
/* "za", "C-x", "Space", "C-w+": false when it is no sequence of keys. */
bool key_sequence_parse(struct span text, struct key_sequence *keys);
void key_sequence_add_name(struct buf *out, const struct key_sequence *keys);

enum keymap_result { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_COMMAND };
enum keymap_result keymap_find(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, const struct binding **binding);
/* The first key of a command in a scope; false when it has none there. */
bool keymap_first_key(const struct keymap *m, const char *command, unsigned scope,
    struct key_sequence *keys);
/* Names of all keys of a command, separated by blanks; each after its pane where it has
 * not all that the command works in. */
void keymap_add_keys_of(const struct keymap *m, const struct command *command, struct buf *out);
/* One binding as `bind` takes it: "list:Enter open". */
void keymap_add_binding(const struct binding *b, struct buf *out);
/* The heading under which the commands stand that the keys are the start of; NULL when
 * they stand under several. */
const char *keymap_topic(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope);
/* Names of all sequences that start with these keys, separated by blanks. */
void keymap_add_continuations(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, struct buf *out);

#endif
