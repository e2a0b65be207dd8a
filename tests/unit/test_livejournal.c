#include "config.h"

#include "ingest/livejournal_priv.h"
#include "sources.h"
#include "unit.h"

#define JOURNAL(...) \
	"<?xml version=\"1.0\" encoding='utf-8'?><livejournal>" __VA_ARGS__ "</livejournal>"
#define COMMENT(id, ...) \
	"<comment id='" id "' jitemid='2' " __VA_ARGS__ "</comment>"
#define TEXT(text) "><body>" text "</body><date>2003-10-20T15:55:49Z</date>"
#define ENTRY(id, ...) \
	"<entry><itemid>" id "</itemid><eventtime>2003-10-20 15:00:00</eventtime>" __VA_ARGS__ \
	"</entry>"
#define POST(title, body) "post 2003-10-20T15:00:00 shown " title " | " body "\n"
#define SHOWN(number, author, text) \
	number " " author " 2003-10-20T15:55:49+00:00 shown: " text "\n"
#define MEMBER(name, type, value) \
	"<member><name>" name "</name><value><" type ">" value "</" type "></value></member>"
#define RESPONSE(...) \
	"<?xml version=\"1.0\"?><methodResponse><params><param><value><struct><member>" \
	"<name>events</name><value><array><data><value><struct>" __VA_ARGS__ \
	"</struct></value></data></array></value></member></struct></value></param></params>" \
	"</methodResponse>"

static void an_export_has_the_entries_of_a_month(void **state)
{
	(void)state;
	assert_source("livejournal",
	    JOURNAL(ENTRY("300", "<logtime>2003-10-20 14:01:00</logtime>"
	    "<subject>A &lt;b&gt;c&lt;/b&gt; &amp;amp; d</subject><event>one\ntwo</event>"
	    "<security>public</security><allowmask>0</allowmask><current_mood>calm</current_mood>"
	    "<current_music>a &lt; b</current_music>")
	    ENTRY("600", "<subject/><event>x</event><security>usemask</security>")
	    ENTRY("900", "<event>x</event><security>private</security>")),
	    POST("A c & d", "one<br>two<p>Mood: calm</p><p>Music: a &lt; b</p>")
	    "post 2003-10-20T15:00:00 shown - | x #friends only\n"
	    "post 2003-10-20T15:00:00 shown - | x #private\n");
}

static void comments_are_linked_by_id(void **state)
{
	(void)state;
	assert_source("livejournal",
	    JOURNAL("<comments>" COMMENT("3", "posterid='7' parentid='1'" TEXT("reply"))
	    COMMENT("1", TEXT("first\n\nlines")) COMMENT("4", "state='D' parentid='1'>")
	    COMMENT("5", "state='S'" TEXT("held")) COMMENT("6", "state='F'" TEXT("frozen"))
	    COMMENT("7", "parentid='0'" TEXT("top")) "</comments>"),
	    "post - missing - | -\n"
	    SHOWN("1", "-", "first<br><br>lines")
	    SHOWN("1.1", "user #7", "reply")
	    "1.2 - - deleted: -\n"
	    "4 - 2003-10-20T15:55:49+00:00 held: held\n"
	    SHOWN("2", "-", "frozen") SHOWN("3", "-", "top"));
}

static void subjects_of_comments_are_bold_paragraphs(void **state)
{
	(void)state;
	assert_source("livejournal",
	    JOURNAL(COMMENT("1", "><subject>a &amp;lt; b</subject><body>c</body>")),
	    "post - missing - | -\n1 - - shown: <p><b>a &lt; b</b></p>c\n");
}

static const char entries[] = JOURNAL(ENTRY("600", "<subject>A</subject><event>a</event>"));
static const char comments[] =
    JOURNAL("<comments>" COMMENT("1", "posterid='7'" TEXT("x")) "</comments>");
static const char meta[] = JOURNAL("<maxid>2</maxid><comments>"
    "<comment id='1' posterid='7' jitemid='2'/><comment id='2' posterid='8'/></comments>"
    "<usermaps><usermap id='7' user='ann'/></usermaps>");

static void files_of_a_journal_join_in_any_order(void **state)
{
	static const char *const orders[][4] = {
		{ entries, comments, meta, NULL },
		{ meta, comments, entries, NULL },
		{ comments, meta, entries, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct sources s = sources_read(orders[i]);

		assert_sources(&s, POST("A", "a") SHOWN("1", "ann", "x"));
		assert_int_equal(sources_said(&s, DIAG_CODE_INCOMPLETE), 1);
		sources_release(&s);
	}
}

static void a_list_without_texts_tells_newer_states(void **state)
{
	struct sources s = sources_read((const char *const[]){ comments,
	    JOURNAL("<comments><comment id='1' jitemid='2' state='S'/>"
	    "<comment id='9' jitemid='2' state='D'/></comments>"),
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post - missing - | -\n"
	    "1 user #7 2003-10-20T15:55:49+00:00 held: x\n2 - - deleted: -\n");
	sources_release(&s);
}

static void names_are_given_within_a_format_only(void **state)
{
	struct sources s = sources_read((const char *const[]){ meta,
	    "<disqus><thread dsq:id='2'><title>A</title></thread><post dsq:id='4'>"
	    "<author><name>user #7</name></author><thread dsq:id='2'/></post></disqus>",
	    NULL });

	(void)state;
	assert_sources(&s, "post - shown A | -\n1 user #7 - shown: -\n");
	sources_release(&s);
}

static void numbers_of_addresses_hold_those_of_the_journal(void **state)
{
	static const struct {
		const char *text, *id;
	} rows[] = {
		{ JOURNAL(ENTRY("256", "")), "lj:1" },
		{ JOURNAL(ENTRY("767", "")), "lj:2" },
		{ JOURNAL(ENTRY("255", "")), "lj:255" },
		{ JOURNAL(ENTRY("600", "<jitemid>9</jitemid>")), "lj:9" },
		{ "<event><itemid>600</itemid><event>x</event></event>", "lj:600" },
		{ RESPONSE(MEMBER("itemid", "int", "600") MEMBER("ditemid", "int", "153610")),
		    "lj:600" },
		{ RESPONSE(MEMBER("ditemid", "int", "153610") MEMBER("eventtime", "string", "")),
		    "lj:600" },
		{ JOURNAL(ENTRY("0x", "")), "lj:0x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sources s = sources_read((const char *const[]){ rows[i].text, NULL });

		assert_int_equal(library_post_count(s.lib), 1);
		assert_true(
		    span_eq_str(library_text(s.lib, library_post(s.lib, 1)->id), rows[i].id));
		sources_release(&s);
	}
}

static void structures_of_xml_rpc_are_entries(void **state)
{
	(void)state;
	assert_source("livejournal",
	    RESPONSE(MEMBER("itemid", "int", "2") MEMBER("subject", "base64", "UMOkbQ==")
	    MEMBER("event", "string", "a\n&lt;b&gt;c&lt;/b&gt;")
	    MEMBER("eventtime", "string", "2003-10-20 15:00:00")
	    MEMBER("url", "string", "http://ann.example/522.html")
	    MEMBER("props", "struct", MEMBER("taglist", "string", "x, y z")
	    MEMBER("opt_preformatted", "int", "1")
	    "<member><name>current_mood</name><value>untyped</value></member>")
	    MEMBER("reply_count", "int", "5") MEMBER("event_timestamp", "int", "1066662000")),
	    "post 2003-10-20T15:00:00 shown P\xC3\xA4" "m | a/<b>c</b><p>Mood: untyped</p>"
	    " #x #y z at http://ann.example/522.html\n");
}

static void files_of_ljdump_join_by_their_names(void **state)
{
	struct library *lib = library_new();
	struct diags diags = { 0 };
	struct ingest *in = ingest_new(lib, &diags, NULL);
	struct sources s = { lib, { 0 } };

	(void)state;
	ingest_add_memory(in, "dump/C-2",
	    SPAN_LIT("<?xml version=\"1.0\"?><comments><comment><id>5</id><parentid></parentid>"
	    "<state></state><subject></subject><date>2003-10-20T15:55:49Z</date><body>b</body>"
	    "</comment><comment><id>6</id><parentid>5</parentid><state>D</state><user>bo</user>"
	    "</comment></comments>"));
	ingest_add_memory(in, "dump/L-2",
	    SPAN_LIT("<?xml version=\"1.0\"?><event><event>a</event><itemid>2</itemid>"
	    "<subject>A</subject><eventtime>2003-10-20 15:00:00</eventtime>"
	    "<props><taglist>x</taglist></props></event>"));
	ingest_run(in);
	ingest_free(in);
	model_check(lib);
	assert_sources(&s, "post 2003-10-20T15:00:00 shown A | a #x\n"
	    SHOWN("1", "-", "b") "1.1 bo - deleted: -\n");
	diags_release(&diags);
	library_free(lib);
}

static void comments_of_a_backup_are_nested(void **state)
{
	(void)state;
	assert_source("livejournal",
	    "<dreamwidth username='ann'><events><event jitemid='2' anum='3' ditemid='515'"
	    " security='private' poster='ann'><subject>A</subject><event>a</event>"
	    "<date>2003-10-20 15:00:00</date><systemdate>2003-10-20 14:00:00</systemdate><props>"
	    "<prop name='taglist' value='x'/></props><comments><comment jtalkid='1' poster='bo'>"
	    "<date>2003-10-20T15:55:49Z</date><body>b</body><comments><comment jtalkid='2'"
	    " parentid='1' poster='ann'><date>2003-10-20T15:55:49Z</date><body>c</body><comments>"
	    "<comment jtalkid='3'><body>d</body></comment></comments></comment></comments>"
	    "</comment><comment jtalkid='4'><comments><comment jtalkid='5'><body>f</body></comment>"
	    "</comments><body>e</body></comment></comments></event></events></dreamwidth>",
	    "post 2003-10-20T15:00:00 shown A | a | by ann #x #private\n"
	    SHOWN("1", "bo", "b")
	    "1.1 ann 2003-10-20T15:55:49+00:00 shown by-author: c\n"
	    "1.1.1 - - shown: d\n2 - - shown: e\n2.1 - - shown: f\n");
}

static void assert_html(const char *typed, bool breaks, const char *html)
{
	struct buf out = BUF_INIT;

	lj_add_html(&out, span_str(typed), breaks);
	assert_string_equal(buf_str(&out), html);
	buf_release(&out);
}

static void line_ends_break_lines_but_beside_blocks(void **state)
{
	(void)state;
	assert_html("\n a\r\nb\n\nc\n", true, "a<br>b<br><br>c");
	assert_html("a\n<i>b</i>\nc", true, "a<br><i>b</i><br>c");
	assert_html("a\n<p>b\n</p>\n c", true, "a<p>b</p>c");
	assert_html("a\n<pre>b\nc</pre>\nd", true, "a<pre>b\nc</pre>d");
	assert_html("<lj-raw>a\nb</lj-raw>\nc", true, "a\nb<br>c");
	assert_html("a\nb &amp;lt; c", false, "a\nb &amp;lt; c");
}

static void elements_of_the_site_become_text(void **state)
{
	(void)state;
	assert_html("by <lj user=\"ann\"> and <lj comm='moor'/>!", true, "by ann and moor!");
	assert_html("<user name=ann site=lj.example>", true, "ann");
	assert_html("<lj>", true, "");
	assert_html("a\n<lj-cut text=\"b &amp; c\">\nd</lj-cut>", true,
	    "a<p>( b &amp; c )</p>d");
	assert_html("<cut>d</cut>", true, "<p>( Read more... )</p>d");
	assert_html("<lj-embed id=\"3\"/>a", true, "[embedded media]a");
	assert_html("<lj-poll-12>", true, "[poll 12]");
	assert_html("<lj-poll name=\"n\"><lj-pq type=\"radio\">q<lj-pi>x</lj-pi></lj-pq></lj-poll>",
	    true, "<p>[poll] n</p><p>q<br>- x");
	assert_html("<lj-template name=\"t\">x</lj-template>", true, "x");
}

static void bytes_of_1251_are_told_by_words(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		/* Bytes of "Привет, мир" read as windows-1252 */
		{ "\xC3\x8F\xC3\xB0\xC3\xA8\xC3\xA2\xC3\xA5\xC3\xB2, \xC3\xAC\xC3\xA8\xC3\xB0",
		    "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80" },
		{ "plain", "plain" },
		{ "", "" },
		{ "\xC3\xA9t\xC3\xA9 \xC3\xA0 Paris", "\xC3\xA9t\xC3\xA9 \xC3\xA0 Paris" },
		{ "\xC3\xA9\xC3\xA9", "\xC3\xA9\xC3\xA9" },
		{ "\xD0\xBC\xD0\xB8\xD1\x80", "\xD0\xBC\xD0\xB8\xD1\x80" },
		/* a dash and quotes of 1251 among the words */
		{ "\xC2\xAB\xC3\xA4\xC3\xAE\xC3\xAC\xC2\xBB \xE2\x80\x94 dom",
		    "\xC2\xAB\xD0\xB4\xD0\xBE\xD0\xBC\xC2\xBB \xE2\x80\x94 dom" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF_INIT;

		assert_true(
		    span_eq_str(lj_cyrillic(&out, span_str(rows[i].text)), rows[i].want));
		buf_release(&out);
	}
}

static void base64_may_hold_any_bytes(void **state)
{
	static const struct {
		const char *base64, *want;
	} rows[] = {
		{ "YQ==", "a" },
		{ "YWI=", "ab" },
		{ "YWJj", "abc" },
		{ " Y\nW!Jj ", "abc" },
		{ "YWJjZA", "abcd" },
		{ "z/Do", "\xC3\x8F\xC3\xB0\xC3\xA8" },
		{ "w6Q=", "\xC3\xA4" },
		{ "Y", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = BUF_INIT;

		lj_add_base64(&out, span_str(rows[i].base64));
		assert_string_equal(buf_str(&out), rows[i].want);
		buf_release(&out);
	}
}

static void fields_are_decoded_one_by_one(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    JOURNAL("<comment id='1' jitemid='2'><subject>\xCF\xF0\xE8</subject>"
	    "<body>\xD0\xBC\xD0\xB8\xD1\x80</body></comment>"),
	    NULL });

	(void)state;
	assert_sources(&s,
	    "post - missing - | -\n1 - - shown: <p><b>\xD0\x9F\xD1\x80\xD0\xB8</b></p>"
	    "\xD0\xBC\xD0\xB8\xD1\x80\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_CHARSET), 1);
	sources_release(&s);
}

static void a_cut_file_is_read_as_far_as_it_goes(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    "<livejournal><comments><comment id='1' jitemid='2'><body>to the e", NULL });

	(void)state;
	assert_sources(&s, "post - missing - | -\n1 - - shown: to the e\n");
	assert_int_equal(sources_said(&s, DIAG_CODE_TRUNCATED), 1);
	sources_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_export_has_the_entries_of_a_month),
		cmocka_unit_test(comments_are_linked_by_id),
		cmocka_unit_test(subjects_of_comments_are_bold_paragraphs),
		cmocka_unit_test(files_of_a_journal_join_in_any_order),
		cmocka_unit_test(a_list_without_texts_tells_newer_states),
		cmocka_unit_test(names_are_given_within_a_format_only),
		cmocka_unit_test(numbers_of_addresses_hold_those_of_the_journal),
		cmocka_unit_test(structures_of_xml_rpc_are_entries),
		cmocka_unit_test(files_of_ljdump_join_by_their_names),
		cmocka_unit_test(comments_of_a_backup_are_nested),
		cmocka_unit_test(line_ends_break_lines_but_beside_blocks),
		cmocka_unit_test(elements_of_the_site_become_text),
		cmocka_unit_test(bytes_of_1251_are_told_by_words),
		cmocka_unit_test(base64_may_hold_any_bytes),
		cmocka_unit_test(fields_are_decoded_one_by_one),
		cmocka_unit_test(a_cut_file_is_read_as_far_as_it_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
