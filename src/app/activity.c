#include "config.h"

#include "app/activity.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { HEIGHTS = 8, HOUR_S = 3600, DAY_S = 24 * HOUR_S };

/* The times that are known to the minute, of what has a text that is shown. */
static uint32_t collect_times(
    int64_t *times_s, const struct library *lib, const struct outline *o)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < o->count; i++) {
		struct date d = library_comment(lib, o->items[i].comment)->published;

		if (!o->items[i].stub && d.precision > DATE_DAY)
			times_s[count++] = d.unix_s;
	}
	return count;
}

static void find_ends(struct activity *a, const int64_t *times_s)
{
	a->first_s = a->last_s = times_s[0];
	for (uint32_t i = 1; i < a->comments; i++) {
		if (times_s[i] < a->first_s)
			a->first_s = times_s[i];
		if (times_s[i] > a->last_s)
			a->last_s = times_s[i];
	}
}

/* Dates are within some thousand years: the length in seconds is no large number. */
static void fill_parts(struct activity *a, const int64_t *times_s)
{
	int64_t length_s = a->last_s - a->first_s + 1;

	for (uint32_t i = 0; i < a->comments; i++)
		a->parts[(times_s[i] - a->first_s) * ACTIVITY_PARTS / length_s]++;
}

void activity_count(struct activity *a, const struct library *lib, const struct outline *o)
{
	int64_t *times_s;

	if (a->thread_hash == o->thread_hash && a->thread_len == o->thread_len)
		return;
	times_s = xcalloc((size_t)o->count + 1, sizeof *times_s);
	*a = (struct activity){ .thread_hash = o->thread_hash, .thread_len = o->thread_len };
	a->comments = collect_times(times_s, lib, o);
	if (a->comments >= ACTIVITY_MIN_COMMENTS) {
		find_ends(a, times_s);
		fill_parts(a, times_s);
	}
	free(times_s);
}

static void add_length(int64_t length_s, struct buf *out)
{
	if (length_s >= 2 * DAY_S)
		buf_addf(out, " %u days", (unsigned)(length_s / DAY_S));
	else if (length_s >= 2 * HOUR_S)
		buf_addf(out, " %u hours", (unsigned)(length_s / HOUR_S));
	else
		buf_addf(out, " %u min", (unsigned)(length_s / 60));
}

void activity_add(const struct activity *a, const struct looks *looks, struct buf *out)
{
	uint32_t most = 0;

	if (looks->linear || a->comments < ACTIVITY_MIN_COMMENTS || a->last_s - a->first_s < 60)
		return;
	for (int i = 0; i < ACTIVITY_PARTS; i++)
		if (a->parts[i] > most)
			most = a->parts[i];
	for (int i = 0; i < ACTIVITY_PARTS; i++) {
		uint64_t height = ((uint64_t)a->parts[i] * (HEIGHTS - 1) + most - 1) / most;

		buf_add_span(out, safe_span(glyph(looks, (enum glyph)(GLYPH_HEIGHT0 + height))));
	}
	add_length(a->last_s - a->first_s, out);
}
