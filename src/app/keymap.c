#include "config.h"

#include "app/keymap.h"

#include <stdlib.h>

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

bool key_sequence_parse(struct span text, struct key_sequence *keys)
{
	*keys = (struct key_sequence){ .len = 1 };
	if (key_parse(text, &keys->keys[0]))
		return true;
	*keys = (struct key_sequence){ .len = 2 };
	return text.len == 2 && key_parse(span_sub(text, 0, 1), &keys->keys[0]) &&
	    key_parse(span_sub(text, 1, 2), &keys->keys[1]);
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

static void bind_default(struct keymap *m, const struct command *c, struct span text)
{
	struct binding b = { .scope = take_scope(&text, c->scope), .command = c };

	if (!key_sequence_parse(text, &b.keys))
		bug("commands.def: %s has no key called %.*s", c->name, (int)text.len, text.p);
	ARRAY_GROW(m->rows, m->count, m->cap);
	m->rows[m->count++] = b;
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
	free(m->rows);
	*m = (struct keymap){ 0 };
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

enum keymap_result keymap_find(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, const struct command **command)
{
	enum keymap_result result = KEYMAP_NONE;

	for (size_t i = m->count; i-- > 0;) {
		const struct binding *b = &m->rows[i];

		if (!(b->scope & scope) || !starts_with(&b->keys, keys))
			continue;
		if (b->keys.len > keys->len) {
			result = KEYMAP_PREFIX;
			continue;
		}
		*command = b->command;
		return KEYMAP_COMMAND;
	}
	return result;
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

static void add_name(struct buf *out, const struct binding *b)
{
	if (out->len)
		buf_add_char(out, ' ');
	key_sequence_add_name(out, &b->keys);
}

void keymap_add_keys_of(const struct keymap *m, const struct command *command, struct buf *out)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < m->count; i++)
		if (m->rows[i].command == command)
			add_name(&names, &m->rows[i]);
	buf_add_span(out, buf_span(&names));
	buf_release(&names);
}

void keymap_add_continuations(const struct keymap *m, const struct key_sequence *keys,
    unsigned scope, struct buf *out)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < m->count; i++)
		if ((m->rows[i].scope & scope) && starts_with(&m->rows[i].keys, keys))
			add_name(&names, &m->rows[i]);
	buf_add_span(out, buf_span(&names));
	buf_release(&names);
}
