#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/search/refs.h"
#include "unit.h"

/* A thread: each row a comment, its parent a row's number (from 1, as the ids are). */
struct row {
	comment_id parent;
	const char *author, *when, *body;
};

struct fixture {
	struct library *lib;
	struct refs *refs;
};

static comment_id add_row(struct library *lib, const struct row *row)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = 1;
	fact.post = 1;
	fact.parent = row->parent;
	fact.author = span_str(row->author);
	fact.body = span_str(row->body);
	fact.body_type = BODY_TEXT;
	if (row->when)
		fact.published = date_parse(span_str(row->when));
	return library_add_comment(lib, &fact);
}

static struct library *library_of_post(const char *body)
{
	struct library *lib = library_new();
	struct post_fact post = POST_FACT_INIT;

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	post.source = 1;
	post.title = SPAN_LIT("A post");
	post.body = span_str(body);
	post.body_type = BODY_TEXT;
	library_add_post(lib, &post);
	return lib;
}

static void find_refs(struct fixture *f)
{
	library_link(f->lib, &(struct diags){ 0 }, false);
	f->refs = refs_of_post(f->lib, 1, false);
}

static const char post_body[] =
    "The harbour will be closed for dredging from the first of May until further notice.";

static struct fixture thread(const struct row *rows, size_t count)
{
	struct fixture f = { library_of_post(post_body), NULL };

	for (size_t i = 0; i < count; i++)
		add_row(f.lib, &rows[i]);
	find_refs(&f);
	return f;
}

#define THREAD(rows) thread(rows, sizeof(rows) / sizeof *(rows))

static void release(struct fixture *f)
{
	refs_free(f->refs);
	library_free(f->lib);
}

static void add_ref(struct fixture *f, const struct ref *ref, struct safe text, struct buf *out)
{
	static const char *const kinds[] = { "time", "number", "name", "quote" };

	(void)f;
	if (out->len)
		buf_add_str(out, "; ");
	buf_addf(out, "%s [%.*s]", kinds[ref->kind], (int)(ref->end - ref->start),
	    text.p + ref->start);
	for (uint32_t i = 0; i < ref->target_count; i++)
		buf_addf(out, " %u", (unsigned)ref->targets[i].comment);
	if (ref->times_unknown)
		buf_add_str(out, " ?");
	assert_int_equal(ref_is_sure(ref), ref->target_count == 1 && !ref->times_unknown);
}

/* The references of a comment: "KIND [TEXT] TARGET TARGET", " ?" when guessed. */
static const char *found(struct fixture *f, comment_id comment)
{
	static struct buf out;
	const struct comment_row *row = library_comment(f->lib, comment);
	struct doc *d = doc_parse(library_text(f->lib, row->body), BODY_TEXT, SPAN_NONE);
	size_t count;
	const struct ref *refs = refs_in(f->refs, comment, &count);

	buf_release(&out);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(refs[i].from, comment);
		assert_true(refs[i].start < refs[i].end && refs[i].end <= doc_text(d).len);
		assert_true(i == 0 || refs[i - 1].end <= refs[i].start);
		add_ref(f, &refs[i], doc_text(d), &out);
	}
	doc_free(d);
	return buf_str(&out);
}

/* Who refers to a comment: "FROM FROM". */
static const char *referring(struct fixture *f, comment_id comment)
{
	static struct buf out;
	size_t count;
	const struct ref *const *refs = refs_to(f->refs, comment, &count);

	buf_release(&out);
	for (size_t i = 0; i < count; i++)
		buf_addf(&out, i ? " %u" : "%u", (unsigned)refs[i]->from);
	return buf_str(&out);
}

/* What a comment finds that is added to a thread of known authors and times. */
static const char *answer(const char *author, const char *body)
{
	static const struct row rows[] = {
		{ 0, "Anonymous", "2014-06-19T08:43:00+01:00", "one" },
		{ 0, "Nick Tarrant", "2014-06-19T09:01:00+01:00", "two" },
		{ 2, "Zo\xC3\xAB", "2014-06-19T12:15:00+01:00", "three" },
		{ 0, "Anonymous", "2014-06-19T20:43:00+01:00", "four" },
		{ 4, "Will", "2014-06-19T21:30:00+01:00", "five" },
	};
	static struct buf out;
	struct row last = { 0, author, "2014-06-20T07:00:00+01:00", body };
	struct fixture f = { library_of_post(post_body), NULL };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add_row(f.lib, &rows[i]);
	add_row(f.lib, &last);
	find_refs(&f);
	buf_release(&out);
	buf_add_str(&out, found(&f, 6));
	release(&f);
	return buf_str(&out);
}

#define assert_answer(body, expected) assert_string_equal(answer("Ines", body), expected)

static void a_time_beside_an_author_is_the_comment_of_that_time(void **state)
{
	(void)state;
	assert_answer("anon 8.43 am has it", "time [anon 8.43 am] 1");
	assert_answer("I think anon 8.43pm has it", "time [anon 8.43pm] 4");
	assert_answer("Anonymous 8:43 p.m. has it", "time [Anonymous 8:43 p.m] 4");
	assert_answer("so Nick Tarrant at 09.01 said", "time [Nick Tarrant at 09.01] 2");
	assert_answer("so nick at 9:01 said", "time [nick at 9:01] 2");
	assert_answer("agree with Zo\xC3\xAB (12:15)", "time [Zo\xC3\xAB (12:15] 3");
	assert_answer("agree with ZOE, 12:15 PM.", "time [ZOE, 12:15 PM] 3");
	assert_answer("Will@21h30 has it", "time [Will@21h30] 5");
	assert_answer("the 20:43 anon has it", "time [20:43 anon] 4");
	assert_answer("see the comment at 21.30", "time [comment at 21.30] 5");
	assert_answer("as Anonymous 19 June 2014 at 08:43 says",
	    "time [Anonymous 19 June 2014 at 08:43] 1");
	assert_answer("as Anonymous 18 June 2014 at 08:43 says", "");
}

static void twelve_hours_may_be_either_half_of_the_day(void **state)
{
	(void)state;
	assert_answer("anon 8.43", "time [anon 8.43] 4 1");
	assert_answer("anon 08.43", "time [anon 08.43] 1");
	assert_answer("anon 20.43", "time [anon 20.43] 4");
	assert_answer("Will 09.30", "time [Will 09.30] 5");
	assert_answer("Zoe 0:15", "");
	assert_answer("Zoe 12.15 am", "");
	assert_answer("Zoe 12.15", "time [Zoe 12.15] 3");
	assert_answer("anon 8.43 (1)", "time [anon 8.43 (1)] 1 4");
	assert_answer("anon 8.43 (2)", "time [anon 8.43 (2)] 4 1");
	assert_answer("anon 8.43 (3)", "time [anon 8.43 (3)] 4 1");
}

static void what_is_no_reference_to_a_time_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"at 8.43 this morning I", "8.43", "8.43 PM", "I met Nick. 9.01 is late",
		"anon 8.44", "anon 8.43.12", "anon 8.4", "anon 8.430", "anon 24.43", "anon 8.60",
		"anon 8:43%", "anon paid 8.43", "Nick 8.43", "Ghost 8.43", "anon\n\n8.43",
		"anon 8 43", "canon 8.43", "anon 7.00", "at 8.43 anon", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void a_number_is_a_path_or_counts_in_order_of_time(void **state)
{
	(void)state;
	assert_answer("comment #1 says", "number [comment #1] 1");
	assert_answer("see #2.", "number [#2] 2");
	assert_answer("see comment 2.1, please", "number [comment 2.1] 3");
	assert_answer("(#2.1)", "number [#2.1] 3");
	assert_answer("#3 and #4", "number [#3] 4 3; number [#4] 4");
	assert_answer("comment no. 2 says", "number [comment no. 2] 2");
	assert_answer("I agree with no. 2", "number [no. 2] 2");
	assert_answer("No. 2, you are right", "number [No. 2] 2");
	assert_answer("Comments 1", "number [Comments 1] 1");
	assert_answer("comment 4 is wrong", "number [comment 4] 4");
}

static void what_is_no_number_of_a_comment_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"#7", "#6", "comment #99", "comment 2.2", "#0", "#2nd", "http://x.example/#2",
		"&#2;", "my comment 2 days ago", "platform no. 2", "No. 2 has denied it", "no 2",
		"2", "2. two", "#99999999999999999999", "#2.1.1", "# 2", "a#2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void a_name_is_the_last_comment_of_that_author(void **state)
{
	(void)state;
	assert_answer("@Nick you are right", "name [@Nick] 2");
	assert_answer("you are right, @nick tarrant!", "name [@nick tarrant] 2");
	assert_answer("@Nick Smith", "name [@Nick] 2");
	assert_answer("Nick, you are right", "name [Nick] 2");
	assert_answer("Nick Tarrant: you are right", "name [Nick Tarrant] 2");
	assert_answer("Zoe - you are right", "name [Zoe] 3");
	assert_answer("Zoe\xE2\x80\x94you are right", "name [Zoe] 3");
	assert_answer("Hi Zo\xC3\xAB, you are right", "name [Zo\xC3\xAB] 3");
	assert_answer("Well said.\n\nWill, you are right", "name [Will] 5");
	assert_answer("@anon yes", "name [@anon] 4 1");
	assert_answer("Anonymous, yes", "name [Anonymous] 4 1");
}

static void what_addresses_nobody_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"Will you come?", "Will-power is all", "Nick", "Nick is right", "I say Nick, come",
		"@Ghost", "Ghost, come", "me@nick", "mail me@nick.example", "Tarrant, come",
		"@Ni", "Ines, it is me", "@Ines", "Will.", "(Nick, come",
	};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
		if (strcmp(answer("Ines", texts[i]), "") != 0)
			fail_msg("%s: %s", texts[i], answer("Ines", texts[i]));
}

static void the_nearest_ancestor_of_the_name_comes_first(void **state)
{
	static const struct row rows[] = {
		{ 0, "Nick", "2014-06-19T08:00:00Z", "one" },
		{ 1, "Ann", "2014-06-19T08:10:00Z", "two" },
		{ 0, "Nick", "2014-06-19T09:00:00Z", "three" },
		{ 2, "Bea", "2014-06-19T10:00:00Z", "Nick, four" },
		{ 0, "Nick", "2014-06-19T11:00:00Z", "@Nick" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 4), "name [Nick] 1 3");
	assert_string_equal(found(&f, 5), ""); /* nobody calls himself */
	release(&f);
}

static void times_are_those_that_the_blog_printed(void **state)
{
	static const struct row rows[] = {
		{ 0, "Anonymous", "2014-06-19T08:43:00+01:00", "one" }, /* 07:43 UTC */
		{ 0, "Anonymous", "2014-06-19T08:43:00Z", "two" },
		{ 0, "Anonymous", "2014-06-19T09:43:00+01:00", "three" }, /* the same moment */
		{ 0, "Ann", "2014-06-19T12:00:00+01:00", "anon 08:43 and anon 07:43, anon 09:43" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 4), "time [anon 08:43] 2 1; time [anon 09:43] 3");
	release(&f);
}

static void only_what_is_earlier_is_meant(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T10:00:00Z", "anon 09:00 and anon 11:00, #1 #2 #3" },
		{ 0, "Anonymous", "2014-06-19T09:00:00Z", "anon 09:00 #2" },
		{ 0, "Anonymous", "2014-06-19T11:00:00Z", "anon 11:00 #3" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 1), "time [anon 09:00] 2; number [#1] 2");
	assert_string_equal(found(&f, 2), "");
	assert_string_equal(found(&f, 3), "");
	release(&f);
}

static void without_times_the_comments_above_are_offered(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "one" },
		{ 0, NULL, NULL, "two" },
		{ 2, NULL, NULL, "two, one" },
		{ 2, NULL, NULL, "two, two" },
		{ 2, NULL, NULL, "Thanks anon 8.43 for that" },
		{ 2, NULL, NULL, "anon 8.43 (1)\n\nnot at all" },
		{ 2, NULL, NULL, "anon 9.15 was better" },
		{ 0, NULL, "2014-06-19T14:09:00Z", "dated by chance" },
		{ 0, NULL, NULL, "at 8.43 I slept" },
		{ 9, NULL, NULL, "anon 7.00" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 5), "time [anon 8.43] 4 3 2 ?");
	assert_string_equal(found(&f, 6), "time [anon 8.43 (1)] 4 3 2 ?");
	assert_string_equal(found(&f, 7), "time [anon 9.15] 6 5 4 3 2 ?");
	assert_string_equal(found(&f, 9), "");
	assert_string_equal(found(&f, 10), "time [anon 7.00] 9 ?");
	assert_string_equal(referring(&f, 4), "5 6");
	assert_string_equal(referring(&f, 6), "7");
	assert_string_equal(referring(&f, 3), "");
	release(&f);
}

static void a_first_comment_means_nobody(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "anon 8.43, #1, comment 1, @anon" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 1), "");
	assert_string_equal(found(&f, 1), "");
	release(&f);
}

static void a_guess_is_never_the_authors_own(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", NULL, "one" },
		{ 0, "Bea", NULL, "two" },
		{ 0, "Ann", NULL, "commenter 8.43" },
		{ 0, "Ann", NULL, "Bea at 8.43" },
		{ 0, "Bea", NULL, "Bea at 8.43" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 3), "time [commenter 8.43] 2 ?");
	assert_string_equal(found(&f, 4), "time [Bea at 8.43] 2 ?");
	assert_string_equal(found(&f, 5), "");
	release(&f);
}

static const struct row quoting[] = {
	{ 0, "Ann", "2014-06-19T08:00:00Z",
	    "I have kept a boat there for thirty years, and nobody asked me or my neighbours." },
	{ 0, "Bea", "2014-06-19T08:10:00Z",
	    "> I have kept a boat there for thirty years\n\nSo have I." },
	{ 0, "Cyd", "2014-06-19T08:20:00Z",
	    "You say \xE2\x80\x9Cnobody asked me or my neighbours\xE2\x80\x9D but they did." },
	{ 0, "Dot", "2014-06-19T08:30:00Z", "\"closed for DREDGING, from the first\" is long." },
	{ 0, "Eve", "2014-06-19T08:40:00Z",
	    ">> I have kept a boat there for thirty years\n> So have I.\nMe too." },
	{ 0, "Fay", "2014-06-19T08:50:00Z", "\"asked me or my\" is four words" },
	{ 0, "Gil", "2014-06-19T09:00:00Z",
	    "I have kept a boat there for thirty years: I, too, without marks" },
};

static void a_quote_finds_who_wrote_it(void **state)
{
	struct fixture f = THREAD(quoting);
	const struct ref *ref;
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 2),
	    "quote [I have kept a boat there for thirty years] 1");
	assert_string_equal(found(&f, 3), "quote [nobody asked me or my neighbours] 1");
	assert_string_equal(found(&f, 4), "quote [closed for DREDGING, from the first] 0");
	assert_string_equal(found(&f, 6), "");
	assert_string_equal(found(&f, 7), "");
	assert_string_equal(referring(&f, 1), "2 3 5");
	assert_string_equal(referring(&f, 0), "4");
	ref = refs_in(f.refs, 3, &count);
	assert_int_equal(ref->targets[0].start, 47);
	assert_int_equal(ref->targets[0].end, 79);
	ref = refs_in(f.refs, 4, &count);
	assert_int_equal(ref->targets[0].start, 20);
	assert_int_equal(ref->targets[0].end, 54);
	release(&f);
}

static void the_longest_common_run_wins(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "alpha beta gamma delta epsilon" },
		{ 0, NULL, NULL, "gamma delta epsilon zeta eta theta iota" },
		{ 0, NULL, NULL, "> alpha beta gamma delta epsilon zeta eta theta iota" },
		{ 0, NULL, NULL, "> alpha beta gamma delta epsilon and many other words which"
				 " have nothing to do with what it says at all" },
	};
	struct fixture f = THREAD(rows);
	const struct ref *ref;
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 3),
	    "quote [alpha beta gamma delta epsilon zeta eta theta iota] 2 1");
	ref = refs_in(f.refs, 3, &count);
	assert_int_equal(ref->targets[0].start, 0);
	assert_int_equal(ref->targets[0].end, 39);
	assert_string_equal(found(&f, 4), ""); /* a phrase, not the passage */
	release(&f);
}

static void quotes_do_not_care_for_case_accents_and_punctuation(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "Don't serve caf\xC3\xA9 au lait \xE2\x80\x93 ever, here!" },
		{ 0, NULL, NULL, "> don\xE2\x80\x99t SERVE cafe\xCC\x81 au lait ever here" },
	};
	struct fixture f = THREAD(rows);
	size_t count;

	(void)state;
	refs_in(f.refs, 2, &count);
	assert_int_equal(count, 1);
	release(&f);
}

static void what_is_quoted_refers_to_nobody_else(void **state)
{
	static const struct row rows[] = {
		{ 0, "Ann", "2014-06-19T08:00:00Z", "one" },
		{ 0, "Bea", "2014-06-19T08:10:00Z", "I think that Ann 08:00 was right about it" },
		{ 0, "Cyd", "2014-06-19T08:20:00Z",
		    "> I think that Ann 08:00 was right\n\n@Ann no" },
		{ 0, "Dot", "2014-06-19T08:30:00Z", "\"I think that Ann 08:00 was\" #1" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 3),
	    "quote [I think that Ann 08:00 was right] 2; name [@Ann] 1");
	assert_string_equal(found(&f, 4), "quote [I think that Ann 08:00 was] 2; number [#1] 1");
	release(&f);
}

/* 8 characters of such a script are two words or three. */
static void a_script_without_spaces_needs_more_characters(void **state)
{
	static const struct row rows[] = {
		{ 0, NULL, NULL, "\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u3059"
				 "\u304B\u3089\u306A\u3093\u3067\u3082\u3044\u3044" },
		{ 0, NULL, NULL, "\u300C\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u300D" },
		{ 0, NULL, NULL, "\u300C\u3059\u308B\u3053\u3068\u304C\u3067\u304D\u307E\u3059"
				 "\u304B\u3089\u306A\u3093\u3067\u3082\u3044\u300D" },
	};
	struct fixture f = THREAD(rows);
	size_t count;

	(void)state;
	assert_string_equal(found(&f, 2), "");
	refs_in(f.refs, 3, &count);
	assert_int_equal(count, 1);
	release(&f);
}

static void a_url_is_no_row_of_words(void **state)
{
	static const struct row rows[] = {
		{ 0, "Nick", NULL, "see http://x.example/a/b/c/d/e/f/g?h=i&j=k#2" },
		{ 0, "Ann", NULL, "\"http://x.example/a/b/c/d/e/f/g?h=i&j=k#2\"\n"
				  "http://x.example/@Nick/comment/#1" },
		{ 0, "Ann", NULL, "\"%E8%87%AA%E5%B7%B1%E7%A0\" \"%E8%87%AA%E5%B7%B1%E7%A0\"" },
		{ 0, "Ann", NULL, "\"%E8%87%AA%E5%B7%B1%E7%A0\" \"%E8%87%AA%E5%B7%B1%E7%A0\"" },
	};
	struct fixture f = THREAD(rows);

	(void)state;
	assert_string_equal(found(&f, 2), "");
	assert_string_equal(found(&f, 4), "");
	release(&f);
}

static void hidden_comments_take_no_part(void **state)
{
	struct fixture f = { library_of_post(post_body), NULL };
	struct comment_fact fact = COMMENT_FACT_INIT;

	(void)state;
	fact.source = fact.post = 1;
	fact.author = SPAN_LIT("Nick");
	fact.body = SPAN_LIT("five words that are spam");
	fact.body_type = BODY_TEXT;
	fact.state = COMMENT_SPAM;
	library_add_comment(f.lib, &fact);
	add_row(f.lib, &(struct row){ 0, "Ann", NULL, "@Nick \"five words that are spam\" #1" });
	find_refs(&f);
	assert_string_equal(found(&f, 2), "");
	refs_free(f.refs);
	f.refs = refs_of_post(f.lib, 1, true);
	assert_string_equal(found(&f, 2), "name [@Nick] 1; quote [five words that are spam] 1");
	release(&f);
}

/* Texts of 300 kB that repeat one thing. */
static void hostile_texts_are_read_to_their_end(void **state)
{
	static const char *const parts[] = {
		">", "> ", ">\n", "1", "1 ", "1.", "#1", "#1.1 ", "\"", "\xE2\x80\x9C", "@", "@a",
		"@anon ", "anon 8.43 ", "anon 8.43", "a ", "a b ", "a,\n", "'", "a'", "8.43 8:43 ",
		"\xFF", "a\n> a b c d e f\n", "comment ", "comment 1.", "19 June 2014 at 8.43 ",
		"\xE4\xB8\x80", "\xCC\x81", "\"a b c d e f\" ",
	};
	struct fixture f = { library_of_post(post_body), NULL };

	(void)state;
	add_row(f.lib, &(struct row){ 0, "anon", NULL, "a b c d e f" });
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct buf body = BUF_INIT;

		while (body.len < 300000)
			buf_add_str(&body, parts[i]);
		add_row(f.lib, &(struct row){ 0, buf_str(&body), NULL, buf_str(&body) });
		buf_release(&body);
	}
	find_refs(&f);
	release(&f);
}

/* Each comment refers to others in every way, and to the same ones. */
static void twenty_thousand_comments_are_no_more_than_their_text(void **state)
{
	enum { COMMENTS = 20000 };
	struct fixture f = { library_of_post(post_body), NULL };
	size_t count;

	(void)state;
	for (int i = 0; i < COMMENTS; i++) {
		char body[200];

		snprintf(body, sizeof body, "Nick, anon 8.43 #1 comment #%d \"closed for dredging"
		    " from the first\"\n> so they say again and again\n\n"
		    "so they say again and again", i);
		add_row(f.lib, &(struct row){ i % 3 ? (comment_id)i : 0, i % 2 ? "Nick" : "anon",
			"2014-06-19T08:43:00Z", body });
	}
	find_refs(&f);
	refs_in(f.refs, COMMENTS, &count);
	assert_true(count >= 5);
	refs_to(f.refs, 1, &count);
	assert_true(count >= COMMENTS - 1);
	refs_to(f.refs, 0, &count);
	assert_int_equal(count, COMMENTS);
	release(&f);
}

static void threads_of_other_posts_are_apart(void **state)
{
	struct fixture f = { library_of_post(post_body), NULL };
	struct post_fact post = POST_FACT_INIT;
	struct comment_fact fact = COMMENT_FACT_INIT;

	(void)state;
	add_row(f.lib, &(struct row){ 0, "Ann", NULL, "one" });
	add_row(f.lib, &(struct row){ 1, "Bea", NULL, "two" });
	post.source = 1;
	post.id = SPAN_LIT("second");
	fact.source = 1;
	fact.post = library_add_post(f.lib, &post);
	fact.author = SPAN_LIT("Cyd");
	library_add_comment(f.lib, &fact);
	fact.parent = 3;
	fact.author = SPAN_LIT("Dot");
	fact.body_type = BODY_TEXT;
	fact.body = SPAN_LIT("@Ann @Cyd #1 #1.1 \"closed for dredging from the\"");
	library_add_comment(f.lib, &fact);
	library_link(f.lib, &(struct diags){ 0 }, false);
	f.refs = refs_of_post(f.lib, 2, false);
	assert_string_equal(found(&f, 4), "name [@Cyd] 3; number [#1] 3");
	assert_string_equal(referring(&f, 1), "");
	release(&f);
}

static void an_empty_thread_has_no_references(void **state)
{
	struct fixture f = { library_of_post(""), NULL };
	size_t count = 1;

	(void)state;
	find_refs(&f);
	assert_null(refs_in(f.refs, 1, &count));
	assert_int_equal(count, 0);
	refs_to(f.refs, 0, &count);
	assert_int_equal(count, 0);
	refs_to(f.refs, UINT32_MAX, &count);
	assert_int_equal(count, 0);
	release(&f);
	refs_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_beside_an_author_is_the_comment_of_that_time),
		cmocka_unit_test(twelve_hours_may_be_either_half_of_the_day),
		cmocka_unit_test(what_is_no_reference_to_a_time_is_left_alone),
		cmocka_unit_test(a_number_is_a_path_or_counts_in_order_of_time),
		cmocka_unit_test(what_is_no_number_of_a_comment_is_left_alone),
		cmocka_unit_test(a_name_is_the_last_comment_of_that_author),
		cmocka_unit_test(what_addresses_nobody_is_left_alone),
		cmocka_unit_test(the_nearest_ancestor_of_the_name_comes_first),
		cmocka_unit_test(times_are_those_that_the_blog_printed),
		cmocka_unit_test(only_what_is_earlier_is_meant),
		cmocka_unit_test(without_times_the_comments_above_are_offered),
		cmocka_unit_test(a_first_comment_means_nobody),
		cmocka_unit_test(a_guess_is_never_the_authors_own),
		cmocka_unit_test(a_quote_finds_who_wrote_it),
		cmocka_unit_test(the_longest_common_run_wins),
		cmocka_unit_test(quotes_do_not_care_for_case_accents_and_punctuation),
		cmocka_unit_test(what_is_quoted_refers_to_nobody_else),
		cmocka_unit_test(a_script_without_spaces_needs_more_characters),
		cmocka_unit_test(a_url_is_no_row_of_words),
		cmocka_unit_test(hidden_comments_take_no_part),
		cmocka_unit_test(hostile_texts_are_read_to_their_end),
		cmocka_unit_test(twenty_thousand_comments_are_no_more_than_their_text),
		cmocka_unit_test(threads_of_other_posts_are_apart),
		cmocka_unit_test(an_empty_thread_has_no_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
