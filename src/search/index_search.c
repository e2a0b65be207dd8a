/* Block after block, of each the two parts that the pattern looks at.  Where the pattern
 * allows it a part is looked at in one piece: a match within a text is one of that text; a
 * match that goes on into the next text means that its text is looked at alone.  Else each
 * text is looked at alone.
 */
#include "config.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "search/index_priv.h"

void index_search_begin(struct index_search *q, struct search_index *si, struct pattern *p)
{
	index_search_release(q);
	q->index = si;
	q->pattern = p;
}

void index_search_release(struct index_search *q)
{
	free(q->rows);
	free(q->block_rows[0].at);
	free(q->block_rows[1].at);
	buf_release(&q->scratch);
	*q = (struct index_search){ 0 };
}

/* Texts that lie side by side. */
struct region {
	struct span bytes;
	const struct index_piece *pieces;
	size_t count;
};

static size_t text_start(const struct region *r, size_t i)
{
	return i < r->count ? r->pieces[i].start : r->bytes.len;
}

static struct span text_at(const struct region *r, size_t i)
{
	return span_sub(r->bytes, text_start(r, i), text_start(r, i + 1) - 1);
}

static uint32_t count_alone(struct pattern *p, struct span text, size_t from)
{
	uint32_t hits = 0;
	size_t start;

	while (pattern_find(p, text, from, &start, &from) == PATTERN_FOUND)
		hits++;
	return hits;
}

static void add_row(struct index_rows *rows, uint32_t text, uint32_t hits)
{
	if (hits == 0)
		return;
	ARRAY_GROW(rows->at, rows->count, rows->cap);
	rows->at[rows->count++] = (struct index_row){ text, hits };
}

static void look_at_each(struct pattern *p, const struct region *r, struct index_rows *rows)
{
	for (size_t i = 0; i < r->count; i++)
		add_row(rows, r->pieces[i].text, count_alone(p, text_at(r, i), 0));
}

static void look_at_joined(struct pattern *p, const struct region *r, struct index_rows *rows)
{
	size_t at = 0, i = 0, text_end = text_start(r, 1), start, end;
	uint32_t hits = 0; /* in text i */

	while (pattern_find(p, r->bytes, at, &start, &end) == PATTERN_FOUND) {
		if (start >= text_end) {
			add_row(rows, r->pieces[i].text, hits);
			hits = 0;
			while (start >= text_end)
				text_end = text_start(r, ++i + 1);
		}
		if (end < text_end) {
			hits++;
			at = end;
			continue;
		}
		at = at > text_start(r, i) ? at - text_start(r, i) : 0;
		hits += count_alone(p, text_at(r, i), at);
		at = text_end;
	}
	add_row(rows, r->pieces[i].text, hits);
}

static void look_at(struct index_search *q, uint32_t block, enum index_part part,
    struct span bytes, struct index_rows *rows)
{
	uint32_t first = q->index->blocks[block].first[part];
	struct region r = { bytes, q->index->pieces[part].at + first,
		index_block_after(q->index, block)->first[part] - first };

	rows->count = 0;
	if (r.count == 0)
		return;
	if (pattern_joins(q->pattern))
		look_at_joined(q->pattern, &r, rows);
	else
		look_at_each(q->pattern, &r, rows);
}

static void take_row(struct index_search *q, const struct index_row *row)
{
	q->hits += row->hits;
	q->texts++;
	if (q->row_count == INDEX_MAX_ROWS)
		return;
	ARRAY_GROW(q->rows, q->row_count, q->row_cap);
	q->rows[q->row_count++] = *row;
}

/* Each part has its rows in the order of texts. */
static void merge_rows(
    struct index_search *q, const struct index_rows *a, const struct index_rows *b)
{
	size_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		bool first = j == b->count || (i < a->count && a->at[i].text < b->at[j].text);

		take_row(q, first ? &a->at[i++] : &b->at[j++]);
	}
}

uint32_t index_search_texts(const struct index_search *q)
{
	const struct search_index *si = q->index;

	return q->next_block < si->block_count ? si->blocks[q->next_block].first_text :
	    si->open.first_text;
}

bool index_search_step(struct index_search *q)
{
	enum index_part from = q->pattern && pattern_is_plain(q->pattern) ? PART_SAME : PART_MARKED;
	uint32_t block = q->next_block, middle;
	struct span bytes;

	if (!q->index || q->index->damaged || block >= q->index->block_count)
		return false;
	bytes = index_block_bytes(q->index, block, from, &q->scratch);
	if (q->index->damaged)
		return false;
	middle = q->index->blocks[block].part_bytes[from];
	look_at(q, block, from, span_sub(bytes, 0, middle), &q->block_rows[0]);
	look_at(q, block, from + 1, span_sub(bytes, middle, bytes.len), &q->block_rows[1]);
	merge_rows(q, &q->block_rows[0], &q->block_rows[1]);
	q->next_block++;
	return true;
}
