#include "config.h"

#include "model/library_priv.h"
#include "moot/base/xalloc.h"

#define MUST(condition) \
	do \
		if (!(condition)) \
			bug("the model is broken at %u: %s", at, #condition); \
	while (0)

static void check_item(const struct library *lib, post_id post, uint32_t at)
{
	const struct thread_item *item = &lib->thread[at];
	const struct comment_row *row = &lib->comments[item->comment];
	uint32_t start = lib->posts[post].thread_start, end = start + lib->posts[post].thread_len;

	MUST(item->comment > 0 && item->comment < lib->comment_len);
	MUST(row->post == post && row->place == at - start && !row->absorbed);
	MUST(item->size >= 1 && item->size <= end - at);
	MUST(row->ordinal > 0);
	if (row->parent) {
		const struct comment_row *parent = &lib->comments[row->parent];
		const struct thread_item *above = &lib->thread[start + parent->place];

		MUST(parent->post == post && parent->place < at - start);
		MUST(above->comment == row->parent && above->depth + 1 == item->depth);
		MUST(at + item->size <= start + parent->place + above->size);
		MUST(parent->visible || !row->visible);
	} else {
		MUST(item->depth == 1);
	}
	MUST(row->visible || row->state != COMMENT_SHOWN);
}

/* Behind the final link threads lie one behind the other. */
static bool is_open(const struct library *lib)
{
	return lib->linked.rows > 0;
}

static bool belongs_to_thread(const struct library *lib, const struct comment_row *row)
{
	return row->post && !row->absorbed && (row->placed || !is_open(lib));
}

void model_check(const struct library *lib)
{
	uint32_t at = 0, items = 0, threaded = 0;

	if (lib->dirty)
		bug("model_check: facts were added after the last link");
	for (post_id post = 1; post < lib->post_len; post++) {
		const struct post_row *row = &lib->posts[post];

		at = post;
		MUST(row->source < lib->source_len);
		MUST(is_open(lib) || row->thread_start == items);
		MUST(row->first_label + row->label_count <= lib->label_len || !row->label_count);
		MUST(row->shown_len <= row->thread_len);
		items += row->thread_len;
		for (uint32_t i = 0; i < row->thread_len; i++)
			check_item(lib, post, row->thread_start + i);
	}
	for (comment_id c = 1; c < lib->comment_len; c++) {
		const struct comment_row *row = &lib->comments[c];

		at = c;
		MUST(row->source < lib->source_len && row->post < lib->post_len);
		MUST(!row->absorbed || (row->parent && row->parent < c));
		threaded += belongs_to_thread(lib, row);
	}
	at = threaded;
	MUST(threaded == items || (is_open(lib) && threaded > items));
}
