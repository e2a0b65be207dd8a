/* Keys from the terminal, and what signals ask for as keys.
 *
 * ncurses finds key sequences by terminfo.  As the terminal is often not what TERM says,
 * the sequences that mean the same everywhere are defined on top.
 */
#include "config.h"

#include "term/curses_priv.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/span.h"
#include "term/mouse_priv.h"
#include "term/sequences_priv.h"
#include "term/tty_priv.h"

/* Our own key codes, above those that ncurses deals out: named key * 4 + modifiers. */
enum { OWN_KEYS = KEY_MAX + 1024, OWN_MOUSE = OWN_KEYS - 1 };

static const struct { int curses; uint32_t code; } key_rows[] = {
	{ KEY_ENTER, KEY_ENTER_ }, { KEY_BACKSPACE, KEY_BACKSPACE_ }, { KEY_DC, KEY_DELETE_ },
	{ KEY_IC, KEY_INSERT_ }, { KEY_UP, KEY_UP_ }, { KEY_DOWN, KEY_DOWN_ },
	{ KEY_LEFT, KEY_LEFT_ }, { KEY_RIGHT, KEY_RIGHT_ }, { KEY_HOME, KEY_HOME_ },
	{ KEY_END, KEY_END_ }, { KEY_PPAGE, KEY_PAGE_UP_ }, { KEY_NPAGE, KEY_PAGE_DOWN_ },
	{ KEY_BTAB, KEY_BACKTAB_ }, { KEY_A1, KEY_HOME_ }, { KEY_A3, KEY_PAGE_UP_ },
	{ KEY_C1, KEY_END_ }, { KEY_C3, KEY_PAGE_DOWN_ },
};

static void define_sequence(const char *sequence, struct key key)
{
	define_key(sequence, OWN_KEYS + (int)(key.code - KEY_FIRST_NAMED) * 4 + key.mods);
}

void curses_define_keys(void)
{
	sequences_each(define_sequence);
	define_key(MOUSE_START, OWN_MOUSE);
}

static struct key named_key(wint_t code)
{
	if (code >= OWN_KEYS) {
		uint32_t own = (uint32_t)code - OWN_KEYS;

		return (struct key){ KEY_FIRST_NAMED + own / 4, (uint8_t)(own % 4) };
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return (struct key){ KEY_F1_ + (uint32_t)code - KEY_F(1), 0 };
	for (size_t i = 0; i < sizeof key_rows / sizeof *key_rows; i++) {
		if ((wint_t)key_rows[i].curses == code)
			return (struct key){ key_rows[i].code, 0 };
	}
	return (struct key){ KEY_NONE_, 0 };
}

/* The rest of what the mouse sends, which comes at once with its start. */
static struct key read_mouse(struct curses_term *c)
{
	char sequence[MOUSE_SEQUENCE_MAX_BYTES];
	size_t len = 0;
	wint_t ch;

	wtimeout(c->keys, ESCAPE_MS);
	while (len < sizeof sequence && wget_wch(c->keys, &ch) == OK && ch < 0x80) {
		sequence[len++] = (char)ch;
		if (ch == 'M' || ch == 'm')
			break;
	}
	nodelay(c->keys, TRUE);
	return mouse_key(&c->base.mouse, span_of(sequence, len), tty_now_ms());
}

/* One key of the terminal, an Esc by itself; false when nothing is there. */
static bool read_key(struct curses_term *c, struct key *key)
{
	wint_t ch;
	int status;

	errno = 0;
	status = wget_wch(c->keys, &ch);
	if (status == ERR)
		return false;
	if (status == KEY_CODE_YES && ch == OWN_MOUSE)
		*key = read_mouse(c);
	else if (status == KEY_CODE_YES)
		*key = named_key(ch);
	else if (ch < ' ' || ch == 0x7F)
		*key = key_of_control((unsigned char)ch);
	else
		*key = (struct key){ (uint32_t)ch, 0 };
	return true;
}

/* Esc and a key that came with it are that key with Alt. */
static bool read_key_or_alt(struct curses_term *c, struct key *key)
{
	struct key next;

	if (c->escaped)
		*key = (struct key){ KEY_ESCAPE_, 0 };
	else if (!read_key(c, key))
		return false;
	c->escaped = false;
	if (key->code != KEY_ESCAPE_ || !read_key(c, &next))
		return true;
	if (next.code == KEY_ESCAPE_) {
		c->escaped = true;
	} else {
		*key = next;
		key->mods |= KEY_ALT;
	}
	return true;
}

/* What signals ask for, as keys. */
static bool event_key(struct curses_term *c, struct key *key)
{
	struct tty_events events;

	if (tty_events(&events)) {
		if (events.continued) {
			reset_prog_mode();
			curses_send_modes(c);
			c->all = c->resized = true;
		}
		if (events.resized || events.continued)
			curses_follow_size(c);
		if (events.hangup || events.stop) {
			*key = events.hangup ? (struct key){ KEY_HANGUP_, 0 } :
					       (struct key){ 'z', KEY_CTRL };
			return true;
		}
	}
	if (!c->resized)
		return false;
	c->resized = false;
	*key = (struct key){ KEY_RESIZE_, 0 };
	return true;
}

bool curses_key(struct term *t, struct key *key)
{
	struct curses_term *c = curses_of(t);

	if (event_key(c, key))
		return true;
	if (c->gone)
		return false;
	while (read_key_or_alt(c, key)) {
		if (key->code != KEY_NONE_)
			return true;
	}
	c->gone = errno == EIO || tty_is_gone();
	*key = (struct key){ KEY_HANGUP_, 0 };
	return c->gone;
}
