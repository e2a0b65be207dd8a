/* What stands around a <q>, by its language, one inside of another by turns.
 * Source: Unicode CLDR, delimiters.
 */
#include "config.h"

#include "doc/doc_roles_priv.h"

#include <string.h>

static const struct language {
	const char *name;
	const char *open, *close, *inner_open, *inner_close;
} languages[] = {
	{ "", "\u201c", "\u201d", "\u2018", "\u2019" }, /* and of all that are missing here */
	{ "cs", "\u201e", "\u201c", "\u201a", "\u2018" },
	{ "da", "\u201d", "\u201d", "\u2019", "\u2019" },
	{ "de", "\u201e", "\u201c", "\u201a", "\u2018" },
	{ "el", "\u00ab", "\u00bb", "\u201c", "\u201d" },
	{ "es", "\u00ab", "\u00bb", "\u201c", "\u201d" },
	{ "fi", "\u201d", "\u201d", "\u2019", "\u2019" },
	{ "fr", "\u00ab\u00a0", "\u00a0\u00bb", "\u201c", "\u201d" },
	{ "hu", "\u201e", "\u201d", "\u00bb", "\u00ab" },
	{ "it", "\u00ab", "\u00bb", "\u201c", "\u201d" },
	{ "ja", "\u300c", "\u300d", "\u300e", "\u300f" },
	{ "nb", "\u00ab", "\u00bb", "\u2018", "\u2019" },
	{ "no", "\u00ab", "\u00bb", "\u2018", "\u2019" },
	{ "pl", "\u201e", "\u201d", "\u00ab", "\u00bb" },
	{ "ro", "\u201e", "\u201d", "\u00ab", "\u00bb" },
	{ "ru", "\u00ab", "\u00bb", "\u201e", "\u201c" },
	{ "sk", "\u201e", "\u201c", "\u201a", "\u2018" },
	{ "sl", "\u201e", "\u201c", "\u201a", "\u2018" },
	{ "sv", "\u201d", "\u201d", "\u2019", "\u2019" },
	{ "uk", "\u00ab", "\u00bb", "\u201e", "\u201c" },
};

uint8_t quoted_language(struct span lang)
{
	lang = span_sub(lang, 0, span_find_byte(lang, '-'));
	for (size_t i = 1; i < sizeof languages / sizeof *languages; i++)
		if (span_eq_nocase(lang, languages[i].name))
			return (uint8_t)i;
	return 0;
}

void role_quoted_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	const struct language *l = &languages[b->scope.language];

	(void)open;
	(void)attrs;
	text_feed(b, span_str(b->scope.quoted_depth % 2 ? l->inner_open : l->open));
	b->scope.quoted_depth ^= 1;
}

void role_quoted_end(struct builder *b, struct open_element *open)
{
	const struct language *l = &languages[b->scope.language];

	(void)open;
	text_feed(b, span_str(b->scope.quoted_depth % 2 ? l->close : l->inner_close));
}
