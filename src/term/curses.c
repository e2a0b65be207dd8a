/* The terminal through ncurses, which knows what terminals want to be sent: opening and
 * closing it, its modes, and its size.
 */
#include "config.h"

#include "term/curses_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "term/glyph_priv.h"
#include "term/mouse_priv.h"
#include "term/sequences_priv.h"
#include "term/tty_priv.h"

/* --- modes and size --- */

void curses_send_modes(const struct curses_term *c)
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

void curses_follow_size(struct curses_term *c)
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
	curses_send_modes(c);
	reset_prog_mode();
	curses_follow_size(c);
	clearok(stdscr, TRUE);
	refresh();
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

static void set_modes(WINDOW *keys)
{
	raw(); /* also no IEXTEN: C-v, C-o, C-z and the like are keys */
	noecho();
	nonl();
	keypad(keys, TRUE);
	nodelay(keys, TRUE);
	idlok(stdscr, TRUE);
	typeahead(-1); /* a screen is always drawn to its end */
	set_escdelay(ESCAPE_MS);
	curses_define_keys();
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
	delwin(c->keys);
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

	c->base = (struct term){ .ops = &curses_ops, .cursor_row = -1 };
	/* Until it has come back from here once, ncurses does not collect what it draws:
	 * it writes at each move of the cursor. */
	endwin();
	c->base.grid = grid_new(COLS, LINES);
	c->base.utf8 = locale_utf8 && !opts->ascii;
	c->screen = screen;
	c->shown = grid_new(COLS, LINES);
	c->all = true;
	c->locale_utf8 = locale_utf8;
	c->italics = sitm && sitm != (char *)-1;
	theme_default(&c->base.theme);
	c->keys = newpad(1, 1);
	if (!c->keys)
		bug("no memory for the keyboard");
	set_modes(c->keys);
	curses_begin_colors(c, opts->color);
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
	use_env(FALSE); /* the size is that of the terminal, not $COLUMNS and $LINES */
	use_tioctl(TRUE);
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
