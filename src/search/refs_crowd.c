/* Who takes part in a thread, and in what order they wrote.
 *
 * The order is one for all: by time, but a reply is never before what it answers, and
 * a comment without a time comes right after the sibling (or else the parent) before
 * it.  Without any times that is the order of the thread. */
#include "config.h"

#include "refs_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

/* What blogs call those who leave no name, and what these call each other; accents and
 * case do not count. */
static const char *const anonymous_names[] = {
	"anon", "annon", "anons", "anonymous", "anonymus", "anonym", "anonyme", "anoniem",
	"anonimo", "anonimowy", "anonimni",
};

bool is_anonymous(uint64_t word)
{
	for (size_t i = 0; i < sizeof anonymous_names / sizeof *anonymous_names; i++)
		if (word_hash(anonymous_names[i]) == word)
			return true;
	return false;
}

uint64_t name_hash(const struct word *words, size_t count)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ words[i].hash) * 0x9E3779B97F4A7C15u;
	return hash;
}

/* At least three letters, whatever their bytes. */
static bool is_long(struct span text, struct word word)
{
	size_t letters = 0;

	for (size_t i = word.start; i < word.end; i++)
		letters += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return letters >= 3;
}

static void set_author(struct member *m, struct span name, struct words *scratch)
{
	scratch->len = 0;
	words_add(scratch, name);
	if (scratch->len == 0)
		return;
	m->anonymous = scratch->len == 1 && is_anonymous(scratch->at[0].hash);
	m->author = name_hash(scratch->at, scratch->len);
	if (m->anonymous)
		m->author = name_hash(&(struct word){ .hash = word_hash("anon") }, 1);
	else if (scratch->len > 1 && is_long(name, scratch->at[0]))
		m->first_name = name_hash(scratch->at, 1);
}

/* start: of the post's thread in the thread array. */
static void set_member(struct crowd *c, comment_id id, bool all, struct words *scratch)
{
	const struct comment_row *row = library_comment(c->lib, id);
	struct member *m = &c->members[row->place];

	m->clock_min = -1;
	m->ordinal = row->ordinal;
	m->above = row->parent ? library_comment(c->lib, row->parent)->place + 1 : 0;
	if (row->published.precision >= DATE_MINUTE) {
		struct date_fields f = date_fields(row->published);

		m->clock_min = (int16_t)(f.hour * 60 + f.minute);
	}
	if (!library_comment_visible(c->lib, id, all))
		return;
	m->id = id;
	m->has_text = all || row->state == COMMENT_SHOWN;
	if (m->has_text)
		set_author(m, library_text(c->lib, row->author), scratch);
}

/* Preorder: parents and the siblings before have theirs already.  *youngest is the
 * last place + 1 with this parent. */
static void set_when(struct crowd *c, const struct thread_item *item, uint32_t place,
    uint32_t *youngest)
{
	struct member *m = &c->members[place];
	int64_t above = m->above ? c->members[m->above - 1].when_s : INT64_MIN;
	int64_t own = library_comment(c->lib, item->comment)->published.unix_s;

	m->before = *youngest;
	*youngest = place + 1;
	if (m->clock_min < 0)
		m->when_s = m->before ? c->members[m->before - 1].when_s : above;
	else
		m->when_s = own > above ? own : above;
}

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void set_ranks(struct crowd *c)
{
	struct keyed *order = xreallocarray(NULL, c->count + 1, sizeof *order);

	for (uint32_t i = 0; i < c->count; i++) {
		const struct member *m = &c->members[i];

		if (m->id)
			order[c->taking_part++] =
			    (struct keyed){ (uint64_t)m->when_s ^ (UINT64_C(1) << 63), i, i };
	}
	qsort(order, c->taking_part, sizeof *order, compare_keyed);
	c->by_rank = xreallocarray(NULL, c->taking_part + 1, sizeof *c->by_rank);
	for (uint32_t i = 0; i < c->taking_part; i++) {
		c->by_rank[i] = order[i].place;
		c->members[order[i].place].rank = i;
	}
	free(order);
}

uint64_t number_key(uint32_t parent_place_1, uint32_t ordinal)
{
	return (uint64_t)parent_place_1 << 32 | ordinal;
}

static uint64_t clock_key(const struct member *m)
{
	return m->clock_min < 0 ? 0 : (uint64_t)m->clock_min + 1;
}

static uint64_t author_key(const struct member *m)
{
	return m->author;
}

static uint64_t first_name_key(const struct member *m)
{
	return m->first_name;
}

static uint64_t ordinal_key(const struct member *m)
{
	return number_key(m->above, m->ordinal);
}

/* Key 0 is none. */
static void set_list(struct crowd *c, struct keyed_list *list,
    uint64_t (*key_of)(const struct member *m))
{
	list->at = xreallocarray(NULL, (size_t)c->taking_part + 1, sizeof *list->at);
	for (uint32_t i = 0; i < c->taking_part; i++) {
		uint32_t place = c->by_rank[i];
		uint64_t key = key_of(&c->members[place]);

		if (key)
			list->at[list->len++] = (struct keyed){ key, i, place };
	}
	qsort(list->at, list->len, sizeof *list->at, compare_keyed);
}

static void set_lists(struct crowd *c)
{
	set_list(c, &c->by_clock, clock_key);
	set_list(c, &c->by_author, author_key);
	set_list(c, &c->by_first_name, first_name_key);
	set_list(c, &c->by_number, ordinal_key);
	c->clocks_known = c->by_clock.len * 2 > c->taking_part;
}

void crowd_init(struct crowd *c, const struct library *lib, post_id post, bool all)
{
	const struct thread_item *items;
	struct words scratch = { 0 };
	uint32_t *youngest; /* of each parent's place + 1 */

	*c = (struct crowd){ .lib = lib };
	items = library_thread(lib, post, &c->count);
	c->members = xcalloc((size_t)c->count + 1, sizeof *c->members);
	youngest = xcalloc((size_t)c->count + 1, sizeof *youngest);
	for (uint32_t i = 0; i < c->count; i++)
		set_member(c, items[i].comment, all, &scratch);
	for (uint32_t i = 0; i < c->count; i++)
		set_when(c, &items[i], i, &youngest[c->members[i].above]);
	set_ranks(c);
	set_lists(c);
	free(youngest);
	words_release(&scratch);
}

void crowd_release(struct crowd *c)
{
	free(c->members);
	free(c->by_rank);
	free(c->by_clock.at);
	free(c->by_author.at);
	free(c->by_first_name.at);
	free(c->by_number.at);
	*c = (struct crowd){ 0 };
}
