/* Names of keys: prefixes "C-" and "M-" in any order, then a character or a name. */
#include "config.h"

#include "moot/term/term.h"

#include <stddef.h>

#include "moot/text/safe.h"
#include "moot/text/utf8.h"

enum name_use { BOTH_WAYS, PRINT_ONLY };

/* The first row of a key is its name; further ones are understood too. */
static const struct key_name {
	const char *name;
	uint32_t code;
	enum name_use use;
} key_names[] = {
	{ "Space", ' ', BOTH_WAYS },
	{ "Enter", KEY_ENTER_, BOTH_WAYS },
	{ "Return", KEY_ENTER_, BOTH_WAYS },
	{ "Ret", KEY_ENTER_, BOTH_WAYS },
	{ "Tab", KEY_TAB_, BOTH_WAYS },
	{ "S-Tab", KEY_BACKTAB_, BOTH_WAYS },
	{ "BackTab", KEY_BACKTAB_, BOTH_WAYS },
	{ "Esc", KEY_ESCAPE_, BOTH_WAYS },
	{ "Escape", KEY_ESCAPE_, BOTH_WAYS },
	{ "Backspace", KEY_BACKSPACE_, BOTH_WAYS },
	{ "BS", KEY_BACKSPACE_, BOTH_WAYS },
	{ "Delete", KEY_DELETE_, BOTH_WAYS },
	{ "Del", KEY_DELETE_, BOTH_WAYS },
	{ "Insert", KEY_INSERT_, BOTH_WAYS },
	{ "Ins", KEY_INSERT_, BOTH_WAYS },
	{ "Up", KEY_UP_, BOTH_WAYS },
	{ "Down", KEY_DOWN_, BOTH_WAYS },
	{ "Left", KEY_LEFT_, BOTH_WAYS },
	{ "Right", KEY_RIGHT_, BOTH_WAYS },
	{ "Home", KEY_HOME_, BOTH_WAYS },
	{ "End", KEY_END_, BOTH_WAYS },
	{ "PgUp", KEY_PAGE_UP_, BOTH_WAYS },
	{ "PageUp", KEY_PAGE_UP_, BOTH_WAYS },
	{ "PgDn", KEY_PAGE_DOWN_, BOTH_WAYS },
	{ "PageDown", KEY_PAGE_DOWN_, BOTH_WAYS },
	{ "F1", KEY_F1_, BOTH_WAYS },
	{ "F2", KEY_F2_, BOTH_WAYS },
	{ "F3", KEY_F3_, BOTH_WAYS },
	{ "F4", KEY_F4_, BOTH_WAYS },
	{ "F5", KEY_F5_, BOTH_WAYS },
	{ "F6", KEY_F6_, BOTH_WAYS },
	{ "F7", KEY_F7_, BOTH_WAYS },
	{ "F8", KEY_F8_, BOTH_WAYS },
	{ "F9", KEY_F9_, BOTH_WAYS },
	{ "F10", KEY_F10_, BOTH_WAYS },
	{ "F11", KEY_F11_, BOTH_WAYS },
	{ "F12", KEY_F12_, BOTH_WAYS },
	{ "Click", KEY_CLICK_, BOTH_WAYS },
	{ "DoubleClick", KEY_DOUBLE_CLICK_, BOTH_WAYS },
	{ "WheelUp", KEY_WHEEL_UP_, BOTH_WAYS },
	{ "WheelDown", KEY_WHEEL_DOWN_, BOTH_WAYS },
	{ "Resize", KEY_RESIZE_, PRINT_ONLY },
	{ "Hangup", KEY_HANGUP_, PRINT_ONLY },
	{ "Paste", KEY_PASTE_, PRINT_ONLY },
	{ "PasteEnd", KEY_PASTE_END_, PRINT_ONLY },
	{ "None", KEY_NONE_, PRINT_ONLY },
};
enum { KEY_NAMES = sizeof key_names / sizeof *key_names };

struct key key_of_control(unsigned char byte)
{
	switch (byte) {
	case '\r':
		return (struct key){ KEY_ENTER_, 0 };
	case '\t':
		return (struct key){ KEY_TAB_, 0 };
	case 0x1B:
		return (struct key){ KEY_ESCAPE_, 0 };
	case 0x7F:
		return (struct key){ KEY_BACKSPACE_, 0 };
	case 0:
		return (struct key){ ' ', KEY_CTRL };
	default:
		return (struct key){ (uint32_t)ascii_lower((char)(byte + '@')), KEY_CTRL };
	}
}

static bool find_name(struct span name, uint32_t *code)
{
	for (size_t i = 0; i < KEY_NAMES; i++) {
		if (key_names[i].use == BOTH_WAYS && span_eq_nocase(name, key_names[i].name)) {
			*code = key_names[i].code;
			return true;
		}
	}
	return false;
}

/* A single character that a key can give. */
static bool find_char(struct span name, uint32_t *code)
{
	if (name.len == 0 || utf8_next(name.p, name.len, code) != name.len)
		return false;
	return *code > ' ' && *code != UTF8_REPLACEMENT && safe_char(*code);
}

/* With Control, a character is what the terminal sends for it. */
static bool add_control(struct key *key)
{
	if (key->code == ' ') {
		key->mods |= KEY_CTRL;
	} else if (key->code == '/') { /* sends what C-_ does */
		*key = (struct key){ '_', key->mods | KEY_CTRL };
	} else if (key->code >= '@' && key->code <= 'z' && key->code != '`') {
		struct key sent = key_of_control(key->code & 0x1F);

		*key = (struct key){ sent.code, key->mods | sent.mods };
	} else if (key->code > KEY_FIRST_NAMED) {
		key->mods |= KEY_CTRL;
	} else {
		return false;
	}
	return true;
}

bool key_parse(struct span name, struct key *key)
{
	struct key k = { KEY_NONE_, 0 };
	bool control = false;

	while (name.len > 2 && name.p[1] == '-') {
		if (name.p[0] == 'C')
			control = true;
		else if (name.p[0] == 'M')
			k.mods |= KEY_ALT;
		else
			break;
		name = span_sub(name, 2, name.len);
	}
	if (!find_char(name, &k.code) && !find_name(name, &k.code))
		return false;
	if (control && !add_control(&k))
		return false;
	*key = k;
	return true;
}

void key_add_name(struct buf *out, struct key key)
{
	if (key.mods & KEY_CTRL)
		buf_add_str(out, "C-");
	if (key.mods & KEY_ALT)
		buf_add_str(out, "M-");
	for (size_t i = 0; i < KEY_NAMES; i++) {
		if (key_names[i].code == key.code) {
			buf_add_str(out, key_names[i].name);
			return;
		}
	}
	buf_add_utf8(out, key.code);
}
