#include "config.h"

#include "feed_reading.h"
#include "ingest/json_priv.h"
#include "unit.h"

struct repair_case {
	const char *text, *want;
	bool cut, deep;
};

static void nearly_json_is_repaired(void **state)
{
	static const struct repair_case cases[] = {
		{ "", "", false, false },
		{ "{\"a\":1}", "{\"a\":1}", false, false },
		/* Cut at every kind of place. */
		{ "[", "[]", true, false },
		{ "{\"a\"", "{}", true, false },
		{ "{\"a\":", "{\"a\":null}", true, false },
		{ "{\"a\":\"b", "{\"a\":\"b\"}", true, false },
		{ "{\"a\":1,\"b", "{\"a\":1}", true, false },
		{ "[1,{\"a\":[2,", "[1,{\"a\":[2]}]", true, false },
		/* Commas, colons and brackets that are too many or missing. */
		{ "[1,,2,]", "[1,2]", false, false },
		{ "{\"a\" 1 \"b\":2}", "{\"a\":1,\"b\":2}", false, false },
		{ "[1}]", "[1]", false, false },
		{ "[1] x", "[1]", false, false },
		{ "{}\n{}\n", "[{},{}]", false, false },
		/* What is no value, no number, no character. */
		{ "[NaN,undefined,true]", "[null,null,true]", false, false },
		{ "[18446744073709551616,007,1.5,-3,0]",
		    "[\"18446744073709551616\",\"007\",1.5,-3,0]", false, false },
		{ "[\"\\ud83d\\ude09\\ud83d\\u0041\\ude09\\u0000\"]",
		    "[\"\\ud83d\\ude09\\uFFFD\\u0041\\uFFFD\\uFFFD\"]", false, false },
		{ "[\"a\nb\\x\\u12\"]", "[\"a\\u000Ab\\\\x\\\\u12\"]", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF_INIT;
		bool cut = false, deep = false;

		json_repair(&out, span_str(cases[i].text), &cut, &deep);
		assert_string_equal(buf_str(&out) + (*buf_str(&out) == ' '), cases[i].want);
		assert_int_equal(cut, cases[i].cut);
		assert_int_equal(deep, cases[i].deep);
		buf_release(&out);
	}
}

static void what_is_nested_too_deep_is_left_out(void **state)
{
	struct buf text = BUF_INIT, out = BUF_INIT, want = BUF_INIT;
	bool cut = false, deep = false;

	(void)state;
	buf_add_repeat(&text, '[', JSON_MAX_DEPTH + 1);
	buf_add_repeat(&text, ']', JSON_MAX_DEPTH + 1);
	json_repair(&out, buf_span(&text), &cut, &deep);
	buf_add_char(&want, ' ');
	buf_add_repeat(&want, '[', JSON_MAX_DEPTH);
	buf_add_str(&want, "null");
	buf_add_repeat(&want, ']', JSON_MAX_DEPTH);
	assert_string_equal(buf_str(&out), buf_str(&want));
	assert_true(deep);
	assert_false(cut);
	buf_release(&text);
	buf_release(&out);
	buf_release(&want);
}

static void json_is_told_by_its_beginning(void **state)
{
	static const char *const yes[] = { "{\"", "{ }", "[\n{", "[]" };
	static const char *const no[] = { "", "{", "[1] a note", "{braces}", "\"a\"" };

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		assert_true(jval_begins(span_str(yes[i])));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		assert_false(jval_begins(span_str(no[i])));
}

static void calls_and_assignments_are_taken_off(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "cb({\"a\":1});\n", "{\"a\":1}" },
		{ "// API callback\njQuery1_2([{}])", "[{}]" },
		{ "window.a$.part0 = [ {} ]", "[ {} ]" },
		{ "{\"a\":1}", "{\"a\":1}" },
		{ "a note ({\"a\":1})", "a note ({\"a\":1})" },
		{ "f(1)", "f(1)" },
		{ "cb({\"a\":", "{\"a\":" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(span_eq_str(json_without_call(span_str(cases[i].text)), cases[i].want));
}

static struct jval read_json(struct jdoc *doc, struct diags *diags, const char *text)
{
	struct ingest_target target = { .diags = diags, .source = 1 };

	jdoc_add(doc, span_str(text));
	return jdoc_read(doc, &target);
}

static void paths_lead_to_values_or_to_none(void **state)
{
	struct jdoc doc = { .root = NULL };
	struct diags diags = { NULL, 0, 0, { 0 } };
	struct jval root = read_json(&doc, &diags,
	    "{\"a\":[{\"b\":\"x\"},7,1.5,true,null,\"\"],\"n\":-9007199254740993,\"t\":\" 5 \"}");
	struct buf room = BUF_INIT;
	int64_t number;

	(void)state;
	assert_int_equal(diags.len, 0);
	assert_true(span_eq_str(jval_text(jval_path(root, "a.0.b")), "x"));
	assert_true(jval_is_none(jval_path(root, "a.6")));
	assert_true(jval_is_none(jval_path(root, "a.b.c")));
	assert_true(jval_is_none(jval_path(root, "a.4")));
	assert_true(jval_int(jval_path(root, "a.2"), &number) && number == 1);
	assert_false(jval_int(jval_path(root, "t"), &number));
	assert_true(jval_truth(jval_path(root, "a.3")) && jval_truth(jval_path(root, "a.1")));
	assert_false(jval_truth(jval_path(root, "a.0")));
	assert_true(jval_int(jval_first(root, "x|a.4|a.1"), &number) && number == 7);
	assert_true(span_eq_str(jval_first_text(root, "a.5|a.1|a.0.b"), "x"));
	assert_true(span_eq_str(jval_key(jval_path(root, "n"), &room), "-9007199254740993"));
	assert_true(span_eq_str(jval_key(jval_path(root, "t"), &room), "5"));
	buf_release(&room);
	jdoc_release(&doc);
}

static void members_come_one_after_the_other(void **state)
{
	struct jdoc doc = { .root = NULL };
	struct diags diags = { NULL, 0, 0, { 0 } };
	struct jval root = read_json(&doc, &diags, "{\"a\":1,\"b\":2}");
	struct jval_member m = { NULL, SPAN_NONE, JVAL_NONE };
	int64_t sum = 0, number;
	size_t count = 0;

	(void)state;
	for (; jval_next(root, &m); count++)
		sum += jval_int(m.value, &number) ? number : 0;
	assert_int_equal(count, 2);
	assert_int_equal(sum, 3);
	jdoc_release(&doc);
}

static void what_is_no_json_is_said(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		bool read;
	} cases[] = {
		{ "hello", DIAG_CODE_UNREADABLE, false },
		{ "", DIAG_CODE_UNREADABLE, false },
		{ "{\"a\" \"b\"}", DIAG_CODE_JSON_REPAIRED, true },
		{ "{\"a\": \"b\"", DIAG_CODE_TRUNCATED, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct jdoc doc = { .root = NULL };
		struct diags diags = { NULL, 0, 0, { 0 } };
		struct jval root = read_json(&doc, &diags, cases[i].text);

		assert_int_equal(!jval_is_none(root), cases[i].read);
		assert_int_equal(diags.len, 1);
		assert_int_equal(diags.rows[0].code, cases[i].code);
		jdoc_release(&doc);
		diags_release(&diags);
	}
}

static void nesting_and_parents_may_be_mixed(void **state)
{
	(void)state;
	expect_outline("json-thread",
	    "{\"title\":\"T\",\"comments\":[{\"id\":1,\"text\":\"a\",\"replies\":[{\"id\":2,"
	    "\"text\":\"b\"}]},{\"id\":3,\"parent\":2,\"text\":\"c\"}]}",
	    "post - shown T | -\n1 - - shown: a\n1.1 - - shown: b\n1.1.1 - - shown: c\n");
}

static void a_deep_thread_is_read_to_its_end(void **state)
{
	struct buf text = BUF_INIT;
	struct reading r;

	(void)state;
	buf_add_str(&text, "{\"title\":\"T\",\"children\":[");
	for (int i = 0; i < 900; i++)
		buf_addf(&text, "{\"id\":%d,\"text\":\"x\",\"children\":[", i + 1);
	for (int i = 0; i < 900; i++)
		buf_add_str(&text, "]}");
	buf_add_str(&text, "]}");
	r = read_feed("json-thread", buf_str(&text), 4096);
	assert_int_equal(library_comment_count(r.lib), 900);
	assert_int_equal(r.diags.len, 0);
	reading_release(&r);
	buf_release(&text);
}

static void what_is_deleted_keeps_its_place(void **state)
{
	(void)state;
	expect_outline("json-thread",
	    "{\"children\":[{\"id\":1,\"created_at_i\":1,\"author\":null,\"text\":null,"
	    "\"children\":["
	    "{\"id\":2,\"author\":\"Ann\",\"text\":\"b\",\"children\":[]}]}],\"created_at_i\":1,"
	    "\"title\":\"T\"}",
	    "post 1970-01-01T00:00:01+00:00 shown T | -\n"
	    "1 - 1970-01-01T00:00:01+00:00 deleted: -\n1.1 Ann - shown: b\n");
}

static void without_jansson_the_option_is_named(void **state)
{
	struct reading r = read_feed("json-thread", "{\"comments\":[]}", 7);

	(void)state;
	assert_int_equal(said(&r, DIAG_CODE_NOT_BUILT), 1);
	assert_non_null(strstr(r.diags.rows[0].detail, "--with-jansson"));
	reading_release(&r);
}

static bool has_jansson(void)
{
	struct jdoc doc = { .root = NULL };
	struct diags diags = { NULL, 0, 0, { 0 } };
	bool has = !jval_is_none(read_json(&doc, &diags, "{}"));

	jdoc_release(&doc);
	diags_release(&diags);
	return has;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearly_json_is_repaired),
		cmocka_unit_test(what_is_nested_too_deep_is_left_out),
		cmocka_unit_test(json_is_told_by_its_beginning),
		cmocka_unit_test(calls_and_assignments_are_taken_off),
		cmocka_unit_test(paths_lead_to_values_or_to_none),
		cmocka_unit_test(members_come_one_after_the_other),
		cmocka_unit_test(what_is_no_json_is_said),
		cmocka_unit_test(nesting_and_parents_may_be_mixed),
		cmocka_unit_test(a_deep_thread_is_read_to_its_end),
		cmocka_unit_test(what_is_deleted_keeps_its_place),
	};
	const struct CMUnitTest tests_without[] = {
		cmocka_unit_test(nearly_json_is_repaired),
		cmocka_unit_test(json_is_told_by_its_beginning),
		cmocka_unit_test(calls_and_assignments_are_taken_off),
		cmocka_unit_test(without_jansson_the_option_is_named),
	};

	return has_jansson() ? cmocka_run_group_tests(tests, NULL, NULL)
	                     : cmocka_run_group_tests(tests_without, NULL, NULL);
}
