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
	limit_look_end(&l->look);
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

/* What a term says, as far as it is known. */
enum answer { ANSWER_NO, ANSWER_YES, ANSWER_LATER };

static enum answer answer(bool holds)
{
	return holds ? ANSWER_YES : ANSWER_NO;
}

static void spend(size_t *left, size_t bytes)
{
	*left -= bytes < *left ? bytes : *left;
}

static void end_scan(struct limit_look *look)
{
	if (look->scans)
		pattern_scan_end(&look->scan);
	look->scans = false;
}

void limit_look_end(struct limit_look *look)
{
	end_scan(look);
	doc_free(look->doc);
	*look = (struct limit_look){ 0 };
}

static bool read_text(struct limit_look *look, const struct limit_candidate *c, size_t *left)
{
	enum { READ_BYTES = 16 << 10 };

	if (!look->doc)
		look->doc = body_begin(c->lib, c->post, c->comment);
	while (!doc_is_read(look->doc) && *left) {
		size_t before = doc_text(look->doc).len;

		if (doc_step(look->doc, READ_BYTES))
			spend(left, READ_BYTES);
		else
			spend(left, doc_text(look->doc).len - before + 1);
	}
	return doc_is_read(look->doc);
}

static enum answer body_matches(struct limit_look *look, const struct limit_candidate *c,
    struct pattern *p, size_t *left)
{
	enum pattern_sight sight;
	size_t start, end;

	if (!read_text(look, c, left))
		return ANSWER_LATER;
	if (!look->scans)
		pattern_scan_begin(&look->scan, p, safe_span(doc_text(look->doc)));
	look->scans = true;
	sight = pattern_scan_next(&look->scan, left, &start, &end);
	if (sight == PATTERN_MORE)
		return ANSWER_LATER;
	end_scan(look);
	return answer(sight == PATTERN_HIT);
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

static enum answer term_matches(const struct limit_term *term, const struct limit_candidate *c,
    struct limit_look *look, size_t *left)
{
	const struct comment_row *row = library_comment(c->lib, c->comment);

	switch (term->kind) {
	case LIMIT_WORDS:
		if (!look->scans &&
		    pattern_matches(term->pattern, library_text(c->lib, row->author)))
			return ANSWER_YES;
		return body_matches(look, c, term->pattern, left);
	case LIMIT_AUTHOR:
		return answer(pattern_matches(term->pattern, library_text(c->lib, row->author)));
	case LIMIT_BODY:
		return body_matches(look, c, term->pattern, left);
	case LIMIT_SUBJECT:
		return answer(pattern_matches(term->pattern,
		    library_text(c->lib, library_post(c->lib, c->post)->title)));
	case LIMIT_DATE:
		return answer(date_matches(term, row->published));
	case LIMIT_NEW:
		return answer(is_new(c));
	case LIMIT_SAME_AUTHOR:
		return answer(
		    span_eq_str(span_trim(library_text(c->lib, row->author)), term->name));
	}
	return ANSWER_NO;
}

bool limit_wants(const struct limit *l, const struct limit_candidate *c, struct limit_look *look,
    size_t *left, bool *wanted)
{
	enum { ROW_BYTES = 10 };

	for (; look->term < l->term_count; look->term++, look->is_asked = false) {
		const struct limit_term *term = &l->terms[look->term];
		bool is_first = term->first == look->term && !look->is_asked;
		enum answer said;

		if (is_first && look->wanted)
			break; /* the alternative before it holds */
		look->wanted |= is_first;
		look->is_asked = true;
		if (!look->wanted)
			continue;
		said = term_matches(term, c, look, left);
		if (said == ANSWER_LATER)
			return false;
		look->wanted = (said == ANSWER_YES) != term->negated;
	}
	*wanted = look->wanted;
	limit_look_end(look);
	spend(left, ROW_BYTES);
	return true;
}

void limit_again(struct limit *l)
{
	limit_look_end(&l->look);
	l->next_item = 0;
	l->done = false;
}

/* Looks at an item; false when it has not been looked through. */
static bool look_at(struct limit *l, const struct thread_view *t, uint32_t item, size_t *left)
{
	const struct outline_item *at = &t->outline.items[item];
	struct limit_candidate c = { t->lib, t->news, t->post, at->comment };
	bool wanted;

	if (at->stub || folds_has(&l->examined, at->comment))
		return true;
	if (!limit_wants(l, &c, &l->look, left, &wanted))
		return false;
	folds_set(&l->examined, at->comment, true);
	if (wanted)
		want(l, at->comment);
	return true;
}

bool limit_step(struct limit *l, const struct thread_view *t, size_t bytes)
{
	const struct outline *o = &t->outline;
	size_t left = bytes;

	if (l->text.len == 0 || l->done)
		return false;
	for (; l->term_count && l->next_item < o->count && left; l->next_item++)
		if (!look_at(l, t, l->next_item, &left))
			break;
	l->done = l->term_count == 0 || l->next_item >= o->count;
	return true;
}
