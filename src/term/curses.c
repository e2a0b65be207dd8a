/* The terminal through ncurses, which knows what terminals want to be sent.
 *
 * Drawing.  The grid is compared with the one shown last, and what differs is written
 * to the standard screen cell by cell; ncurses compares that once more and sends the
 * least.  The columns are those of our own table (text/width.h).  Where libc, and so
 * ncurses, sees a cluster wider than its cell, what does not fit is left out; where it
 * sees it narrower, blanks follow: columns to the right never move.
 *
 * Keys.  ncurses finds key sequences by terminfo.  As the terminal is often not what
 * TERM says, the sequences that mean the same everywhere are defined on top.
 */
#include "config.h"

#include "moot/term/term.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#include "moot/base/xalloc.h"
#include "term/glyph_priv.h"
#include "term/mouse_priv.h"
#include "term/pairs_priv.h"
#include "term/sequences_priv.h"
#include "term/term_priv.h"
#include "term/tty_priv.h"

enum { ESCAPE_MS = 25 }; /* how long an Esc waits for what would make it another key */
/* Our own key codes, above those that ncurses deals out: named key * 4 + modifiers. */
enum { OWN_KEYS = KEY_MAX + 1024, OWN_MOUSE = OWN_KEYS - 1 };

struct curses_term {
	struct term base; /* first: struct term * is cast to this */
	SCREEN *screen;
	struct grid *shown; /* what the standard screen holds */
	bool all;           /* shown is not to be trusted */
	bool locale_utf8;   /* libc knows more than ASCII */
	bool italics;       /* the terminal has them */
	bool colors;        /* are shown */
	short own_color;    /* number of the terminal's own background, -1, or of black */
	bool gone;          /* there is no terminal any more */
	bool resized;       /* KEY_RESIZE_ is to be given */
	bool escaped;       /* an Esc was read ahead */
	bool mouse;         /* is asked for */
	struct theme shown_theme; /* with colours that the terminal has */
	struct pairs pairs;
};

static struct curses_term *curses_of(struct term *t)
{
	return (struct curses_term *)t;
}

/* --- drawing --- */

static attr_t curses_attrs(const struct curses_term *c, unsigned attrs)
{
	attr_t all = A_NORMAL;

	if (attrs & ATTR_BOLD)
		all |= A_BOLD;
	if (attrs & ATTR_UNDERLINE)
		all |= A_UNDERLINE;
	if (attrs & ATTR_REVERSE)
		all |= A_REVERSE;
	if (attrs & ATTR_DIM)
		all |= A_DIM;
	if (attrs & ATTR_ITALIC)
		all |= c->italics ? A_ITALIC : A_UNDERLINE;
	return all;
}

/* The number of a pair for ncurses; 0, the terminal's own colours, when there is none. */
static short make_pair(struct curses_term *c, int fg, int bg)
{
	bool is_new;
	int pair;

	if (!c->colors || (fg < 0 && bg < 0))
		return 0;
	pair = pairs_get(&c->pairs, fg, bg, &is_new);
	if (is_new)
		init_pair((short)pair, fg < 0 && c->own_color >= 0 ? COLOR_WHITE : (short)fg,
		    bg < 0 ? c->own_color : (short)bg);
	return (short)pair;
}

static short pair_of(struct curses_term *c, const struct cell *cell)
{
	const struct face_look *look = &c->shown_theme.looks[cell->face];

	if (!c->base.palette || (!cell->fg && !cell->bg))
		return make_pair(c, look->fg, look->bg);
	return make_pair(c, cell->fg ? cell->fg : COLOR_OWN, cell->bg ? cell->bg : COLOR_OWN);
}

static void draw_cell(struct curses_term *c, const struct cell *cell)
{
	const struct face_look *look = &c->shown_theme.looks[cell->face];
	attr_t attrs = curses_attrs(c, (unsigned)cell->attrs | look->attrs);
	short pair = pair_of(c, cell);
	struct span rest = span_str(cell->text);
	int used = 0;

	while (used < cell->cols) {
		struct glyph glyph = rest.len ? glyph_next(&rest, c->locale_utf8) :
						glyph_filler(c->locale_utf8);
		cchar_t out;

		if (glyph.cols > cell->cols - used) {
			rest.len = 0;
			continue;
		}
		setcchar(&out, glyph.text, attrs, pair, NULL);
		add_wch(&out); /* ERR in the last cell of the screen, although drawn */
		used += glyph.cols;
	}
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
	return a->cols == b->cols && a->face == b->face && a->attrs == b->attrs &&
	    a->fg == b->fg && a->bg == b->bg &&
	    strcmp(a->text, b->text) == 0;
}

/* A wide cluster and what it replaces differ in all the cells that either takes, so a
 * run of differences begins and ends between clusters of both grids. */
static void draw_row(struct curses_term *c, int row)
{
	size_t cols = (size_t)c->shown->cols;
	struct cell *now = c->base.grid->cells + (size_t)row * cols;
	struct cell *before = c->shown->cells + (size_t)row * cols;
	size_t cursor = cols;

	for (size_t col = 0; col < cols; col += now[col].cols) {
		if (!c->all && same_cell(&now[col], &before[col]))
			continue;
		if (cursor != col)
			move(row, (int)col);
		draw_cell(c, &now[col]);
		cursor = col + now[col].cols;
	}
	memcpy(before, now, cols * sizeof *now);
}

static void curses_show(struct term *t)
{
	struct curses_term *c = curses_of(t);

	if (c->gone)
		return;
	if (pairs_are_full(&c->pairs)) {
		pairs_reset(&c->pairs);
		c->all = true;
	}
	if (c->all)
		clearok(stdscr, TRUE);
	for (int row = 0; row < t->grid->rows; row++)
		draw_row(c, row);
	c->all = false;
	curs_set(t->cursor_row >= 0);
	if (t->cursor_row >= 0)
		move(t->cursor_row, t->cursor_col);
	refresh();
}

static void curses_redraw_all(struct term *t)
{
	curses_of(t)->all = true;
}

static void curses_take_theme(struct term *t)
{
	struct curses_term *c = curses_of(t);

	c->shown_theme = theme_for_colors(&t->theme, COLORS);
	pairs_reset(&c->pairs);
	c->all = true;
}

/* Pair 0 is the terminal's own colours. */
static void begin_colors(struct curses_term *c, bool wanted)
{
	c->own_color = -1;
	c->colors = wanted && has_colors() && start_color() == OK;
	if (c->colors && use_default_colors() != OK)
		c->own_color = COLOR_BLACK;
	c->base.palette = c->colors && COLORS >= 256 && COLOR_PAIRS > 1;
	c->pairs.first = c->pairs.next = 1;
	c->pairs.end = COLOR_PAIRS < SHRT_MAX ? COLOR_PAIRS : SHRT_MAX;
	curses_take_theme(&c->base);
}

static void send_modes(const struct curses_term *c)
{
	tty_send(PASTE_MARKS_ON);
	tty_send(c->mouse ? MOUSE_ON : "");
}

static void curses_mouse(struct term *t, bool on)
{
	struct curses_term *c = curses_of(t);

	if (on != c->mouse)
		tty_send(on ? MOUSE_ON : MOUSE_OFF);
	c->mouse = on;
}

/* --- size --- */

/* Takes over the size that the terminal has now. */
static void follow_size(struct curses_term *c)
{
	int cols, rows;

	if (!tty_size(&cols, &rows) || (cols == COLS && rows == LINES))
		return;
	resize_term(rows, cols);
	grid_resize(c->base.grid, cols, rows);
	grid_resize(c->shown, cols, rows);
	c->all = true;
	c->resized = true;
}

static void curses_suspend(struct term *t)
{
	tty_send(PASTE_MARKS_OFF);
	tty_send(curses_of(t)->mouse ? MOUSE_OFF : "");
	endwin();
	tty_give();
}

static void curses_resume(struct term *t)
{
	struct curses_term *c = curses_of(t);

	tty_take();
	send_modes(c);
	reset_prog_mode();
	follow_size(c);
	clearok(stdscr, TRUE);
	refresh();
}

/* --- keys --- */

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

	timeout(ESCAPE_MS);
	while (len < sizeof sequence && get_wch(&ch) == OK && ch < 0x80) {
		sequence[len++] = (char)ch;
		if (ch == 'M' || ch == 'm')
			break;
	}
	nodelay(stdscr, TRUE);
	return mouse_key(&c->base.mouse, span_of(sequence, len), tty_now_ms());
}

/* One key of the terminal, an Esc by itself; false when nothing is there. */
static bool read_key(struct curses_term *c, struct key *key)
{
	wint_t ch;
	int status;

	errno = 0;
	status = get_wch(&ch);
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
			send_modes(c);
			c->all = c->resized = true;
		}
		if (events.resized || events.continued)
			follow_size(c);
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

static bool curses_key(struct term *t, struct key *key)
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

static void curses_copy(struct term *t, struct safe text)
{
	if (!curses_of(t)->gone)
		tty_copy(text);
}

static int curses_fd(const struct term *t)
{
	const struct curses_term *c = (const struct curses_term *)t;

	return c->gone ? -1 : tty_fd();
}

static int curses_wake_fd(const struct term *t)
{
	(void)t;
	return tty_wake_fd();
}

/* --- opening and closing --- */

/* Adds a terminfo string without its padding, "$<5>". */
static void add_capability(struct buf *out, const char *name)
{
	char *value = tigetstr(name);

	if (!value || value == (char *)-1)
		return;
	while (*value) {
		size_t len = strcspn(value, "$");

		buf_add(out, value, len);
		value += len;
		if (strncmp(value, "$<", 2) == 0)
			value += strcspn(value, ">");
		else if (*value)
			buf_add_char(out, *value);
		value += *value != '\0';
	}
}

static void prepare_farewell(void)
{
	static const char *const names[] = { "sgr0", "op", "rmkx", "cnorm", "rmcup" };
	struct buf sequence = BUF_INIT;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add_capability(&sequence, names[i]);
	buf_add_str(&sequence, MOUSE_OFF PASTE_MARKS_OFF "\r\n");
	tty_set_farewell(buf_str(&sequence));
	buf_release(&sequence);
}

static bool can_move_cursor(void)
{
	char *cup = tigetstr("cup");

	return cup && cup != (char *)-1;
}

static void set_modes(void)
{
	raw(); /* also no IEXTEN: C-v, C-o, C-z and the like are keys */
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	typeahead(-1); /* a screen is always drawn to its end */
	set_escdelay(ESCAPE_MS);
	sequences_each(define_sequence);
	define_key(MOUSE_START, OWN_MOUSE);
}

static void leave(SCREEN *screen)
{
	if (screen) {
		endwin();
		delscreen(screen);
	}
	tty_give();
	tty_close();
}

static void curses_close(struct term *t)
{
	struct curses_term *c = curses_of(t);

	curses_mouse(t, false);
	tty_send(PASTE_MARKS_OFF);
	leave(c->screen);
	grid_free(c->shown);
	pairs_reset(&c->pairs);
	free(c);
}

static const struct term_ops curses_ops = {
	.close = curses_close,
	.show = curses_show,
	.key = curses_key,
	.fd = curses_fd,
	.wake_fd = curses_wake_fd,
	.suspend = curses_suspend,
	.resume = curses_resume,
	.redraw_all = curses_redraw_all,
	.copy = curses_copy,
	.take_theme = curses_take_theme,
	.mouse = curses_mouse,
};

static struct term *new_term(SCREEN *screen, const struct term_opts *opts, bool locale_utf8)
{
	struct curses_term *c = xcalloc(1, sizeof *c);
	char *sitm = tigetstr("sitm");
	int cols, rows;

	c->base = (struct term){ .ops = &curses_ops, .cursor_row = -1 };
	if (tty_size(&cols, &rows)) /* ncurses believes $COLUMNS and $LINES */
		resize_term(rows, cols);
	c->base.grid = grid_new(COLS, LINES);
	c->base.utf8 = locale_utf8 && !opts->ascii;
	c->screen = screen;
	c->shown = grid_new(COLS, LINES);
	c->all = true;
	c->locale_utf8 = locale_utf8;
	c->italics = sitm && sitm != (char *)-1;
	theme_default(&c->base.theme);
	set_modes();
	begin_colors(c, opts->color);
	return &c->base;
}

struct term *term_open_curses(const struct term_opts *opts, const char **error)
{
	bool locale_utf8 = glyph_choose_locale();
	FILE *in, *out;
	SCREEN *screen;

	if (!tty_open(&in, &out)) {
		*error = "there is no terminal to read on";
		return NULL;
	}
	tty_take(); /* first: ncurses catches only the signals that nobody else does */
	screen = newterm(NULL, out, in);
	if (screen && can_move_cursor()) {
		prepare_farewell();
		tty_send(PASTE_MARKS_ON);
		return new_term(screen, opts, locale_utf8);
	}
	*error = screen ? "this type of terminal (TERM) cannot place its cursor" :
			  "TERM names no known type of terminal; try TERM=xterm or TERM=linux";
	leave(screen);
	return NULL;
}
