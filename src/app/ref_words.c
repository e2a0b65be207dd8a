/* References in words: on the status line, in messages, on the page of referrers. */
#include "config.h"

#include "app/session.h"
#include "moot/view/names.h"

enum { TITLE_MAX_COLS = 32, TEXT_MAX_COLS = 24, NUMBER_MAX_COLS = 24 };

static void add_cut(const struct session *s, struct span text, int max_cols, struct buf *out)
{
	struct span fits = text_fit(text, max_cols, NULL, &s->looks.width);

	buf_add_span(out, span_trim(fits));
	if (fits.len < text.len)
		buf_add_span(out, safe_span(glyph(&s->looks, GLYPH_MORE)));
}

void references_add_place(const struct session *s, struct ref_place place, struct buf *out)
{
	struct arena scratch = { 0 };

	if (place.post != s->body.post) {
		struct safe title = name_of_post(&scratch, s->lib, place.post);

		add_cut(s, safe_span(title), TITLE_MAX_COLS, out);
		if (place.comment)
			buf_add_char(out, ' ');
	} else if (!place.comment) {
		buf_add_str(out, "the post");
	}
	if (place.comment)
		buf_addf(out, "#%s", name_of_number(&scratch, s->lib, place.comment,
		    NUMBER_MAX_COLS, &s->looks).p);
	arena_release(&scratch);
}

void references_add_text(struct session *s, struct ref_place place, uint32_t start, uint32_t end,
    int max_cols, struct buf *out)
{
	struct span text = safe_span(doc_text(bodies_doc(s->bodies, place.post, place.comment)));
	struct arena scratch = { 0 };

	add_cut(s, safe_span(safe_field(&scratch, span_sub(text, start, end))), max_cols, out);
	arena_release(&scratch);
}

static bool is_first_to(const struct ref_list *l, size_t link)
{
	size_t i = 0;

	while (!ref_place_eq(l->links[i].other, l->links[link].other))
		i++;
	return i == link;
}

/* Other texts that are referred to elsewhere than where this link is. */
static size_t count_others(const struct ref_list *l, const struct ref_link *link)
{
	size_t others = 0;

	for (size_t i = 0; i < l->count; i++)
		others += l->links[i].start != link->start &&
		    !ref_place_eq(l->links[i].other, link->other) && is_first_to(l, i);
	return others;
}

static bool are_known(const struct session *s)
{
	return ref_place_eq(s->references.place, references_place(s));
}

void references_add_to(struct session *s, struct buf *out)
{
	const struct ref_list *l = &s->references.to;
	const struct ref_link *first;
	size_t more;

	if (l->count == 0 || !are_known(s))
		return;
	first = &l->links[ref_list_at(l, references_top_byte(s))];
	more = count_others(l, first);
	if (first->kind == REF_QUOTE && more >= QUOTE_COMMON_BODIES)
		return; /* what so many have in common is no quote */
	buf_add_str(out, first->kind == REF_QUOTE ? "quotes " : "refers to ");
	references_add_place(s, first->other, out);
	if (first->candidates > 1)
		buf_addf(out, " or %u other%s", first->candidates - 1,
		    first->candidates == 2 ? "" : "s");
	if (first->kind != REF_QUOTE) {
		buf_add_str(out, " (");
		references_add_text(s, s->references.place, first->start, first->end,
		    TEXT_MAX_COLS, out);
		buf_add_str(out, first->times_unknown ? "; times are unknown)" : ")");
	}
	if (more)
		buf_addf(out, " and %zu more", more);
}

void references_add_by(struct session *s, struct buf *out)
{
	const struct ref_list *l = &s->references.by;

	if (l->count == 0 || !are_known(s))
		return;
	buf_add_str(out, "referred to by ");
	references_add_place(s, l->links[0].other, out);
	if (l->count > 1)
		buf_addf(out, " and %zu more", l->count - 1);
}

void references_add_note(void *session, comment_id comment, struct buf *out)
{
	struct session *s = session;
	size_t count;
	const struct ref *refs = references_in(s, comment, &count);

	for (size_t i = 0; i < count; i++) {
		if (refs[i].kind != REF_QUOTE || !ref_is_sure(&refs[i]))
			continue;
		buf_add_str(out, "quotes ");
		references_add_place(s, (struct ref_place){ s->body.post,
		    refs[i].targets[0].comment }, out);
		return;
	}
}
