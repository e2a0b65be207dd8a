#include "config.h"

#include "sources.h"
#include "unit.h"

#define END "--------\n"
#define SECTION(title, text) title ":\n" text "\n-----\n"
#define HEADER(title) \
	"AUTHOR: Ann\nTITLE: " title "\nDATE: 06/19/2014 08:12:00 AM\n"
#define ENTRY(title, ...) HEADER(title) "-----\n" __VA_ARGS__ END
#define POST(title, body) "post 2014-06-19T08:12:00 shown " title " | " body " | by Ann\n"
#define COMMENT(author, text) \
	"COMMENT: \nAUTHOR: " author "\nEMAIL: \nIP: 192.0.2.1\nURL: \n" \
	"DATE: 06/20/2014 09:00:00 PM\n" text "\n-----\n"
#define SHOWN(number, author, text) \
	number " " author " 2014-06-20T21:00:00 shown: " text "\n"

static void an_entry_is_a_header_and_sections(void **state)
{
	(void)state;
	assert_source("movable-type",
	    "AUTHOR: Ann\nAUTHOR EMAIL: ann@moor.example\nTITLE: Curlews: a &amp; b\n"
	    "STATUS: publish\nALLOW COMMENTS: 1\nPRIMARY CATEGORY: Birds\nCATEGORY: Birds\n"
	    "CATEGORY: Moor\n\nUNIQUE URL: http://moor.example/c.html \n"
	    "TAGS: wader,\"long bill\"\nDATE: 06/19/2014 08:12:00 PM\n-----\n"
	    SECTION("BODY", "They are back.") SECTION("EXTENDED BODY", "More.")
	    SECTION("EXCERPT", "Short.") SECTION("KEYWORDS", "bird") "\n"
	    COMMENT("Bo", "Here, too.\n\nYes.") "\n\n" END,
	    "post 2014-06-19T20:12:00 shown Curlews: a & b | They are back.//More. | by Ann"
	    " #Birds #Moor #wader #long bill at http://moor.example/c.html\n"
	    SHOWN("1", "Bo", "Here, too.//Yes."));
}

static void bodies_may_hold_dashes(void **state)
{
	(void)state;
	assert_source("movable-type",
	    ENTRY("Tabs", SECTION("BODY", "a\n-----\t\nb\n--------\t\nc"))
	    ENTRY("Old", SECTION("BODY", "a\n-----\n\nb: c\n--------\nd") SECTION("EXCERPT", "")
	    COMMENT("Bo", "-----\n-----\nx")),
	    POST("Tabs", "a/-----/b/--------/c") POST("Old", "a/-----//b: c/--------/d")
	    SHOWN("1", "Bo", "-----/-----/x"));
}

static void dashes_without_entries_are_passed_over(void **state)
{
	(void)state;
	assert_source("movable-type",
	    END "\n\n" END ENTRY("A", SECTION("BODY", "a")) END "\n" END,
	    POST("A", "a"));
}

static void keys_may_end_with_carriage_returns(void **state)
{
	(void)state;
	assert_source("movable-type",
	    "TITLE: A\r\nAUTHOR: Ann\r\nDATE: 06/19/2014 08:12:00\r\n-----\r\nBODY:\r\na\r\nb\r\n"
	    "-----\r\n--------\r\nTITLE: B\r\n-----\r\nBODY:\r\nc\r\n-----\r\n--------\r\n",
	    POST("A", "a/b") "post - shown B | c\n");
}

static void dates_are_of_the_blogs_clock(void **state)
{
	static const struct {
		const char *text, *date;
	} rows[] = {
		{ "06/19/2014 12:00:00 AM", "2014-06-19T00:00:00" },
		{ "06/19/2014 12:00:00 PM", "2014-06-19T12:00:00" },
		{ "06/19/2014 11:59:59 PM", "2014-06-19T23:59:59" },
		{ "06/19/2014 1:05 pm", "2014-06-19T13:05:00" },
		{ "06/19/2014 23:05:00", "2014-06-19T23:05:00" },
		{ "06/19/2014 23:05:00 PM", "2014-06-19T23:05:00" },
		{ "6/1/99 08:00:00", "1999-06-01T08:00:00" },
		{ "06/19/2014", "2014-06-19" },
		{ "06/19/2014 25:00:00", NULL },
		{ "13/19/2014 08:00:00", NULL },
		{ "06/32/2014 08:00:00", NULL },
		{ "06/19/2014 08:60:00", NULL },
		{ "yesterday", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = BUF_INIT, outline = BUF_INIT;

		buf_addf(&text, "TITLE: A\nDATE: %s\n-----\n" END, rows[i].text);
		buf_addf(&outline, "post %s shown A | -\n", rows[i].date ? rows[i].date : "-");
		assert_source("movable-type", buf_str(&text), buf_str(&outline));
		buf_release(&text);
		buf_release(&outline);
	}
}

static void convert_breaks_says_what_the_body_is(void **state)
{
	static const struct {
		const char *breaks, *body;
		enum body_type type;
	} rows[] = {
		{ "0", "a", BODY_HTML },
		{ "richtext", "a", BODY_HTML },
		{ "wysiwyg", "a", BODY_HTML },
		{ "1", "a", BODY_AUTOP },
		{ "__default__", "a", BODY_AUTOP },
		{ "", "a", BODY_AUTOP },
		{ "markdown", "*a*", BODY_TEXT },
		{ "markdown", "<p>a</p>", BODY_HTML },
		{ "markdown_with_smartypants", "a", BODY_TEXT },
		{ "textile_2", "h1. a", BODY_TEXT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = BUF_INIT;
		struct sources s;

		buf_addf(&text, "TITLE: A\nCONVERT BREAKS: %s\n-----\nBODY:\n%s\n-----\n" END,
		    rows[i].breaks, rows[i].body);
		s = sources_read((const char *const[]){ buf_str(&text), NULL });
		assert_int_equal(library_post(s.lib, 1)->body_type, rows[i].type);
		sources_release(&s);
		buf_release(&text);
	}
}

static void the_parts_of_a_body_are_paragraphs(void **state)
{
	(void)state;
	assert_source("movable-type",
	    HEADER("A") "CONVERT BREAKS: 0\n-----\n" SECTION("BODY", "<b>a</b>")
	    SECTION("EXTENDED BODY", "b") END HEADER("B") "-----\n" SECTION("BODY", "")
	    SECTION("EXCERPT", "short") END,
	    POST("A", "<b>a</b>/<p></p>/b") POST("B", "short"));
}

static void hidden_entries_are_drafts(void **state)
{
	(void)state;
	assert_source("movable-type",
	    "TITLE: A\nSTATUS: Draft\n-----\n" END "TITLE: B\nSTATUS: Future\n-----\n" END
	    "TITLE: C\nSTATUS: Publish\n-----\n" END "TITLE: D\n-----\n" END,
	    "post - draft A | -\npost - draft B | -\npost - shown C | -\npost - shown D | -\n");
}

static void comments_begin_behind_their_keys(void **state)
{
	(void)state;
	assert_source("movable-type",
	    ENTRY("A",
	    "COMMENT:\nDATE: 06/20/2014 09:00:00 PM\nAUTHOR: Bo\nURL: of the text\n-----\n"
	    "COMMENT:\nURL: http://bo.example/\nAUTHOR: Cy &lt;3\nDATE: 06/20/2014 09:00:00 PM\n"
	    "EMAIL: is text, too\n-----\nCOMMENT:\n\nNothing known\n-----\n"),
	    POST("A", "-") SHOWN("1", "Bo", "URL: of the text")
	    SHOWN("2", "Cy <3", "EMAIL: is text, too") "3 - - shown: Nothing known\n");
}

static void pings_are_pingbacks(void **state)
{
	(void)state;
	assert_source("movable-type",
	    ENTRY("A", "PING:\nTITLE: Waders & more\nURL: http://fen.example/w\nIP: 192.0.2.1\n"
	    "BLOG NAME: Fen\nDATE: 06/20/2014 21:00:00\nThey came.\n-----\n"
	    "PING:\nTITLE: Reeds\nDATE: 06/20/2014 21:00:00\n\n-----\n"),
	    POST("A", "-")
	    "1 Fen 2014-06-20T21:00:00 shown pingback:"
	    " <strong>Waders &amp; more</strong>//They came.\n"
	    "2 Reeds 2014-06-20T21:00:00 shown pingback: -\n");
}

static void comments_without_an_entry_go_by_its_date(void **state)
{
	(void)state;
	assert_source("movable-type",
	    ENTRY("A", SECTION("BODY", "a"))
	    "NO ENTRY: 1\nDATE: 06/19/2014 08:12:00 AM\n-----\n" COMMENT("Bo", "b") END
	    "NO ENTRY: 1\nDATE: 01/01/2001 01:01:01\n-----\n" COMMENT("Cy", "c") END,
	    POST("A", "a") SHOWN("1", "Bo", "b")
	    "post - missing 01/01/2001 01:01:01 | -\n" SHOWN("1", "Cy", "c"));
}

static void ids_are_made_of_what_is_there(void **state)
{
	struct sources s = sources_read((const char *const[]){
	    "TITLE: A\nBASENAME: a_b\nUNIQUE URL: http://moor.example/a\n-----\n" END
	    "TITLE: B\nBASENAME: b_c\nDATE: 06/19/2014 08:12:00 AM\n-----\n" END
	    "TITLE: C\nDATE: 06/19/2014 08:12:00 AM\n-----\n" END
	    "AUTHOR: Ann\n-----\nBODY:\nd\n-----\n" END,
	    NULL });
	static const char *const ids[] = { "http://moor.example/a", "2014-06-19T08:12:00/b_c",
		"2014-06-19T08:12:00/C" };

	(void)state;
	assert_int_equal(library_post_count(s.lib), 4);
	for (post_id p = 1; p <= 3; p++)
		assert_true(
		    span_eq_str(library_text(s.lib, library_post(s.lib, p)->id), ids[p - 1]));
	assert_int_equal(library_post(s.lib, 4)->id, 0);
	sources_release(&s);
}

static void old_bodies_begin_in_the_header(void **state)
{
	(void)state;
	assert_source("movable-type",
	    HEADER("A") "START BODY:\na\nTITLE: b\n-----\n" COMMENT("Bo", "c") END
	    ENTRY("B", "BODY: on the line\nand more\n-----\n"),
	    POST("A", "a/TITLE: b") SHOWN("1", "Bo", "c") POST("B", "on the line/and more"));
}

static void a_cut_entry_is_kept_and_told_of(void **state)
{
	static const struct {
		const char *end;
		size_t told;
	} rows[] = {
		{ "COMMENT:\nAUTHOR: Bo\nto the e", 1 },
		{ "COMMENT:\nAUTHOR: Bo\nto the e\n-----\n", 1 },
		{ "COMMENT:\nAUTHOR: Bo\nto the e\n-----\n--------", 0 },
		{ "COMMENT:\nAUTHOR: Bo\nto the e\n-----\n--------\nAUTHOR: C\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf text = BUF_INIT;
		struct sources s;

		buf_addf(&text, HEADER("A") "-----\n%s", rows[i].end);
		s = sources_read((const char *const[]){ buf_str(&text), NULL });
		assert_sources(&s, POST("A", "-") "1 Bo - shown: to the e\n");
		assert_int_equal(sources_said(&s, DIAG_CODE_TRUNCATED), rows[i].told);
		sources_release(&s);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_is_a_header_and_sections),
		cmocka_unit_test(bodies_may_hold_dashes),
		cmocka_unit_test(dashes_without_entries_are_passed_over),
		cmocka_unit_test(keys_may_end_with_carriage_returns),
		cmocka_unit_test(dates_are_of_the_blogs_clock),
		cmocka_unit_test(convert_breaks_says_what_the_body_is),
		cmocka_unit_test(the_parts_of_a_body_are_paragraphs),
		cmocka_unit_test(hidden_entries_are_drafts),
		cmocka_unit_test(comments_begin_behind_their_keys),
		cmocka_unit_test(pings_are_pingbacks),
		cmocka_unit_test(comments_without_an_entry_go_by_its_date),
		cmocka_unit_test(ids_are_made_of_what_is_there),
		cmocka_unit_test(old_bodies_begin_in_the_header),
		cmocka_unit_test(a_cut_entry_is_kept_and_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
