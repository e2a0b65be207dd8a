/* Merges comments that are the same, and places what has waited for that.  What is the same
 * depends on bodies and on sources, so it is done when all is there, in the order of rows. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"

/* ---- which of two is newer ---- */

static int compare_bytes(struct span a, struct span b)
{
	size_t both = a.len < b.len ? a.len : b.len;
	int order = both ? memcmp(a.p, b.p, both) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static struct span stem(struct span name)
{
	size_t dot = name.len;

	while (dot > 0 && name.p[dot - 1] != '.' && name.p[dot - 1] != '/')
		dot--;
	return dot > 0 && name.p[dot - 1] == '.' ? span_sub(name, 0, dot - 1) : name;
}

/* Names end in dates, or in the number of the download: "blog (1).xml" is behind "blog.xml". */
static int compare_names(struct span a, struct span b)
{
	int order = compare_bytes(stem(a), stem(b));

	return order ? order : compare_bytes(a, b);
}

/* Which of them was opened first counts only where they are called alike. */
bool model_source_is_newer(const struct library *lib, source_id a, source_id b)
{
	const struct source_row *x = &lib->sources[a], *y = &lib->sources[b];
	int order = date_known(x->updated) - date_known(y->updated);

	if (!order && date_known(x->updated))
		order = date_cmp(x->updated, y->updated);
	if (!order)
		order = compare_names(
		    pool_text(&lib->pool, x->name), pool_text(&lib->pool, y->name));
	return order ? order > 0 : a >= b;
}

/* ---- two become one ---- */

static void take_text(text_ref *to, text_ref from, bool newer)
{
	if (from && (!*to || newer))
		*to = from;
}

/* What both copies know is kept; where they differ, the newer source wins. */
void model_absorb(struct library *lib, comment_id into, comment_id from)
{
	struct comment_row *a = &lib->comments[into], *b = &lib->comments[from];
	bool newer = model_source_is_newer(lib, b->source, a->source);

	a->waits = true; /* it may know now what it answers */
	a->of_several |= a->source != b->source;
	if (b->body && (!a->body || newer))
		a->body_type = b->body_type;
	take_text(&a->body, b->body, newer);
	take_text(&a->author, b->author, newer);
	take_text(&a->author_url, b->author_url, newer);
	take_text(&a->url, b->url, newer);
	take_text(&a->parent_key, b->parent_key, false);
	if (!a->parent_given && b->parent_given) {
		a->parent = b->parent;
		a->parent_given = true;
	}
	if (date_known(b->published) && (!date_known(a->published) || newer))
		a->published = b->published;
	if (newer || a->state == COMMENT_MISSING)
		a->state = b->state;
	if (newer)
		a->source = b->source;
	a->by_post_author |= b->by_post_author;
	b->absorbed = 1;
	b->waits = false;
	b->parent = into;
	model_thread_changes(lib, a->post);
}

static bool same_text(const struct library *lib, comment_id a, comment_id b)
{
	const struct comment_row *x = &lib->comments[a], *y = &lib->comments[b];

	return x->author == y->author
	    && span_eq(pool_text(&lib->pool, x->body), pool_text(&lib->pool, y->body));
}

static bool is_copy(const struct library *lib, comment_id first, comment_id c)
{
	return lib->comments[first].source != lib->comments[c].source || same_text(lib, first, c)
	    || lib->comments[first].state == COMMENT_MISSING;
}

/* The first of an id is the one found. */
static void place(struct library *lib, comment_id c, comment_id first, struct diags *diags)
{
	struct comment_row *row = &lib->comments[c];

	if (first && is_copy(lib, first, c)) {
		model_absorb(lib, first, c);
		return;
	}
	if (first && c >= lib->reported_comments)
		diag_add(diags, DIAG_CODE_DUPLICATE, row->source, 0,
		    "two comments have one id; both are kept, replies go to the first");
	row->waits = true;
	model_append_row(lib, c);
}

static int by_row(const void *a, const void *b)
{
	const comment_id *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

size_t model_place_late(struct library *lib, struct link_job *job)
{
	struct row_list *late = &lib->linked.late;
	comment_id c, first;

	if (job->at == 0 && late->len)
		qsort(late->rows, late->len, sizeof *late->rows, by_row);
	if (job->at == late->len) {
		late->len = 0;
		return 0;
	}
	c = late->rows[job->at++];
	first = lib->comments[c].id ? model_find_in_post(lib, lib->comments[c].post,
	    pool_text(&lib->pool, lib->comments[c].id)) : 0;
	place(lib, c, first == c ? 0 : first, job->diags);
	return 1;
}
