#include "config.h"

#include "moot/view/finder.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/view/bodies.h"

static void close_text(struct finder *f)
{
	if (f->scans)
		pattern_scan_end(&f->scan);
	f->scans = false;
	doc_free(f->doc);
	f->doc = NULL;
}

void finder_restart(struct finder *f, post_id post)
{
	close_text(f);
	f->post = post;
	f->count = 0;
	f->next_place = BODY_PLACE;
	f->done = f->full = false;
	f->current = NO_HIT;
}

void finder_start(struct finder *f, struct span text, post_id post)
{
	char *copy = xspandup(text); /* text may be f->text */

	close_text(f);
	pattern_free(f->pattern);
	free(f->text);
	f->text = copy;
	f->pattern = pattern_new(span_str(copy), &f->fault);
	finder_restart(f, post);
}

void finder_release(struct finder *f)
{
	close_text(f);
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

/* Opens the next text that is to be looked at; false: there is none. */
static bool open_text(struct finder *f, const struct library *lib, const struct outline *o,
    size_t *left)
{
	enum { ITEM_BYTES = 100 };

	for (; f->next_place <= o->count && *left; f->next_place++) {
		uint32_t item = f->next_place - 1;

		*left -= *left < ITEM_BYTES ? *left : ITEM_BYTES;
		if (f->next_place == BODY_PLACE)
			f->doc = body_begin(lib, f->post, 0);
		else if (!o->items[item].stub && outline_admits(o, item))
			f->doc = body_begin(lib, f->post, o->items[item].comment);
		if (f->doc)
			return true;
	}
	return false;
}

/* True: it was read. */
static bool read_text(struct finder *f, size_t *left)
{
	enum { READ_BYTES = 16 << 10 };

	while (!doc_is_read(f->doc) && *left) {
		size_t bytes = *left < READ_BYTES ? *left : READ_BYTES;

		if (doc_step(f->doc, bytes))
			*left -= bytes;
	}
	return doc_is_read(f->doc);
}

/* True: it was looked through. */
static bool look_through(struct finder *f, size_t *left)
{
	size_t start, end;

	if (!read_text(f, left))
		return false;
	if (!f->scans)
		pattern_scan_begin(&f->scan, f->pattern, safe_span(doc_text(f->doc)));
	f->scans = true;
	for (;;) {
		switch (pattern_scan_next(&f->scan, left, &start, &end)) {
		case PATTERN_MORE:
			return false;
		case PATTERN_END:
			return true;
		case PATTERN_HIT:
			f->full = f->done = f->count == FINDER_MAX_HITS;
			if (f->full)
				return true;
			add_hit(f, f->next_place, start, end);
		}
	}
}

bool finder_step(struct finder *f, const struct library *lib, const struct outline *o,
    size_t bytes)
{
	size_t left = bytes;

	if (!f->pattern || f->done || !f->post)
		return false;
	while (!f->done && left) {
		if (!f->doc && !open_text(f, lib, o, &left)) {
			f->done = f->next_place > o->count;
			break;
		}
		if (!look_through(f, &left))
			break;
		close_text(f);
		f->next_place++;
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
