/* Rows that come from outside: nothing that the program takes for granted is.
 *
 * Rows are looked at alone first, for numbers and states that are out of range: those of
 * posts and comments in blocks.  A thread is then in preorder when the items below each
 * fill just its size: below an item that has any there stands one a level deeper, and
 * behind its last there stands a sibling, or its parent ends, too.  With that, no walk
 * along parents or siblings leaves the thread or goes in a circle.
 *
 * A block or thread that fails is emptied, so that it never has to be asked about again. */
#include "config.h"

#include "model/library_priv.h"

/* Years are of five digits at most, and clocks less than a day apart. */
static const int64_t time_max_s = INT64_C(1) << 40;
enum { OFFSET_MAX_MIN = 24 * 60 };

static bool load(const struct library *lib, const void *rows, size_t count, size_t row_bytes)
{
	const struct image *image = &lib->image->image;

	return !image->load || image->load(image->user, rows, count * row_bytes);
}

/* ---- rows alone ---- */

static bool is_date(const struct date *d)
{
	unsigned char known;

	memcpy(&known, &d->offset_known, 1);
	return known <= 1 && d->precision <= DATE_SECOND && d->unix_s > -time_max_s
	    && d->unix_s < time_max_s && d->offset_min > -OFFSET_MAX_MIN
	    && d->offset_min < OFFSET_MAX_MIN;
}

static bool are_texts(const struct library *lib, const text_ref *refs, size_t count)
{
	bool ok = true;

	for (size_t i = 0; i < count; i++)
		ok &= refs[i] == 0 || refs[i] < lib->pool.image_end;
	return ok;
}

static bool is_source(const struct library *lib, const struct source_row *row)
{
	const text_ref refs[] = { row->name, row->format, row->id, row->title, row->author,
		row->url };

	return are_texts(lib, refs, sizeof refs / sizeof *refs) && is_date(&row->updated);
}

static bool is_post(const struct library *lib, post_id id)
{
	const struct post_row *row = &lib->posts[id];
	const text_ref refs[] = { row->id, row->title, row->author, row->url, row->body,
		row->base_url, row->comments_url, row->comments_feed };

	return are_texts(lib, refs, sizeof refs / sizeof *refs) && is_date(&row->published)
	    && is_date(&row->updated) && row->source && row->source < lib->source_len
	    && (!row->label_count
	        || (uint64_t)row->first_label + row->label_count <= lib->label_len)
	    && (uint64_t)row->thread_start + row->thread_len <= lib->thread_cap
	    && row->body_type <= BODY_AUTOP && row->kind <= POST_PAGE
	    && row->state == lib->image->states[id] && row->shown_len <= row->thread_len;
}

static bool is_comment(const struct library *lib, comment_id id)
{
	const struct comment_row *row = &lib->comments[id];
	const text_ref refs[] = { row->id, row->author, row->author_url, row->url, row->body,
		row->parent_key, row->post_key };

	return are_texts(lib, refs, sizeof refs / sizeof *refs) && is_date(&row->published)
	    && row->source && row->source < lib->source_len && row->post < lib->post_len
	    && row->parent < lib->comment_len && row->body_type <= BODY_AUTOP
	    && row->kind <= COMMENT_PINGBACK && row->state <= COMMENT_MISSING
	    && (!row->absorbed || (row->parent && row->parent < id));
}

/* ---- at once ---- */

static bool check_sources(const struct library *lib)
{
	if (!load(lib, lib->sources, lib->source_len, sizeof *lib->sources))
		return false;
	lib->sources[0] = (struct source_row){ 0 };
	for (size_t s = 1; s < lib->source_len; s++)
		if (!is_source(lib, &lib->sources[s]))
			return false;
	return true;
}

static bool check_states(const struct library *lib)
{
	const uint8_t *states = lib->image->states;
	bool ok = load(lib, states, lib->post_len, 1);

	for (size_t p = 0; ok && p < lib->post_len; p++)
		ok = states[p] <= POST_MISSING;
	return ok;
}

const char *image_check_start(const struct library *lib)
{
	if (!check_sources(lib))
		return "a source";
	return check_states(lib) ? NULL : "the state of a post";
}

/* ---- rows when they are asked for ---- */

/* Is the block of a row asked for the first time? */
static bool is_unseen(uint64_t *seen, size_t block)
{
	uint64_t bit = UINT64_C(1) << block % BITS;
	bool unseen = !(seen[block / BITS] & bit);

	seen[block / BITS] |= bit;
	return unseen;
}

struct row_range {
	size_t first, end; /* the first row of all is never used, and not among them */
};

static struct row_range range_of(size_t block, size_t len)
{
	size_t first = block * ROW_BLOCK, end = first + ROW_BLOCK;

	return (struct row_range){ first ? first : 1, end < len ? end : len };
}

static void check_posts(const struct library *lib, size_t block)
{
	struct row_range r = range_of(block, lib->post_len);
	bool ok = load(lib, &lib->posts[r.first], r.end - r.first, sizeof *lib->posts);

	for (size_t p = r.first; ok && p < r.end; p++)
		ok = is_post(lib, (post_id)p);
	if (ok)
		return;
	lib->image->damaged = true;
	for (size_t p = r.first; p < r.end; p++)
		lib->posts[p] = (struct post_row){ .state = lib->image->states[p] };
}

const struct post_row *image_post(const struct library *lib, post_id id)
{
	static const struct post_row none;

	if (is_unseen(lib->image->seen_posts, id / ROW_BLOCK))
		check_posts(lib, id / ROW_BLOCK);
	return id ? &lib->posts[id] : &none;
}

text_ref image_label(const struct library *lib, uint32_t index)
{
	const text_ref *ref = &lib->labels[index];

	if (load(lib, ref, 1, sizeof *ref) && are_texts(lib, ref, 1))
		return *ref;
	lib->image->damaged = true;
	return 0;
}

static void check_comments(const struct library *lib, size_t block)
{
	struct row_range r = range_of(block, lib->comment_len);
	struct comment_row *rows = &lib->comments[r.first];
	bool ok = load(lib, rows, r.end - r.first, sizeof *rows);

	for (size_t c = r.first; ok && c < r.end; c++)
		ok = is_comment(lib, (comment_id)c);
	if (ok)
		return;
	lib->image->damaged = true;
	memset(rows, 0, (r.end - r.first) * sizeof *rows);
}

const struct comment_row *image_comment(const struct library *lib, comment_id id)
{
	static const struct comment_row none;

	if (is_unseen(lib->image->seen_comments, id / ROW_BLOCK))
		check_comments(lib, id / ROW_BLOCK);
	return id ? &lib->comments[id] : &none;
}

/* ---- threads ---- */

/* A part of the array of threads. */
struct range {
	uint32_t start, end;
};

/* Where the items end among which this one is a sibling; 0 when its parent is wrong. */
static uint32_t end_of_siblings(const struct library *lib, uint32_t at, struct range thread)
{
	const struct thread_item *item = &lib->thread[at], *above;
	const struct comment_row *row = &lib->comments[item->comment], *parent;

	if (!row->parent)
		return item->depth == 1 ? thread.end : 0;
	parent = image_comment(lib, row->parent);
	if (parent->post != row->post || parent->absorbed
	    || parent->place >= at - thread.start || (row->visible && !parent->visible))
		return 0;
	above = &lib->thread[thread.start + parent->place];
	if (above->comment != row->parent || above->depth + 1 != item->depth)
		return 0;
	return thread.start + parent->place + above->size;
}

static bool is_item(const struct library *lib, post_id post, uint32_t at, struct range thread)
{
	const struct thread_item *item = &lib->thread[at];
	const struct comment_row *row;
	uint32_t siblings_end;

	if (item->comment == 0 || item->comment >= lib->comment_len)
		return false;
	row = image_comment(lib, item->comment);
	if (row->post != post || row->place != at - thread.start || row->absorbed ||
	    row->ordinal == 0 || item->size == 0 || item->size > thread.end - at ||
	    (row->state == COMMENT_SHOWN && !row->visible))
		return false;
	siblings_end = end_of_siblings(lib, at, thread);
	if (at >= siblings_end || item->size > siblings_end - at)
		return false;
	if (item->size > 1 && lib->thread[at + 1].depth != item->depth + 1)
		return false;
	return at + item->size == siblings_end
	    || lib->thread[at + item->size].depth == item->depth;
}

static bool is_thread(const struct library *lib, post_id post)
{
	const struct post_row *row = image_post(lib, post);
	struct range thread = { row->thread_start, row->thread_start + row->thread_len };
	uint32_t shown = 0;

	if (!load(lib, lib->thread + thread.start, row->thread_len, sizeof *lib->thread))
		return false;
	for (uint32_t at = thread.start; at < thread.end; at++) {
		if (!is_item(lib, post, at, thread))
			return false;
		shown += lib->comments[lib->thread[at].comment].state == COMMENT_SHOWN;
	}
	return shown == row->shown_len;
}

void image_check_thread(const struct library *lib, post_id post)
{
	if (!is_unseen(lib->image->seen_threads, post) || is_thread(lib, post))
		return;
	lib->image->damaged = true;
	lib->posts[post].thread_len = lib->posts[post].shown_len = 0;
}
