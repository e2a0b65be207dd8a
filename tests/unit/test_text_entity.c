#include "config.h"

#include "moot/text/entity.h"
#include "unit.h"

struct row {
	enum entity_context context;
	const char *text, *expect;
};

#define BAD "\xEF\xBF\xBD"

static const struct row rows[] = {
	{ ENTITY_TEXT, "", "" },
	{ ENTITY_TEXT, "&", "&" },
	{ ENTITY_TEXT, "a & b", "a & b" },
	{ ENTITY_TEXT, "AT&T", "AT&T" },
	{ ENTITY_TEXT, "&amp;&lt;&gt;&quot;&apos;", "&<>\"'" },
	{ ENTITY_TEXT, "&amp;lt;", "&lt;" },               /* once */
	{ ENTITY_TEXT, "&copy 2020", "© 2020" },           /* one of the 106 */
	{ ENTITY_TEXT, "&notit;", "¬it;" },                /* the longest that is one */
	{ ENTITY_TEXT, "&notin;", "∉" },
	{ ENTITY_TEXT, "&notin", "¬in" },
	{ ENTITY_TEXT, "&AMP;&AMP", "&&" },
	{ ENTITY_TEXT, "&amp;", "&" },
	{ ENTITY_TEXT, "&Amp;", "&Amp;" },                 /* names are case-sensitive */
	{ ENTITY_TEXT, "&check", "&check" },
	{ ENTITY_TEXT, "&check;", "✓" },
	{ ENTITY_TEXT, "&NotEqualTilde;", "\xE2\x89\x82\xCC\xB8" }, /* two characters */
	{ ENTITY_TEXT, "&CounterClockwiseContourIntegral;", "∳" },  /* the longest name */
	{ ENTITY_TEXT, "&zwnj;&ZeroWidthSpace;", "\xE2\x80\x8C\xE2\x80\x8B" },
	{ ENTITY_TEXT, "&bogus;", "&bogus;" },
	{ ENTITY_TEXT, "&;&#;&#x;&#xg;", "&;&#;&#x;&#xg;" },
	{ ENTITY_TEXT, "&#65;&#x41;&#X41;&#65 &#x41", "AAAA A" },
	{ ENTITY_TEXT, "&#128;&#150;&#x9f;", "€–Ÿ" },      /* windows-1252 */
	{ ENTITY_TEXT, "&#129;", BAD },
	{ ENTITY_TEXT, "&#226;&#128;&#166;|&#xC3;&#x80;", "…|À" }, /* bytes of UTF-8 */
	{ ENTITY_XML, "&#240;&#159;&#152;&#137;", "😉" },
	{ ENTITY_XML, "&acirc;&#128;&brvbar;|&Atilde;&copy;", "…|Ã©" },
	{ ENTITY_TEXT, "&#195;&#169;&#233;&#233;", "Ã©éé" },      /* characters of their own */
	{ ENTITY_TEXT, "&#226;&#128;x&#226;&#130;", "â€xâ‚" },
	{ ENTITY_TEXT, "&#0;", BAD },
	{ ENTITY_TEXT, "&#xD83D;&#xDE09;", "😉" },
	{ ENTITY_TEXT, "&#55357;&#56841;", "😉" },
	{ ENTITY_TEXT, "&#xD83D;x", BAD "x" },
	{ ENTITY_TEXT, "&#xDE09;&#xD83D;", BAD BAD },
	{ ENTITY_TEXT, "&#x10FFFD;", "\xF4\x8F\xBF\xBD" },
	{ ENTITY_TEXT, "&#x110000;", BAD },
	{ ENTITY_TEXT, "&#99999999999999999999;", BAD },
	{ ENTITY_TEXT, "&#xFFFF;&#xFDD0;&#x1FFFE;", BAD BAD BAD },
	{ ENTITY_TEXT, "&#10;", "\n" },
	{ ENTITY_ATTRIBUTE, "?a=1&copy=2", "?a=1&copy=2" },
	{ ENTITY_ATTRIBUTE, "?a=1&copy2", "?a=1&copy2" },
	{ ENTITY_ATTRIBUTE, "&copy;=", "©=" },
	{ ENTITY_ATTRIBUTE, "&copy ", "© " },
	{ ENTITY_ATTRIBUTE, "&copy", "©" },
	{ ENTITY_ATTRIBUTE, "&notit;", "&notit;" },
	{ ENTITY_XML, "&copy 2020 &eacute;", "&copy 2020 é" },
	{ ENTITY_XML, "&#65 &#65;", "&#65 A" },
	{ ENTITY_XML, "&#27;&#9;", BAD "\t" },
};

static void references_become_characters(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF_INIT;

		entity_decode(&out, span_str(rows[i].text), rows[i].context);
		if (!span_eq_str(buf_span(&out), rows[i].expect))
			fail_msg("%s gives %s", rows[i].text, buf_str(&out));
		buf_release(&out);
	}
}

static void a_reference_tells_its_length(void **state)
{
	uint32_t chars[2];

	(void)state;
	assert_int_equal(entity_next(SPAN_LIT("&lt;b"), ENTITY_TEXT, chars), 4);
	assert_int_equal(chars[0], '<');
	assert_int_equal(chars[1], 0);
	assert_int_equal(entity_next(SPAN_LIT("&ltb"), ENTITY_TEXT, chars), 3);
	assert_int_equal(entity_next(SPAN_LIT("&NotEqualTilde;"), ENTITY_TEXT, chars), 15);
	assert_int_equal(chars[1], 0x338);
	assert_int_equal(entity_next(SPAN_LIT("&lt"), ENTITY_XML, chars), 0);
	assert_int_equal(entity_next(SPAN_LIT("x"), ENTITY_TEXT, chars), 0);
	assert_int_equal(entity_next(SPAN_NONE, ENTITY_TEXT, chars), 0);
}

static void escaping_is_undone_by_decoding(void **state)
{
	struct buf escaped = BUF_INIT, back = BUF_INIT;

	(void)state;
	entity_escape(&escaped, SPAN_LIT("<a href=\"x\">&amp;</a>"));
	assert_string_equal(buf_str(&escaped), "&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;");
	entity_decode(&back, buf_span(&escaped), ENTITY_XML);
	assert_string_equal(buf_str(&back), "<a href=\"x\">&amp;</a>");
	buf_release(&escaped);
	buf_release(&back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_become_characters),
		cmocka_unit_test(a_reference_tells_its_length),
		cmocka_unit_test(escaping_is_undone_by_decoding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
