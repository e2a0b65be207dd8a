#include "config.h"

#include "app/activity.h"

enum { HEIGHTS = 8, HOUR_S = 3600, DAY_S = 24 * HOUR_S };

/* False where the time is not known to the minute, or no text is shown. */
static bool time_of(const struct library *lib, const struct outline_item *item, int64_t *time_s)
{
	struct date d = library_comment(lib, item->comment)->published;

	*time_s = d.unix_s;
	return !item->stub && d.precision > DATE_DAY;
}

static void find_ends(struct activity *a, const struct library *lib, const struct outline *o)
{
	int64_t time_s;

	for (uint32_t i = 0; i < o->count; i++) {
		if (!time_of(lib, &o->items[i], &time_s))
			continue;
		if (a->comments == 0 || time_s < a->first_s)
			a->first_s = time_s;
		if (a->comments == 0 || time_s > a->last_s)
			a->last_s = time_s;
		a->comments++;
	}
}

/* Dates are within some thousand years: the length in seconds is no large number. */
static void fill_parts(struct activity *a, const struct library *lib, const struct outline *o)
{
	int64_t length_s = a->last_s - a->first_s + 1, time_s;

	for (uint32_t i = 0; i < o->count; i++)
		if (time_of(lib, &o->items[i], &time_s))
			a->parts[(time_s - a->first_s) * ACTIVITY_PARTS / length_s]++;
}

void activity_count(struct activity *a, const struct library *lib, const struct outline *o)
{
	if (a->thread_hash == o->thread_hash && a->thread_len == o->thread_len)
		return;
	*a = (struct activity){ .thread_hash = o->thread_hash, .thread_len = o->thread_len };
	find_ends(a, lib, o);
	if (a->comments >= ACTIVITY_MIN_COMMENTS)
		fill_parts(a, lib, o);
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
