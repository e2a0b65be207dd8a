#include "config.h"

#include "moot/view/finder.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/view/bodies.h"

void finder_restart(struct finder *f, post_id post)
{
	f->post = post;
	f->count = 0;
	f->next_place = BODY_PLACE;
	f->done = f->full = false;
	f->current = NO_HIT;
}

void finder_start(struct finder *f, struct span text, post_id post)
{
	char *copy = xspandup(text); /* text may be f->text */

	pattern_free(f->pattern);
	free(f->text);
	f->text = copy;
	f->pattern = pattern_new(span_str(copy), &f->fault);
	finder_restart(f, post);
}

void finder_release(struct finder *f)
{
	pattern_free(f->pattern);
	free(f->text);
	free(f->hits);
	free(f->ranges);
	*f = (struct finder){ .current = NO_HIT };
}

static void add_hit(struct finder *f, uint32_t place, size_t start, size_t end)
{
	struct mark_range range = { (uint32_t)start, (uint32_t)end, false, FACE_HIT };

	ARRAY_GROW(f->hits, f->count, f->cap);
	ARRAY_GROW(f->ranges, f->count, f->ranges_cap);
	f->hits[f->count] = (struct hit){ place, range };
	f->ranges[f->count++] = range;
}

static void look_at(struct finder *f, struct span text, uint32_t place)
{
	struct pattern_walk w;
	size_t start, end;

	pattern_walk_begin(&w, f->pattern, text);
	while (!f->full && pattern_walk_next(&w, &start, &end)) {
		f->full = f->done = f->count == FINDER_MAX_HITS;
		if (!f->full)
			add_hit(f, place, start, end);
	}
	pattern_walk_end(&w);
}

bool finder_step(struct finder *f, const struct library *lib, const struct outline *o,
    size_t bytes)
{
	size_t seen = 0;

	if (!f->pattern || f->done || !f->post)
		return false;
	while (!f->done && seen < bytes) {
		uint32_t place = f->next_place++;
		struct doc *d;

		if (place > o->count) {
			f->done = true;
			break;
		}
		seen += 100;
		if (place != BODY_PLACE &&
		    (o->items[place - 1].stub || !outline_admits(o, place - 1)))
			continue;
		d = body_parse(lib, f->post, place == BODY_PLACE ? 0 : o->items[place - 1].comment);
		look_at(f, safe_span(doc_text(d)), place);
		seen += doc_text(d).len;
		doc_free(d);
	}
	return true;
}

size_t finder_at(const struct finder *f, uint32_t place, uint32_t text_byte)
{
	size_t low = 0, high = f->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct hit *h = &f->hits[mid];

		if (h->place < place || (h->place == place && h->range.start < text_byte))
			low = mid + 1;
		else
			high = mid;
	}
	return low < f->count ? low : NO_HIT;
}

void finder_choose(struct finder *f, size_t hit)
{
	if (f->current != NO_HIT)
		f->ranges[f->current].current = false;
	f->current = hit;
	if (hit != NO_HIT)
		f->ranges[hit].current = true;
}

struct marks finder_marks(const struct finder *f, uint32_t place)
{
	size_t from, to;

	if (!f->pattern || f->count == 0)
		return (struct marks){ 0 };
	from = finder_at(f, place, 0);
	to = finder_at(f, place + 1, 0);
	if (from == NO_HIT)
		return (struct marks){ 0 };
	return (struct marks){ f->ranges + from, (to == NO_HIT ? f->count : to) - from,
		NULL };
}
