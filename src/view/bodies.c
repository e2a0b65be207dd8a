/* A set-associative cache: the number of a text picks a set of few slots, and within a
 * set the slot that was used longest ago gives way.  So a look-up is a handful of
 * comparisons, nothing is linked, and the number of texts kept is fixed.  Their size is
 * bounded as well: when it passes a limit, all is dropped at once, which costs no more than
 * one screen's worth of parsing.  The largest text stays, and does not count: one that is
 * beyond the limit by itself is not parsed anew for each look at it and its neighbours.
 */
#include "config.h"

#include "moot/view/bodies.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/layout/parts.h"

enum {
	SETS = 256,
	WAYS = 4,
	CACHE_MAX_BYTES = 64 << 20,
	START_BYTES = 64 << 10, /* of a body, read when it is first looked at */
	PART_BYTES = 16 << 10,
};

struct slot {
	post_id post;
	comment_id comment;
	text_ref body; /* what was parsed: another one means that the text has grown */
	struct doc *doc; /* NULL: the slot is free */
	struct parts *parts; /* or NULL */
	int cols; /* of the parts */
	bool without_quotes, long_lines; /* they are, they have */
	uint64_t used; /* when, by the cache's count of look-ups */
	size_t size_bytes;
};

struct bodies {
	const struct library *lib;
	const struct looks *looks;
	struct slot slots[SETS][WAYS];
	bool hide_quotes;
	uint64_t lookups;
	size_t size_bytes;
	struct slot *unread; /* one that was not read to its end, maybe; or NULL */
};

struct bodies *bodies_new(const struct library *lib, const struct looks *looks)
{
	struct bodies *b = xcalloc(1, sizeof *b);

	b->lib = lib;
	b->looks = looks;
	return b;
}

static void slot_clear(struct bodies *b, struct slot *s)
{
	parts_free(s->parts);
	doc_free(s->doc);
	b->size_bytes -= s->size_bytes;
	*s = (struct slot){ 0 };
}

void bodies_forget(struct bodies *b)
{
	for (int set = 0; set < SETS; set++)
		for (int way = 0; way < WAYS; way++)
			slot_clear(b, &b->slots[set][way]);
}

void bodies_free(struct bodies *b)
{
	if (b)
		bodies_forget(b);
	free(b);
}

static text_ref body_of(const struct library *lib, post_id post, comment_id comment)
{
	return comment ? library_comment(lib, comment)->body : library_post(lib, post)->body;
}

static enum body_type type_of(const struct library *lib, post_id post, comment_id comment)
{
	return comment ? library_comment(lib, comment)->body_type :
			 library_post(lib, post)->body_type;
}

static struct span base_of(const struct library *lib, post_id post)
{
	const struct post_row *p = library_post(lib, post);

	return library_text(lib, p->base_url ? p->base_url : p->url);
}

struct doc *body_begin(const struct library *lib, post_id post, comment_id comment)
{
	return doc_begin(library_text(lib, body_of(lib, post, comment)),
	    type_of(lib, post, comment), base_of(lib, post));
}

struct doc *body_parse(const struct library *lib, post_id post, comment_id comment)
{
	struct doc *d = body_begin(lib, post, comment);

	doc_step(d, SIZE_MAX);
	return d;
}

bool body_image_address(const struct library *lib, post_id post, comment_id comment, size_t i,
    struct buf *out)
{
	return doc_image_address(library_text(lib, body_of(lib, post, comment)),
	    type_of(lib, post, comment), base_of(lib, post), i, out);
}

static struct slot *slot_find(struct bodies *b, post_id post, comment_id comment)
{
	struct slot *set = b->slots[(comment ? comment : post * 31u) % SETS];
	struct slot *oldest = &set[0];

	for (int way = 0; way < WAYS; way++) {
		if (set[way].doc && set[way].post == post && set[way].comment == comment)
			return &set[way];
		if (set[way].used < oldest->used)
			oldest = &set[way];
	}
	slot_clear(b, oldest);
	return oldest;
}

static void slot_measure(struct bodies *b, struct slot *s)
{
	b->size_bytes -= s->size_bytes;
	s->size_bytes = doc_size_bytes(s->doc) + (s->parts ? parts_size_bytes(s->parts) : 0);
	b->size_bytes += s->size_bytes;
}

static struct slot *largest_slot(struct bodies *b)
{
	struct slot *largest = &b->slots[0][0];

	for (int set = 0; set < SETS; set++)
		for (int way = 0; way < WAYS; way++)
			if (b->slots[set][way].size_bytes > largest->size_bytes)
				largest = &b->slots[set][way];
	return largest;
}

/* What is beyond the limit goes, but for the text that is asked for. */
static void drop_others(struct bodies *b, const struct slot *asked)
{
	const struct slot *largest = largest_slot(b);

	if (b->size_bytes - largest->size_bytes <= CACHE_MAX_BYTES)
		return;
	for (int set = 0; set < SETS; set++)
		for (int way = 0; way < WAYS; way++)
			if (&b->slots[set][way] != asked && &b->slots[set][way] != largest)
				slot_clear(b, &b->slots[set][way]);
}

static struct slot *slot_get(struct bodies *b, post_id post, comment_id comment)
{
	text_ref body = body_of(b->lib, post, comment);
	struct slot *s = slot_find(b, post, comment);

	if (b->size_bytes > CACHE_MAX_BYTES)
		drop_others(b, s);
	if (s->doc && s->body != body)
		slot_clear(b, s);
	if (!s->doc) {
		s->post = post;
		s->comment = comment;
		s->body = body;
		s->doc = body_begin(b->lib, post, comment);
		if (doc_step(s->doc, START_BYTES))
			b->unread = s;
	}
	slot_measure(b, s);
	s->used = ++b->lookups;
	return s;
}

const struct doc *bodies_doc(struct bodies *b, post_id post, comment_id comment)
{
	struct doc *d = slot_get(b, post, comment)->doc;

	doc_step(d, SIZE_MAX);
	return d;
}

const struct doc *bodies_doc_so_far(struct bodies *b, post_id post, comment_id comment)
{
	return slot_get(b, post, comment)->doc;
}

static struct slot *find_unread(struct bodies *b)
{
	for (int set = 0; set < SETS; set++)
		for (int way = 0; way < WAYS; way++) {
			struct slot *s = &b->slots[set][way];

			if (s->doc && !doc_is_read(s->doc))
				return s;
		}
	return NULL;
}

bool bodies_read_on(struct bodies *b, size_t bytes, bool *finished)
{
	if (!b->unread)
		return false;
	if (!b->unread->doc || doc_is_read(b->unread->doc)) {
		b->unread = find_unread(b);
		*finished = true;
		return b->unread != NULL;
	}
	doc_step(b->unread->doc, bytes);
	return true;
}

void bodies_hide_quotes(struct bodies *b, bool hide)
{
	b->hide_quotes = hide;
}

bool line_is_quote(const struct line *line)
{
	for (uint32_t i = 0; i < line->span_count; i++)
		if (line->spans[i].quote_depth > 0)
			return true;
	return false;
}

struct parts *bodies_parts(struct bodies *b, post_id post, comment_id comment, int cols)
{
	struct slot *s = slot_get(b, post, comment);
	bool without_quotes = b->hide_quotes && comment;
	int most_cols = looks_text_cols(b->looks);

	cols = cols > most_cols ? most_cols : cols < 1 ? 1 : cols;
	if (s->parts && s->cols == cols && s->without_quotes == without_quotes &&
	    s->long_lines == b->looks->long_lines)
		return s->parts;
	parts_free(s->parts);
	s->cols = cols;
	s->without_quotes = without_quotes;
	s->long_lines = b->looks->long_lines;
	s->parts = parts_new(s->doc, &(struct parts_opts){ .part_bytes = PART_BYTES,
	    .layout = { .cols = cols, .number_links = true, .ascii = b->looks->ascii,
		.hide_quotes = without_quotes, .long_lines = b->looks->long_lines,
		.width = b->looks->width } });
	return s->parts;
}

size_t layout_line_at(const struct layout *l, uint32_t text_byte)
{
	size_t low = 0, high = l->line_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->lines[mid].text_start <= text_byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? low - 1 : 0;
}
