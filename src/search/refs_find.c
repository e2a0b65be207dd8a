/* Who is meant by a number, a name or a time.  Lists are in order of key and rank, so
 * the earlier comments under a key end where my own rank would stand; they are looked
 * at from there backward, at most LOOK_MAX of them. */
#include "config.h"

#include "refs_priv.h"

/* The index after the last entry with this key and a rank below mine. */
static size_t earlier_end(const struct keyed_list *list, uint64_t key, uint32_t rank)
{
	size_t from = 0, to = list->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct keyed *k = &list->at[middle];

		if (k->key < key || (k->key == key && k->rank < rank))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void add_candidate(struct candidates *out, uint32_t place)
{
	for (uint32_t i = 0; i < out->count; i++)
		if (out->places[i] == place)
			return;
	if (out->count < REF_MAX_TARGETS)
		out->places[out->count++] = place;
}

static bool same_person(const struct member *a, const struct member *b)
{
	return a->author && a->author == b->author && !a->anonymous;
}

static bool has_name(const struct member *m, uint64_t name)
{
	return m->author == name || m->first_name == name;
}

bool is_name(const struct crowd *c, uint64_t name, bool first_name)
{
	const struct keyed_list *list = first_name ? &c->by_first_name : &c->by_author;
	size_t at = earlier_end(list, name, 0);

	return name && at < list->len && list->at[at].key == name;
}

/* The comment with this path of ordinals; its place + 1, 0 when there is none. */
static uint32_t place_of_path(const struct crowd *c, const uint32_t *path, size_t len)
{
	uint32_t above = 0;

	for (size_t i = 0; i < len; i++) {
		uint64_t key = number_key(above, path[i]);
		size_t at = earlier_end(&c->by_number, key, 0);

		if (at == c->by_number.len || c->by_number.at[at].key != key)
			return 0;
		above = c->by_number.at[at].place + 1;
	}
	return above;
}

void find_by_number(const struct crowd *c, uint32_t me, const uint32_t *path, size_t len,
    struct candidates *out)
{
	uint32_t rank = c->members[me].rank, place = place_of_path(c, path, len);

	if (place && c->members[place - 1].rank < rank)
		add_candidate(out, place - 1);
	if (len == 1 && c->clocks_known && path[0] >= 1 && path[0] - 1 < rank)
		add_candidate(out, c->by_rank[path[0] - 1]);
}

static void add_ancestors(const struct crowd *c, uint32_t me, uint64_t name,
    struct candidates *out)
{
	uint32_t above = c->members[me].above;

	for (int i = 0; above && i < LOOK_MAX; i++) {
		const struct member *m = &c->members[above - 1];

		if (m->id && has_name(m, name) && !same_person(m, &c->members[me]))
			add_candidate(out, above - 1);
		above = m->above;
	}
}

void find_by_name(const struct crowd *c, uint32_t me, uint64_t name, bool first_name,
    struct candidates *out)
{
	const struct keyed_list *list = first_name ? &c->by_first_name : &c->by_author;
	const struct member *self = &c->members[me];
	size_t at = earlier_end(list, name, self->rank);

	add_ancestors(c, me, name, out);
	for (int i = 0; i < LOOK_MAX && at > 0 && list->at[at - 1].key == name; i++, at--)
		if (!same_person(&c->members[list->at[at - 1].place], self))
			add_candidate(out, list->at[at - 1].place);
}

static bool agrees(const struct member *m, const struct whom *whom)
{
	if (whom->kind == WHOM_NAMED)
		return has_name(m, whom->name);
	return whom->kind == WHOM_ANYONE || m->anonymous || !m->author;
}

static bool is_on(const struct crowd *c, const struct member *m, struct date day)
{
	struct date_fields asked, has;

	if (!date_known(day))
		return true;
	asked = date_fields(day);
	has = date_fields(library_comment(c->lib, m->id)->published);
	return asked.year == has.year && asked.month == has.month && asked.day == has.day;
}

/* Those of the minute, the latest first; strictly: only whom it says. */
static void add_of_minute(const struct crowd *c, uint32_t me, int minute, const struct whom *whom,
    struct date day, struct candidates *out)
{
	const struct keyed_list *list = &c->by_clock;
	uint64_t key = (uint64_t)minute + 1;
	size_t at = earlier_end(list, key, c->members[me].rank);

	for (int i = 0; i < LOOK_MAX && at > 0 && list->at[at - 1].key == key; i++, at--) {
		const struct member *m = &c->members[list->at[at - 1].place];

		if (agrees(m, whom) && is_on(c, m, day))
			add_candidate(out, list->at[at - 1].place);
	}
}

static void sort_latest_first(const struct crowd *c, struct candidates *out)
{
	for (uint32_t i = 1; i < out->count; i++) {
		uint32_t place = out->places[i], k = i;

		for (; k > 0 && c->members[out->places[k - 1]].rank < c->members[place].rank; k--)
			out->places[k] = out->places[k - 1];
		out->places[k] = place;
	}
}

/* They are latest first, nth counts from the earliest. */
static void prefer_nth(struct candidates *out, uint32_t nth)
{
	uint32_t at, place;

	if (nth == 0 || nth > out->count)
		return;
	at = out->count - nth;
	place = out->places[at];
	for (; at > 0; at--)
		out->places[at] = out->places[at - 1];
	out->places[0] = place;
}

void find_by_clock(const struct crowd *c, uint32_t me, const struct whom *whom,
    const struct clock *clock, struct candidates *out)
{
	struct whom anyone = { WHOM_ANYONE, 0 };

	for (int i = 0; i < clock->count && !(i && clock->first_wins && out->count); i++)
		add_of_minute(c, me, clock->minutes[i], whom, clock->day, out);
	if (out->count == 0 && whom->kind == WHOM_ANONYMOUS) {
		find_by_clock(c, me, &anyone, clock, out);
		return;
	}
	sort_latest_first(c, out);
	prefer_nth(out, clock->nth);
}

bool may_be_meant(const struct crowd *c, uint32_t me, const struct whom *whom, uint32_t place)
{
	const struct member *m = &c->members[place], *self = &c->members[me];

	return m->id && m->clock_min < 0 && m->rank < self->rank && !same_person(m, self) &&
	    agrees(m, whom);
}

void find_by_order(const struct crowd *c, uint32_t me, const struct whom *whom,
    struct candidates *out)
{
	uint32_t before = c->members[me].before, above = c->members[me].above;

	for (int i = 0; before && i < LOOK_MAX && out->count < REF_MAX_TARGETS - 1; i++) {
		if (may_be_meant(c, me, whom, before - 1))
			add_candidate(out, before - 1);
		before = c->members[before - 1].before;
	}
	if (above && may_be_meant(c, me, whom, above - 1))
		add_candidate(out, above - 1);
}
