/* A terminal without a terminal: a queue of keys in, a grid out. */
#include "config.h"

#include "moot/term/term.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "term/term_priv.h"

struct memory_term {
	struct term base; /* first: struct term * is cast to this */
	struct pressed {
		struct key key;
		int row, col; /* of the mouse */
	} *keys; /* [next, len) are still to come */
	size_t next, len, cap;
	struct buf copied;
};

static void memory_close(struct term *t)
{
	struct memory_term *m = (struct memory_term *)t;

	free(m->keys);
	buf_release(&m->copied);
	free(m);
}

static void memory_show(struct term *t)
{
	if (!grid_check(t->grid))
		bug("a cell of the screen is broken");
}

static bool memory_key(struct term *t, struct key *key)
{
	struct memory_term *m = (struct memory_term *)t;

	if (m->next == m->len)
		return false;
	*key = m->keys[m->next].key;
	t->mouse.row = m->keys[m->next].row;
	t->mouse.col = m->keys[m->next].col;
	m->next++;
	return true;
}

static void memory_copy(struct term *t, struct safe text)
{
	struct memory_term *m = (struct memory_term *)t;

	buf_clear(&m->copied);
	buf_add_span(&m->copied, safe_span(text));
}

static const struct term_ops memory_ops = {
	.close = memory_close,
	.show = memory_show,
	.key = memory_key,
	.copy = memory_copy,
};

struct term *term_open_memory(int cols, int rows)
{
	struct memory_term *m = xcalloc(1, sizeof *m);

	m->base = (struct term){ .ops = &memory_ops, .grid = grid_new(cols, rows), .utf8 = true,
		.cursor_row = -1 };
	theme_default(&m->base.theme);
	return &m->base;
}

static struct memory_term *memory_of(struct term *t)
{
	if (t->ops != &memory_ops)
		bug("a real terminal is asked for what only one in memory has");
	return (struct memory_term *)t;
}

const char *term_copied(struct term *t)
{
	return buf_str(&memory_of(t)->copied);
}

void term_push_mouse(struct term *t, struct key key, int row, int col)
{
	struct memory_term *m = memory_of(t);

	if (m->next == m->len)
		m->next = m->len = 0;
	ARRAY_GROW(m->keys, m->len, m->cap);
	m->keys[m->len++] = (struct pressed){ key, row, col };
}

void term_push_key(struct term *t, struct key key)
{
	term_push_mouse(t, key, t->mouse.row, t->mouse.col);
}

void term_resize(struct term *t, int cols, int rows)
{
	grid_resize(memory_of(t)->base.grid, cols, rows);
	term_push_key(t, (struct key){ KEY_RESIZE_, 0 });
}
