/* xterm, VT220, rxvt and the Linux console differ in which sequence a key sends, but
 * hardly any sequence means two things, so that all can be known at once.  With a
 * modifier, xterm puts ";N" before the last byte, N being 1 + the bits below; Shift is
 * not told apart here.
 */
#include "config.h"

#include "term/sequences_priv.h"

#include <stddef.h>
#include <stdio.h>

enum { XTERM_ALT = 2, XTERM_CTRL = 4, XTERM_MODIFIERS = 8 };

static const struct sequence {
	const char *start, *end; /* after ESC; a modifier goes between them */
	uint32_t code;
	const char *modified; /* start, when there is a modifier; NULL: none */
} rows[] = {
	{ "[", "A", KEY_UP_, "[1" },
	{ "[", "B", KEY_DOWN_, "[1" },
	{ "[", "C", KEY_RIGHT_, "[1" },
	{ "[", "D", KEY_LEFT_, "[1" },
	{ "[", "H", KEY_HOME_, "[1" },
	{ "[", "F", KEY_END_, "[1" },
	{ "[", "Z", KEY_BACKTAB_, NULL },
	{ "[200", "~", KEY_PASTE_, NULL },
	{ "[201", "~", KEY_PASTE_END_, NULL },
	{ "O", "A", KEY_UP_, NULL },
	{ "O", "B", KEY_DOWN_, NULL },
	{ "O", "C", KEY_RIGHT_, NULL },
	{ "O", "D", KEY_LEFT_, NULL },
	{ "O", "H", KEY_HOME_, NULL },
	{ "O", "F", KEY_END_, NULL },
	{ "O", "M", KEY_ENTER_, NULL },
	{ "O", "P", KEY_F1_, NULL },
	{ "O", "Q", KEY_F2_, NULL },
	{ "O", "R", KEY_F3_, NULL },
	{ "O", "S", KEY_F4_, NULL },
	{ "[1", "~", KEY_HOME_, "[1" },
	{ "[2", "~", KEY_INSERT_, "[2" },
	{ "[3", "~", KEY_DELETE_, "[3" },
	{ "[4", "~", KEY_END_, "[4" },
	{ "[5", "~", KEY_PAGE_UP_, "[5" },
	{ "[6", "~", KEY_PAGE_DOWN_, "[6" },
	{ "[7", "~", KEY_HOME_, "[7" },
	{ "[8", "~", KEY_END_, "[8" },
	{ "[11", "~", KEY_F1_, NULL },
	{ "[12", "~", KEY_F2_, NULL },
	{ "[13", "~", KEY_F3_, NULL },
	{ "[14", "~", KEY_F4_, NULL },
	{ "[15", "~", KEY_F5_, NULL },
	{ "[17", "~", KEY_F6_, NULL },
	{ "[18", "~", KEY_F7_, NULL },
	{ "[19", "~", KEY_F8_, NULL },
	{ "[20", "~", KEY_F9_, NULL },
	{ "[21", "~", KEY_F10_, NULL },
	{ "[23", "~", KEY_F11_, NULL },
	{ "[24", "~", KEY_F12_, NULL },
	{ "[[", "A", KEY_F1_, NULL },
	{ "[[", "B", KEY_F2_, NULL },
	{ "[[", "C", KEY_F3_, NULL },
	{ "[[", "D", KEY_F4_, NULL },
	{ "[[", "E", KEY_F5_, NULL },
};

static void each_modified(const struct sequence *row, void (*define)(const char *, struct key))
{
	for (int bits = 1; bits < XTERM_MODIFIERS; bits++) {
		struct key key = { row->code, 0 };
		char sequence[16];

		key.mods |= bits & XTERM_ALT ? KEY_ALT : 0;
		key.mods |= bits & XTERM_CTRL ? KEY_CTRL : 0;
		snprintf(sequence, sizeof sequence, "\033%s;%d%s", row->modified, bits + 1,
		    row->end);
		define(sequence, key);
	}
}

void sequences_each(void (*define)(const char *sequence, struct key key))
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char sequence[16];

		snprintf(sequence, sizeof sequence, "\033%s%s", rows[i].start, rows[i].end);
		define(sequence, (struct key){ rows[i].code, 0 });
		if (rows[i].modified)
			each_modified(&rows[i], define);
	}
}
