#include "config.h"

#include "term/mouse_priv.h"

enum {
	DOUBLE_CLICK_MS = 400,
	/* Bits of the button's number. */
	BUTTON_BITS = 3, MOTION = 32, WHEEL = 64,
	MOST = 1 << 14, /* rows, columns, buttons */
};

struct press {
	uint64_t button, col, row;
	bool down;
};

static bool parse(struct span sequence, struct press *p)
{
	struct span rest = sequence, piece;
	char last = sequence.len ? sequence.p[sequence.len - 1] : '\0';

	rest.len -= rest.len > 0;
	p->down = last == 'M';
	return (p->down || last == 'm') &&
	    span_split(&rest, ';', &piece) && span_to_uint(piece, MOST, &p->button) &&
	    span_split(&rest, ';', &piece) && span_to_uint(piece, MOST, &p->col) &&
	    span_split(&rest, ';', &piece) && span_to_uint(piece, MOST, &p->row) &&
	    rest.len == 0 && p->col > 0 && p->row > 0;
}

static uint32_t click(struct mouse *m, int row, int col, int64_t now_ms)
{
	bool again = m->clicked_ms && now_ms - m->clicked_ms <= DOUBLE_CLICK_MS &&
	    row == m->row && col == m->col;

	m->clicked_ms = again ? 0 : now_ms;
	return again ? KEY_DOUBLE_CLICK_ : KEY_CLICK_;
}

struct key mouse_key(struct mouse *m, struct span sequence, int64_t now_ms)
{
	struct key key = { KEY_NONE_, 0 };
	struct press p;
	int row, col;

	if (!parse(sequence, &p) || !p.down || p.button & MOTION)
		return key;
	row = (int)p.row - 1;
	col = (int)p.col - 1;
	if (p.button & WHEEL && (p.button & BUTTON_BITS) < 2)
		key.code = p.button & 1 ? KEY_WHEEL_DOWN_ : KEY_WHEEL_UP_;
	else if (p.button < WHEEL && (p.button & BUTTON_BITS) == 0)
		key.code = click(m, row, col, now_ms);
	m->row = row;
	m->col = col;
	return key;
}
