/* The header of a comment in words alone, each said once, parted by commas: a screen reader
 * or a braille line gets them in one go, and what matters most comes first.
 */
#include "config.h"

#include "moot/view/names.h"
#include "view/thread_priv.h"

static void add_word(struct buf *out, const char *word)
{
	buf_addf(out, ", %s", word);
}

static void add_replies(const struct thread_view *t, uint32_t item, struct buf *out)
{
	uint32_t size = t->outline.items[item].size, below = size - 1;
	uint32_t fresh = thread_new_among(t, item + 1, item + size);

	if (below == 0 || t->outline.time_order)
		return;
	buf_addf(out, ", %u %s", below, below == 1 ? "reply" : "replies");
	if (fresh)
		buf_addf(out, " (%u new)", fresh);
	if (outline_is_folded(&t->outline, item))
		add_word(out, "folded");
}

static void add_who(const struct thread_view *t, uint32_t item, struct arena *a, struct buf *out)
{
	comment_id id = t->outline.items[item].comment;
	struct safe author = name_of_author(a, t->lib, id);

	buf_add_span(out, safe_span(name_of_number(a, t->lib, id, SIZE_MAX, t->looks)));
	if (t->outline.items[item].stub)
		return;
	if (author.len) {
		buf_add_char(out, ' ');
		buf_add_span(out, safe_span(author));
	}
	if (library_by_post_author(t->lib, id))
		add_word(out, "author of the post");
}

void thread_add_linear_header(const struct thread_view *t, uint32_t item, struct arena *a,
    struct buf *out)
{
	const struct outline_item *it = &t->outline.items[item];
	const struct comment_row *row = library_comment(t->lib, it->comment);
	struct safe time = name_of_time(a, row->published, t->looks);

	add_who(t, item, a, out);
	if (thread_new_among(t, item, item + 1))
		add_word(out, "new");
	else if (t->news && !it->stub && !t->news->is_read(t->news->user, it->comment))
		add_word(out, "not read");
	if (t->tags && folds_has(t->tags, it->comment))
		add_word(out, "tagged");
	buf_addf(out, ", level %u", it->depth);
	if (t->outline.time_order && it->parent != NO_ITEM) {
		add_word(out, "answers ");
		library_add_number(t->lib, t->outline.items[it->parent].comment, out);
	}
	add_replies(t, item, out);
	if (row->kind == COMMENT_PINGBACK)
		add_word(out, "pingback");
	if (row->state != COMMENT_SHOWN)
		add_word(out, name_of_state(t->lib, it->comment).p);
	if (!it->stub && time.len)
		add_word(out, time.p);
}
