#include "config.h"

#include "term/glyph_priv.h"

#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>

#include "moot/text/utf8.h"
#include "term/ascii_priv.h"

/* Without a locale that knows UTF-8, one that is always there; but a terminal of
 * another charset gets ASCII. */
bool glyph_choose_locale(void)
{
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static struct glyph single(wchar_t ch)
{
	return (struct glyph){ { ch }, 1 };
}

static struct glyph base_glyph(uint32_t ch, bool utf8)
{
	int cols;

	if (!utf8)
		return single(ascii_stand_in(ch));
	cols = wcwidth((wchar_t)ch);
	if (cols < 1)
		return single(UTF8_REPLACEMENT);
	return (struct glyph){ { (wchar_t)ch }, cols };
}

/* Of no width for libc, but not for terminals: they draw what is joined as one
 * picture, and a character with U+FE0F in two columns. */
static bool changes_width(uint32_t ch)
{
	return ch == 0x200D || ch == 0xFE0E || ch == 0xFE0F;
}

struct glyph glyph_next(struct span *text, bool utf8)
{
	uint32_t ch;
	size_t bytes = utf8_next(text->p, text->len, &ch), len = 1;
	struct glyph glyph = base_glyph(ch, utf8);

	*text = span_sub(*text, bytes, text->len);
	while (text->len) {
		bytes = utf8_next(text->p, text->len, &ch);
		if (utf8 && wcwidth((wchar_t)ch) > 0)
			break;
		if (utf8 && wcwidth((wchar_t)ch) == 0 && len < GLYPH_CHARS && !changes_width(ch))
			glyph.text[len++] = (wchar_t)ch;
		*text = span_sub(*text, bytes, text->len);
	}
	return glyph;
}

struct glyph glyph_filler(bool utf8)
{
	return single(utf8 ? L' ' : L'?');
}
