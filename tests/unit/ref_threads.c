#include "config.h"

#include "ref_threads.h"

#include "moot/base/buf.h"
#include "moot/doc/doc.h"
#include "unit.h"

comment_id add_row(struct library *lib, const struct row *row)
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

struct library *library_of_post(const char *body)
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

static void assert_same(const struct refs *found, const struct refs *wanted, comment_id comment)
{
	size_t count, wanted_count;
	const struct ref *got = refs_in(found, comment, &count);
	const struct ref *ref = refs_in(wanted, comment, &wanted_count);

	assert_int_equal(count, wanted_count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(got[i].start, ref[i].start);
		assert_int_equal(got[i].end, ref[i].end);
		assert_int_equal(got[i].kind, ref[i].kind);
		assert_int_equal(got[i].target_count, ref[i].target_count);
		assert_memory_equal(got[i].targets, ref[i].targets,
		    ref[i].target_count * sizeof *ref[i].targets);
	}
}

/* In slices of any size the same is found. */
static void check_slices(const struct fixture *f)
{
	for (size_t bytes = 1; bytes < 100; bytes *= 7) {
		struct refs_search *search = refs_begin(f->lib, 1, false);
		struct refs *found;

		while (refs_step(search, bytes))
			continue;
		found = refs_end(search);
		for (comment_id c = 1; c <= library_comment_count(f->lib); c++)
			assert_same(found, f->refs, c);
		refs_free(found);
	}
	refs_give_up(refs_begin(f->lib, 1, false));
}

void find_refs(struct fixture *f)
{
	library_link(f->lib, &(struct diags){ 0 }, false);
	f->refs = refs_of_post(f->lib, 1, false);
	check_slices(f);
}

const char post_body[] =
    "The harbour will be closed for dredging from the first of May until further notice.";

struct fixture thread(const struct row *rows, size_t count)
{
	struct fixture f = { library_of_post(post_body), NULL };

	for (size_t i = 0; i < count; i++)
		add_row(f.lib, &rows[i]);
	find_refs(&f);
	return f;
}

void release(struct fixture *f)
{
	refs_free(f->refs);
	library_free(f->lib);
}

static void add_ref(const struct ref *ref, struct safe text, struct buf *out)
{
	static const char *const kinds[] = { "time", "number", "name", "quote" };

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

const char *found(struct fixture *f, comment_id comment)
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
		add_ref(&refs[i], doc_text(d), &out);
	}
	doc_free(d);
	return buf_str(&out);
}

const char *referring(struct fixture *f, comment_id comment)
{
	static struct buf out;
	size_t count;
	const struct ref *const *refs = refs_to(f->refs, comment, &count);

	buf_release(&out);
	for (size_t i = 0; i < count; i++)
		buf_addf(&out, i ? " %u" : "%u", (unsigned)refs[i]->from);
	return buf_str(&out);
}
