#include "config.h"

#include "moot/search/index.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/text/plain.h"
#include "search/index_priv.h"

enum { PLACE_TITLE, PLACE_BODY, PLACE_THREAD, TEXT_COST_BYTES = 100 };

static bool is_small(const struct library *lib)
{
	return library_post_count(lib) + (uint64_t)library_comment_count(lib) <= INDEX_KEEP_TEXTS;
}

struct search_index *search_index_new(const struct library *lib, bool all)
{
	struct search_index *si = xcalloc(1, sizeof *si);

	si->lib = lib;
	si->all = all;
	si->bytes = SPILL_INIT(is_small(lib) ? SIZE_MAX : 0);
	return si;
}

static void free_arrays(struct search_index *si)
{
	for (enum index_part part = 0; part < PARTS; part++)
		free(si->pieces[part].at);
	free(si->comments);
	free(si->blocks);
	free(si->posts);
}

void search_index_free(struct search_index *si)
{
	if (!si)
		return;
	spill_release(&si->bytes);
	for (enum index_part part = 0; part < PARTS; part++)
		buf_release(&si->parts[part]);
	if (!si->kept.load)
		free_arrays(si);
	free(si);
}

/* ---- what the texts are ---- */

/* Calls add with the text of a title, body or comment; returns how many bytes of the
 * library were looked at. */
static size_t with_text(const struct search_index *si, post_id post, uint32_t comment,
    void (*add)(void *user, struct span text), void *user)
{
	const struct post_row *row = library_post(si->lib, post);
	struct span body;
	struct doc *doc;

	if (comment == INDEX_TITLE) {
		struct buf title = BUF_INIT;

		body = library_text(si->lib, row->title);
		safe_add(&title, body, 0);
		add(user, buf_span(&title));
		buf_release(&title);
		return body.len;
	}
	if (comment) {
		const struct comment_row *said = library_comment(si->lib, comment);

		body = library_text(si->lib, said->body);
		doc = doc_parse(body, said->body_type, SPAN_NONE);
	} else {
		body = library_text(si->lib, row->body);
		doc = doc_parse(body, row->body_type, SPAN_NONE);
	}
	add(user, safe_span(doc_text(doc)));
	doc_free(doc);
	return body.len;
}

/* ---- building ---- */

static void open_block(struct search_index *si)
{
	si->open = (struct index_block){ .at = si->at_bytes,
		.first_text = (uint32_t)si->text_count };
	for (enum index_part part = 0; part < PARTS; part++) {
		buf_clear(&si->parts[part]);
		si->open.first[part] = (uint32_t)si->pieces[part].count;
	}
}

static void keep_bytes(struct search_index *si, struct span bytes)
{
	si->at_bytes += bytes.len;
	if (!si->write)
		spill_add(&si->bytes, bytes);
	else if (!si->write_failed)
		si->write_failed = !si->write(si->write_user, bytes);
}

static void close_block(struct search_index *si)
{
	if (si->text_count == si->open.first_text)
		return;
	for (enum index_part part = 0; part < PARTS; part++) {
		si->open.part_bytes[part] = (uint32_t)si->parts[part].len;
		keep_bytes(si, buf_span(&si->parts[part]));
	}
	ARRAY_GROW(si->blocks, si->block_count, si->block_cap);
	si->blocks[si->block_count++] = si->open;
	open_block(si);
}

/* Where the next text of a part begins. */
static void add_piece(struct search_index *si, enum index_part part)
{
	struct index_pieces *p = &si->pieces[part];

	ARRAY_GROW(p->at, p->count, p->cap);
	p->at[p->count++] = (struct index_piece){ (uint32_t)si->parts[part].len,
		(uint32_t)si->text_count };
}

static void join_text(void *user, struct span text)
{
	struct search_index *si = user;
	bool differs = plain_differs(text);
	enum index_part part = differs ? PART_MARKED : PART_SAME;

	add_piece(si, part);
	buf_add_span(&si->parts[part], text);
	buf_add_char(&si->parts[part], '\n');
	if (differs) {
		add_piece(si, PART_PLAIN);
		plain_add(&si->parts[PART_PLAIN], text, NULL, NULL);
		buf_add_char(&si->parts[PART_PLAIN], '\n');
	}
}

static size_t add_text(struct search_index *si, post_id post, uint32_t comment)
{
	size_t seen = with_text(si, post, comment, join_text, si);

	ARRAY_GROW(si->comments, si->text_count, si->text_cap);
	si->comments[si->text_count++] = comment;
	if (si->parts[PART_MARKED].len + si->parts[PART_SAME].len >= INDEX_BLOCK_BYTES)
		close_block(si);
	return seen + TEXT_COST_BYTES;
}

static bool is_shown(const struct search_index *si, comment_id comment)
{
	const struct comment_row *row = library_comment(si->lib, comment);

	return (si->all || row->state == COMMENT_SHOWN) &&
	    library_comment_visible(si->lib, comment, si->all);
}

/* The next text of the post; false after the last one. */
static bool next_text(struct search_index *si, post_id post, size_t *seen)
{
	uint32_t count, place = si->place++;
	const struct thread_item *items = library_thread(si->lib, post, &count);

	if (!library_post_visible(si->lib, post, si->all) || place >= PLACE_THREAD + count)
		return false;
	if (place < PLACE_THREAD)
		*seen += add_text(si, post, place == PLACE_TITLE ? INDEX_TITLE : 0);
	else if (is_shown(si, items[place - PLACE_THREAD].comment))
		*seen += add_text(si, post, items[place - PLACE_THREAD].comment);
	else
		*seen += TEXT_COST_BYTES;
	return true;
}

bool search_index_step(struct search_index *si, size_t budget_bytes)
{
	size_t seen = 0;

	while (!si->done && seen < budget_bytes) {
		if (si->post_count > 0 && next_text(si, (post_id)si->post_count, &seen))
			continue;
		if (si->post_count == library_post_count(si->lib)) {
			close_block(si);
			si->done = true;
			break;
		}
		ARRAY_GROW(si->posts, si->post_count, si->post_cap);
		si->posts[si->post_count++] = (uint32_t)si->text_count;
		si->place = PLACE_TITLE;
		seen += TEXT_COST_BYTES;
	}
	return !si->done;
}

/* ---- looking ---- */

bool search_index_done(const struct search_index *si)
{
	return si->done;
}

uint32_t search_index_count(const struct search_index *si)
{
	return (uint32_t)si->text_count;
}

post_id search_index_posts(const struct search_index *si)
{
	return (post_id)si->post_count;
}

uint32_t search_index_first(const struct search_index *si, post_id post)
{
	return post - 1 < si->post_count ? si->posts[post - 1] : (uint32_t)si->text_count;
}

/* The last post that begins at or before the text: those before it there are empty. */
post_id search_index_post(const struct search_index *si, uint32_t text)
{
	size_t low = 0, high = si->post_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (si->posts[mid] <= text)
			low = mid + 1;
		else
			high = mid;
	}
	return (post_id)low;
}

uint32_t search_index_comment(const struct search_index *si, uint32_t text)
{
	return si->kept.load ? index_kept_comment(si, text) : si->comments[text];
}

bool search_index_is_damaged(const struct search_index *si)
{
	return si->damaged;
}

/* ---- reading blocks ---- */

struct adding {
	struct buf *out;
	bool plain;
};

static void add_line(void *user, struct span text)
{
	struct adding *a = user;

	if (a->plain)
		plain_add(a->out, text, NULL, NULL);
	else
		buf_add_span(a->out, text);
	buf_add_char(a->out, '\n');
}

static void parse_part(struct search_index *si, uint32_t block, enum index_part part,
    struct buf *out)
{
	uint32_t end = index_block_after(si, block)->first[part];
	struct adding adding = { out, part == PART_PLAIN };

	for (uint32_t i = si->blocks[block].first[part]; i < end; i++) {
		uint32_t text = si->pieces[part].at[i].text;

		with_text(si, search_index_post(si, text), si->comments[text], add_line, &adding);
	}
}

struct span index_block_bytes(struct search_index *si, uint32_t block, enum index_part from,
    struct buf *scratch)
{
	const struct index_block *b = &si->blocks[block];
	uint64_t at = b->at + (from == PART_MARKED ? 0 : b->part_bytes[PART_MARKED]);
	size_t len = (size_t)b->part_bytes[from] + b->part_bytes[from + 1];
	struct span bytes;

	if (si->kept.load)
		return index_kept_bytes(si, block, from, at, len, scratch);
	bytes = spill_read(&si->bytes, at, len, scratch);
	if (!span_is_none(bytes))
		return bytes;
	buf_clear(scratch);
	parse_part(si, block, from, scratch);
	parse_part(si, block, from + 1, scratch);
	return buf_span(scratch);
}
