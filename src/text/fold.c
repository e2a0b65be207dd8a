#include "config.h"

#include "moot/text/fold.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "moot/text/utf8.h"

/* The lower case of the upper case makes equal what differs only in form: the
 * final sigma, the long s, the micro sign.  Dotless i is a letter of its own. */
uint32_t fold_char(uint32_t ch)
{
	if (ch < 0x80)
		return (unsigned char)ascii_lower((char)ch);
	if (ch == 0x131)
		return ch;
	return uc_tolower(uc_toupper(ch));
}

uint32_t fold_accent(uint32_t ch)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if (ch < 0xC0)
		return ch;
	while (uc_canonical_decomposition(ch, parts) > 1)
		ch = parts[0];
	return ch;
}

bool fold_is_alnum(uint32_t ch)
{
	return ch < 0x80 ? ascii_is_alnum((char)ch) : uc_is_alnum(ch);
}

bool fold_is_mark(uint32_t ch)
{
	return ch >= 0x300 && uc_is_general_category(ch, UC_CATEGORY_M);
}

bool fold_has_upper(struct span text)
{
	size_t i = 0;
	uint32_t ch;

	while (i < text.len) {
		i += utf8_next(text.p + i, text.len - i, &ch);
		if (ch < 0x80 ? ch >= 'A' && ch <= 'Z' : uc_tolower(ch) != ch)
			return true;
	}
	return false;
}
