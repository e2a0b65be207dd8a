#include "config.h"

#include "moot/view/limit.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/view/names.h"

void limit_release(struct limit *l)
{
	for (int i = 0; i < l->term_count; i++) {
		pattern_free(l->terms[i].pattern);
		free(l->terms[i].name);
	}
	buf_release(&l->text);
	folds_release(&l->wanted);
	folds_release(&l->examined);
	*l = (struct limit){ 0 };
}

/* ---- authors ---- */

static struct span author_of(const struct library *lib, comment_id comment)
{
	return span_trim(library_text(lib, library_comment(lib, comment)->author));
}

bool same_author(const struct library *lib, comment_id a, comment_id b)
{
	struct span name = author_of(lib, a);

	return name.len > 0 && span_eq(name, author_of(lib, b));
}

void limit_to_author(struct limit *l, const struct library *lib, comment_id comment)
{
	struct span name = author_of(lib, comment);

	limit_release(l);
	buf_add_str(&l->text, "by ");
	safe_add(&l->text, name, 0);
	l->terms[l->term_count++] = (struct limit_term){ .kind = LIMIT_SAME_AUTHOR,
		.name = xspandup(name) };
}

/* Does an item answer the other one of two authors? */
static bool is_exchange(const struct thread_view *t, uint32_t item, comment_id a, comment_id b)
{
	const struct outline_item *at = &t->outline.items[item];
	comment_id up;

	if (at->parent == NO_ITEM || at->stub || t->outline.items[at->parent].stub)
		return false;
	up = t->outline.items[at->parent].comment;
	return (same_author(t->lib, at->comment, a) && same_author(t->lib, up, b)) ||
	    (same_author(t->lib, at->comment, b) && same_author(t->lib, up, a));
}

static void want(struct limit *l, comment_id comment)
{
	l->wanted_count += !folds_has(&l->wanted, comment);
	folds_set(&l->wanted, comment, true);
}

bool limit_to_exchange(struct limit *l, const struct thread_view *t, uint32_t item)
{
	const struct outline *o = &t->outline;
	uint32_t parent = o->items[item].parent, root = item;
	comment_id a = o->items[item].comment, b;

	if (parent == NO_ITEM || !is_exchange(t, item, a, b = o->items[parent].comment))
		return false;
	while (o->items[root].parent != NO_ITEM)
		root = o->items[root].parent;
	limit_release(l);
	safe_add(&l->text, author_of(t->lib, b), 0);
	buf_add_str(&l->text, " and ");
	safe_add(&l->text, author_of(t->lib, a), 0);
	for (uint32_t i = root; i < root + o->items[root].size; i++)
		if (is_exchange(t, i, a, b)) {
			want(l, o->items[i].comment);
			want(l, o->items[o->items[i].parent].comment);
		}
	return true;
}

/* ---- matching ---- */

/* What is looked at; the text is parsed when a term asks for it. */
struct look {
	const struct limit_candidate *at;
	const struct comment_row *row;
	struct doc *doc;
	size_t seen_bytes;
};

static bool body_matches(struct look *c, struct pattern *p)
{
	struct span text;

	if (!c->doc)
		c->doc = body_parse(c->at->lib, c->at->post, c->at->comment);
	text = safe_span(doc_text(c->doc));
	c->seen_bytes += text.len;
	return pattern_matches(p, text);
}

static bool is_new(const struct limit_candidate *c)
{
	return c->news && c->news->is_new(c->news->user, c->comment);
}

/* Days and minutes are those that the source has printed. */
static int64_t wall_s(struct date d)
{
	return d.unix_s + (d.offset_known && d.precision != DATE_DAY ? d.offset_min * 60 : 0);
}

static bool date_matches(const struct limit_term *term, struct date written)
{
	enum { DAY_S = 24 * 60 * 60 };
	int64_t wall = wall_s(written);

	if (!date_known(written))
		return false;
	if (date_known(term->from) && wall < wall_s(term->from))
		return false;
	return !date_known(term->to) || wall < wall_s(term->to) +
	    (term->to_is_before ? 0 : term->to.precision == DATE_DAY ? DAY_S : 60);
}

static bool term_matches(const struct limit_term *term, struct look *c)
{
	const struct library *lib = c->at->lib;

	switch (term->kind) {
	case LIMIT_WORDS:
		return pattern_matches(term->pattern, library_text(lib, c->row->author)) ||
		    body_matches(c, term->pattern);
	case LIMIT_AUTHOR:
		return pattern_matches(term->pattern, library_text(lib, c->row->author));
	case LIMIT_BODY:
		return body_matches(c, term->pattern);
	case LIMIT_SUBJECT:
		return pattern_matches(term->pattern,
		    library_text(lib, library_post(lib, c->at->post)->title));
	case LIMIT_DATE:
		return date_matches(term, c->row->published);
	case LIMIT_NEW:
		return is_new(c->at);
	case LIMIT_SAME_AUTHOR:
		return span_eq_str(span_trim(library_text(lib, c->row->author)), term->name);
	}
	return false;
}

bool limit_wants(const struct limit *l, const struct limit_candidate *at, size_t *seen_bytes)
{
	enum { ROW_BYTES = 10 };
	struct look c = { at, library_comment(at->lib, at->comment), NULL, ROW_BYTES };
	bool wanted = false;

	for (int i = 0; i < l->term_count && !wanted;) {
		int first = l->terms[i].first;

		for (wanted = true; i < l->term_count && l->terms[i].first == first; i++)
			wanted = wanted && term_matches(&l->terms[i], &c) != l->terms[i].negated;
	}
	doc_free(c.doc);
	*seen_bytes += c.seen_bytes;
	return wanted;
}

void limit_again(struct limit *l)
{
	l->next_item = 0;
	l->done = false;
}

bool limit_step(struct limit *l, const struct thread_view *t, size_t bytes)
{
	const struct outline *o = &t->outline;
	size_t seen = 0;

	if (l->text.len == 0 || l->done)
		return false;
	for (; l->term_count && l->next_item < o->count && seen < bytes; l->next_item++) {
		const struct outline_item *at = &o->items[l->next_item];
		struct limit_candidate c = { t->lib, t->news, t->post, at->comment };

		if (at->stub || folds_has(&l->examined, at->comment))
			continue;
		folds_set(&l->examined, at->comment, true);
		if (limit_wants(l, &c, &seen))
			want(l, at->comment);
	}
	l->done = l->term_count == 0 || l->next_item >= o->count;
	return true;
}
