/* Does, while facts arrive, what can be done for new rows without a change to any thread:
 * finds the post by its id, indexes the row, and finds the parent.  What is left to
 * linking is then a small part of it.
 *
 * Rows are taken in their order, up to the first one that needs more: one whose post has
 * not come, whose parent was given by row, or whose id is known already, so that it may
 * have to be merged.  A parent that is found is an earlier row: circles are closed by
 * rows that wait only, and linking looks at those. */
#include "config.h"

#include "model/library_priv.h"

static bool has_post(struct library *lib, struct comment_row *row)
{
	if (!row->post && row->post_key)
		row->post = model_find_post_by_id(lib, pool_text(&lib->pool, row->post_key));
	return row->post != 0;
}

static bool is_plain(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];

	if (row->absorbed || row->parent_given || !has_post(lib, row))
		return false;
	return !row->id || !model_find_in_post(lib, row->post, pool_text(&lib->pool, row->id));
}

/* False: it waits for its parent, or answers itself. */
static bool find_earlier_parent(struct library *lib, comment_id c)
{
	struct comment_row *row = &lib->comments[c];

	if (!row->parent_key)
		return true;
	row->parent = model_find_in_post(lib, row->post, pool_text(&lib->pool, row->parent_key));
	if (row->parent == c)
		row->parent = 0;
	return row->parent != 0;
}

void library_link_ahead(struct library *lib)
{
	struct linked *l = &lib->linked;

	if (l->rows == 0 || l->stale)
		return;
	for (comment_id c = l->rows; c < lib->comment_len && is_plain(lib, c); c++) {
		if (lib->comments[c].id)
			model_index_comment(lib, c);
		model_take_new_rows(lib, c, c + 1);
		l->waits[c] = !find_earlier_parent(lib, c);
	}
}
