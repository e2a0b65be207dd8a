#include "config.h"

#include "moot/view/ref_list.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { DAY_S = 24 * 60 * 60 };

void ref_list_release(struct ref_list *l)
{
	free(l->links);
	*l = (struct ref_list){ 0 };
}

/* Lists are short, so each link is compared with all before it. */
static void add_link(struct ref_list *l, const struct ref_link *link)
{
	if (l->count == REF_LIST_MAX)
		return;
	for (size_t i = 0; i < l->count; i++)
		if (ref_place_eq(l->links[i].other, link->other) &&
		    (l->of_referrers || l->links[i].other_start == link->other_start))
			return;
	ARRAY_GROW(l->links, l->count, l->cap);
	l->links[l->count++] = *link;
}

/* ---- references within the post ---- */

static void add_targets(struct ref_list *l, const struct ref *ref, post_id post)
{
	for (uint32_t i = 0; i < ref->target_count; i++) {
		const struct ref_target *t = &ref->targets[i];

		add_link(l, &(struct ref_link){ ref->start, ref->end, { post, t->comment },
		    t->start, t->end, ref->target_count, ref->kind, ref->times_unknown });
	}
}

static void add_referrer(struct ref_list *l, const struct ref *ref, post_id post)
{
	const struct ref_target *mine = &ref->targets[0];

	add_link(l, &(struct ref_link){ mine->start, mine->end, { post, ref->from },
	    ref->start, ref->end, ref->target_count, ref->kind, ref->times_unknown });
}

static const struct refs *refs_for(const struct ref_source *src, struct ref_place at)
{
	return src->refs_post == at.post ? src->refs : NULL;
}

/* ---- passages in other posts ---- */

static struct date written(const struct library *lib, struct ref_place at)
{
	struct date d = library_post(lib, at.post)->published;

	if (at.comment && date_known(library_comment(lib, at.comment)->published))
		d = library_comment(lib, at.comment)->published;
	return d;
}

static bool may_quote(const struct library *lib, struct ref_place quoter, struct ref_place quoted)
{
	struct date later = written(lib, quoter), earlier = written(lib, quoted);

	if (!date_known(later) || !date_known(earlier) || date_cmp(later, earlier) >= 0)
		return true;
	return (later.precision == DATE_DAY || earlier.precision == DATE_DAY) &&
	    later.unix_s / DAY_S == earlier.unix_s / DAY_S;
}

static struct ref_place quote_place(const struct quote *q)
{
	return (struct ref_place){ q->post, q->comment };
}

static void add_quote(struct ref_list *l, const struct quote *q)
{
	add_link(l, &(struct ref_link){ q->start, q->end, quote_place(q),
	    q->their_start, q->their_end, 1, REF_QUOTE, false });
}

struct passages {
	struct quote *at;
	size_t count;
};

static void list_from(struct ref_list *l, const struct ref_source *src, struct ref_place at,
    const struct passages *p)
{
	const struct refs *refs = refs_for(src, at);
	size_t ref_count = 0, r = 0, q = 0;
	const struct ref *ref = refs ? refs_in(refs, at.comment, &ref_count) : NULL;

	l->count = 0;
	l->of_referrers = false;
	while (r < ref_count || q < p->count) {
		if (q == p->count || (r < ref_count && ref[r].start <= p->at[q].start)) {
			add_targets(l, &ref[r++], at.post);
			continue;
		}
		if (may_quote(src->lib, at, quote_place(&p->at[q])))
			add_quote(l, &p->at[q]);
		q++;
	}
}

static void list_to(struct ref_list *l, const struct ref_source *src, struct ref_place at,
    const struct passages *p)
{
	const struct refs *refs = refs_for(src, at);
	size_t ref_count = 0;
	const struct ref *const *ref = refs ? refs_to(refs, at.comment, &ref_count) : NULL;

	l->count = 0;
	l->of_referrers = true;
	for (size_t i = 0; i < ref_count; i++)
		add_referrer(l, ref[i], at.post);
	for (size_t i = 0; i < p->count; i++)
		if (may_quote(src->lib, quote_place(&p->at[i]), at))
			add_quote(l, &p->at[i]);
}

/* The text of a stub is not shown, so nothing is said of it. */
static bool has_text(const struct ref_source *src, struct ref_place at)
{
	return src->all || !at.comment ||
	    library_comment(src->lib, at.comment)->state == COMMENT_SHOWN;
}

struct quotes_search *ref_lists_begin(const struct ref_source *src, struct ref_place at)
{
	return src->quotes && has_text(src, at) ?
	    quotes_begin(src->quotes, at.post, at.comment, src->all) : NULL;
}

void ref_lists_end(struct ref_list *from, struct ref_list *to, const struct ref_source *src,
    struct ref_place at, struct quotes_search *search)
{
	struct passages p = { 0 };

	if (search)
		p.count = quotes_end(search, &p.at);
	if (from)
		list_from(from, src, at, &p);
	if (to)
		list_to(to, src, at, &p);
	free(p.at);
}

void ref_lists_make(struct ref_list *from, struct ref_list *to, const struct ref_source *src,
    struct ref_place at)
{
	struct quotes_search *search = ref_lists_begin(src, at);

	if (search)
		quotes_step(search, SIZE_MAX);
	ref_lists_end(from, to, src, at, search);
}

size_t ref_list_at(const struct ref_list *l, uint32_t text_byte)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->links[i].end > text_byte)
			return i;
	return 0;
}

/* ---- walking ---- */

void ref_walk_release(struct ref_walk *w)
{
	ref_list_release(&w->list);
	*w = (struct ref_walk){ 0 };
}

static bool goes_on(const struct ref_walk *w, struct ref_place here)
{
	return w->from.post && w->list.count > 1 &&
	    ref_place_eq(w->list.links[w->at].other, here);
}

const struct ref_link *ref_walk_step(struct ref_walk *w, const struct ref_source *src,
    struct ref_place here, uint32_t text_byte, size_t n)
{
	if (n == 0 && goes_on(w, here)) {
		w->at = (w->at + 1) % w->list.count;
	} else {
		ref_lists_make(&w->list, NULL, src, here);
		w->from = here;
		w->at = n ? n - 1 : ref_list_at(&w->list, text_byte);
	}
	if (w->at < w->list.count)
		return &w->list.links[w->at];
	w->from = (struct ref_place){ 0 };
	return NULL;
}
