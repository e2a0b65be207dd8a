#include "config.h"

#include "app/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"

static const struct {
	const char *prefix;
	unsigned scope;
} scope_prefixes[] = {
	{ "list:", SCOPE_LIST },
	{ "body:", SCOPE_BODY },
	{ "thread:", SCOPE_THREAD },
	{ "page:", SCOPE_PAGE },
};

/* The first key is as long as it can be: "F12" is no F1 and 2. */
bool key_sequence_parse(struct span text, struct key_sequence *keys)
{
	*keys = (struct key_sequence){ .len = 1 };
	if (key_parse(text, &keys->keys[0]))
		return true;
	keys->len = 2;
	for (size_t first = text.len; first-- > 1;)
		if (key_parse(span_sub(text, 0, first), &keys->keys[0]) &&
		    key_parse(span_sub(text, first, text.len), &keys->keys[1]))
			return true;
	return false;
}

void key_sequence_add_name(struct buf *out, const struct key_sequence *keys)
{
	for (int i = 0; i < keys->len; i++)
		key_add_name(out, keys->keys[i]);
}

static unsigned take_scope(struct span *text, unsigned scope)
{
	for (size_t i = 0; i < sizeof scope_prefixes / sizeof *scope_prefixes; i++)
		if (span_starts(*text, scope_prefixes[i].prefix)) {
			*text = span_sub(*text, strlen(scope_prefixes[i].prefix), text->len);
			return scope_prefixes[i].scope;
		}
	return scope;
}

static bool same_key(struct key a, struct key b)
{
	return a.code == b.code && a.mods == b.mods;
}

static bool starts_with(const struct key_sequence *keys, const struct key_sequence *start)
{
	if (start->len > keys->len)
		return false;
	for (int i = 0; i < start->len; i++)
		if (!same_key(keys->keys[i], start->keys[i]))
			return false;
	return true;
}

static void remove_row(struct keymap *m, size_t i)
{
	free(m->rows[i].argument);
	m->count--;
	memmove(&m->rows[i], &m->rows[i + 1], (m->count - i) * sizeof *m->rows);
}

/* Takes the panes of scope from what starts with the keys, or that they start with; with
 * exact, only from the same keys.  Returns how many bindings that changed. */
static size_t take_panes(struct keymap *m, const struct key_sequence *keys, unsigned scope,
    bool exact)
{
	size_t changed = 0;

	for (size_t i = m->count; i-- > 0;) {
		struct binding *b = &m->rows[i];

		if (!(b->scope & scope) || (exact && b->keys.len != keys->len) ||
		    (!starts_with(&b->keys, keys) && !starts_with(keys, &b->keys)))
			continue;
		b->scope &= ~scope;
		changed++;
		if (!b->scope)
			remove_row(m, i);
	}
	return changed;
}

static void add_row(struct keymap *m, struct binding row)
{
	ARRAY_GROW(m->rows, m->count, m->cap);
	m->rows[m->count++] = row;
}

static void bind_default(struct keymap *m, const struct command *c, struct span text)
{
	struct binding b = { .scope = take_scope(&text, c->scope), .command = c };

	if (!key_sequence_parse(text, &b.keys))
		bug("commands.def: %s has no key called %.*s", c->name, (int)text.len, text.p);
	add_row(m, b);
}

void keymap_init(struct keymap *m)
{
	*m = (struct keymap){ 0 };
	for (const struct command *c = commands; c->help; c++) {
		struct span rest = span_str(c->keys), key;

		while (c->name && span_split(&rest, ' ', &key))
			if (key.len)
				bind_default(m, c, key);
	}
}

void keymap_release(struct keymap *m)
{
	for (size_t i = 0; i < m->count; i++)
		free(m->rows[i].argument);
	free(m->rows);
	*m = (struct keymap){ 0 };
}

static bool parse_key(struct span key, unsigned all, struct binding *b, struct buf *error)
{
	struct span name = key;

	b->scope = take_scope(&name, all);
	if (key_sequence_parse(name, &b->keys))
		return true;
	buf_addf(error, "there is no key '%.*s'", (int)key.len, key.p);
	return false;
}

bool keymap_bind(struct keymap *m, struct span key, struct span command, struct buf *error)
{
	struct span argument = command, name;
	struct binding b = { 0 };

	span_split(&argument, ' ', &name);
	b.command = command_find(name);
	if (!b.command) {
		buf_addf(error, "there is no command '%.*s'", (int)name.len, name.p);
		return false;
	}
	if (!parse_key(key, b.command->scope, &b, error))
		return false;
	if (!(b.scope & b.command->scope)) {
		buf_addf(error, "%s does not work in the pane of '%.*s'", b.command->name,
		    (int)key.len, key.p);
		return false;
	}
	argument = span_trim(argument);
	b.argument = argument.len ? xspandup(argument) : NULL;
	take_panes(m, &b.keys, b.scope, false);
	add_row(m, b);
	return true;
}

bool keymap_unbind(struct keymap *m, struct span key, struct buf *error)
{
	struct binding b = { 0 };

	if (span_eq_str(key, "all")) {
		keymap_release(m);
		return true;
	}
	if (!parse_key(key, SCOPE_ALL, &b, error))
		return false;
	if (take_panes(m, &b.keys, b.scope, true))
		return true;
	buf_addf(error, "no command is on the key '%.*s'", (int)key.len, key.p);
	return false;
}

enum keymap_result keymap_find(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, const struct binding **binding)
{
	for (size_t i = 0; i < m->count; i++) {
		const struct binding *b = &m->rows[i];

		if (!(b->scope & scope) || !starts_with(&b->keys, keys))
			continue;
		if (b->keys.len > keys->len)
			return KEYMAP_PREFIX;
		*binding = b;
		return KEYMAP_COMMAND;
	}
	return KEYMAP_NONE;
}

bool keymap_first_key(const struct keymap *m, const char *command, unsigned scope,
    struct key_sequence *keys)
{
	for (size_t i = 0; i < m->count; i++)
		if ((m->rows[i].scope & scope) && strcmp(m->rows[i].command->name, command) == 0) {
			*keys = m->rows[i].keys;
			return true;
		}
	return false;
}

/* "list:", where the binding does not hold in all panes that its command works in. */
static void add_scope(struct buf *out, const struct binding *b, unsigned scope)
{
	for (size_t i = 0; i < sizeof scope_prefixes / sizeof *scope_prefixes; i++)
		if (scope_prefixes[i].scope == scope && b->scope != b->command->scope)
			buf_add_str(out, scope_prefixes[i].prefix);
}

static void add_separator(struct buf *out, size_t start)
{
	if (out->len > start)
		buf_add_char(out, ' ');
}

static void add_name(struct buf *out, const struct binding *b, size_t start)
{
	add_separator(out, start);
	key_sequence_add_name(out, &b->keys);
}

/* Once for each pane, where not for all of them. */
static void add_names_by_pane(struct buf *out, const struct binding *b, size_t start)
{
	if (b->scope == b->command->scope) {
		add_name(out, b, start);
		return;
	}
	for (unsigned scope = 1; scope < SCOPE_ALL; scope <<= 1)
		if (b->scope & scope) {
			add_separator(out, start);
			add_scope(out, b, scope);
			key_sequence_add_name(out, &b->keys);
		}
}

void keymap_add_keys_of(const struct keymap *m, const struct command *command, struct buf *out)
{
	size_t start = out->len;

	for (size_t i = 0; i < m->count; i++)
		if (m->rows[i].command == command)
			add_names_by_pane(out, &m->rows[i], start);
}

void keymap_add_binding(const struct binding *b, struct buf *out)
{
	struct span rest, key;
	struct buf keys = BUF_INIT;
	const char *separator = "";

	add_names_by_pane(&keys, b, 0);
	rest = buf_span(&keys);
	while (span_split(&rest, ' ', &key)) {
		buf_addf(out, "%sbind %.*s %s", separator, (int)key.len, key.p, b->command->name);
		if (b->argument)
			buf_addf(out, " %s", b->argument);
		separator = "\n";
	}
	buf_release(&keys);
}

static const char *heading_of(const struct command *command)
{
	while (command->name)
		command--;
	return command->help;
}

const char *keymap_topic(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope)
{
	const char *topic = NULL;

	for (size_t i = 0; i < m->count; i++) {
		const char *heading = heading_of(m->rows[i].command);

		if (!(m->rows[i].scope & scope) || !starts_with(&m->rows[i].keys, keys))
			continue;
		if (topic && topic != heading)
			return NULL;
		topic = heading;
	}
	return topic;
}

/* Is b what follows a when the last key counts up, as z2 follows z1? */
static bool counts_up(const struct binding *a, const struct binding *b)
{
	const struct key *x = &a->keys.keys[a->keys.len - 1];
	const struct key *y = &b->keys.keys[b->keys.len - 1];

	return a->command == b->command && a->keys.len == b->keys.len && x->code >= '0' &&
	    y->code == x->code + 1 && y->code <= '9';
}

static void end_range(struct buf *out, const struct binding *first, const struct binding *last)
{
	if (last == first)
		return;
	buf_add_char(out, '-');
	key_sequence_add_name(out, &last->keys);
}

/* "za zo z1-z9" */
void keymap_add_continuations(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, struct buf *out)
{
	const struct binding *shown = NULL, *last = NULL;
	size_t start = out->len;

	for (size_t i = 0; i < m->count; i++) {
		const struct binding *b = &m->rows[i];

		if (!(b->scope & scope) || !starts_with(&b->keys, keys))
			continue;
		if (last && counts_up(last, b)) {
			last = b;
			continue;
		}
		end_range(out, shown, last);
		add_name(out, b, start);
		shown = last = b;
	}
	end_range(out, shown, last);
}
