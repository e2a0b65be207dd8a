/* The reader's commands as a table: what they are called, on which keys they are, where
 * they work and what they do.  Help, completion, --list-commands and the manual's check
 * come from these rows.
 */
#ifndef MOOT_APP_COMMANDS_H
#define MOOT_APP_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "moot/base/span.h"
#include "moot/term/term.h"

struct session;

/* How a command was called. */
struct call {
	bool has_count;
	uint32_t count;       /* 1 when none was given */
	const char *argument; /* of the command line; "" when there is none */
	struct key key;       /* the last key, where it came from the keyboard */
};

enum scope {
	SCOPE_LIST = 1, SCOPE_BODY = 2, SCOPE_THREAD = 4, /* 1 << enum pane */
	SCOPE_PAGE = 8, /* help, messages, links, details */
	SCOPE_PANES = SCOPE_LIST | SCOPE_BODY | SCOPE_THREAD,
	SCOPE_ALL = SCOPE_PANES | SCOPE_PAGE,
};

enum needs {
	NEEDS_NOTHING,
	NEEDS_POST,    /* there is a current post */
	NEEDS_COMMENT, /* there is a current comment */
	NEEDS_SEARCH,  /* a search is shown */
	IS_JUMP = 8,   /* added to one of these: the place before is kept in the history */
};

struct command {
	const char *name;     /* NULL: a heading, its text is in help */
	void (*run)(struct session *s, const struct call *call);
	unsigned scope;       /* enum scope bits */
	unsigned needs;       /* enum needs */
	const char *keys;     /* default keys, separated by blanks; "list:Enter": only there */
	const char *argument; /* "", or what it is in help: "ADDRESS" */
	const char *help;
};

extern const struct command commands[]; /* ends with a row without help */
const struct command *command_find(struct span name);
/* The next command (after prev, NULL = the first) whose name starts with prefix. */
const struct command *command_next(const struct command *prev, struct span prefix);
/* name, default keys, help; separated by tabs, one a line. */
void commands_list(FILE *out);

#endif
