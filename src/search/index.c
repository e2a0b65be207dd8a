#include "config.h"

#include "moot/search/index.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/text/plain.h"
#include "search/body_words.h"
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
	doc_free(si->reading.doc);
	for (enum index_part part = 0; part < PARTS; part++)
		buf_release(&si->parts[part]);
	if (!si->kept.load)
		free_arrays(si);
	free(si->well);
	free(si);
}

/* ---- what the texts are ---- */

static struct doc *begin_doc(const struct search_index *si, post_id post, comment_id comment)
{
	const struct post_row *row = library_post(si->lib, post);
	const struct comment_row *said = comment ? library_comment(si->lib, comment) : NULL;

	return doc_begin(library_text(si->lib, said ? said->body : row->body),
	    (enum body_type)(said ? said->body_type : row->body_type), SPAN_NONE);
}

/* Calls add with the text of a title, body or comment; returns how many bytes that were. */
static size_t with_text(const struct search_index *si, post_id post, uint32_t comment,
    void (*add)(void *user, struct span text), void *user)
{
	struct buf title = BUF_INIT;
	struct doc *doc = NULL;
	struct span text;

	if (comment == INDEX_TITLE) {
		safe_add(&title, library_text(si->lib, library_post(si->lib, post)->title), 0);
		text = buf_span(&title);
	} else {
		doc = begin_doc(si, post, comment);
		doc_step(doc, SIZE_MAX);
		text = safe_span(doc_text(doc));
	}
	add(user, text);
	buf_release(&title);
	doc_free(doc);
	return text.len;
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

static void end_text(struct search_index *si, uint32_t comment)
{
	ARRAY_GROW(si->comments, si->text_count, si->text_cap);
	si->comments[si->text_count++] = comment;
	if (si->parts[PART_MARKED].len + si->parts[PART_SAME].len >= INDEX_BLOCK_BYTES)
		close_block(si);
}

static void add_title(struct search_index *si, size_t *left)
{
	size_t seen = with_text(si, (post_id)si->post_count, INDEX_TITLE, join_text, si);

	end_text(si, INDEX_TITLE);
	spend(left, seen);
}

/* A text is added in chunks, which end where the plain form of neither depends on the other:
 * between a blank and a character of ASCII. */
static size_t end_of_chunk(struct span text, size_t at)
{
	while (at < text.len && !(ascii_is_space(text.p[at - 1]) && (text.p[at] & 0x80) == 0))
		at++;
	return at < text.len ? at : text.len;
}

enum { CHUNK_BYTES = 16 << 10 };

/* The next chunk; empty at the end of the text, or when as much was looked at as may be. */
static struct span next_chunk(struct index_text *t, size_t *left)
{
	struct span text = safe_span(doc_text(t->doc));
	size_t at = t->at;

	if (!*left || at == text.len)
		return SPAN_NONE;
	t->at = end_of_chunk(text, at + CHUNK_BYTES);
	spend(left, t->at - at);
	return span_sub(text, at, t->at);
}

static bool read_text(struct index_text *t, size_t *left)
{
	while (!doc_is_read(t->doc) && *left) {
		size_t before = doc_text(t->doc).len;

		if (doc_step(t->doc, CHUNK_BYTES))
			spend(left, CHUNK_BYTES);
		else
			spend(left, doc_text(t->doc).len - before + 1);
	}
	return doc_is_read(t->doc);
}

static bool at_end(const struct index_text *t)
{
	return t->at == doc_text(t->doc).len;
}

/* Looks whether its plain form differs, then begins with its bytes. */
static bool check_text(struct search_index *si, size_t *left)
{
	struct index_text *t = &si->reading;

	while (!t->checked && !t->differs && !at_end(t) && *left)
		t->differs = plain_differs(next_chunk(t, left));
	if (!t->checked && (t->differs || at_end(t))) {
		t->checked = true;
		t->at = 0;
		add_piece(si, t->differs ? PART_MARKED : PART_SAME);
		if (t->differs)
			add_piece(si, PART_PLAIN);
	}
	return t->checked;
}

/* Some of the text; true: it is all there. */
static bool add_some(struct search_index *si, size_t *left)
{
	struct index_text *t = &si->reading;
	enum index_part part;

	if (!read_text(t, left) || !check_text(si, left))
		return false;
	part = t->differs ? PART_MARKED : PART_SAME;
	while (!at_end(t)) {
		struct span chunk = next_chunk(t, left);

		if (!chunk.len)
			return false;
		buf_add_span(&si->parts[part], chunk);
		if (t->differs)
			plain_add(&si->parts[PART_PLAIN], chunk, NULL, NULL);
	}
	buf_add_char(&si->parts[part], '\n');
	if (t->differs)
		buf_add_char(&si->parts[PART_PLAIN], '\n');
	return true;
}

static void go_on_with_text(struct search_index *si, size_t *left)
{
	if (!add_some(si, left))
		return;
	doc_free(si->reading.doc);
	si->reading.doc = NULL;
	end_text(si, si->reading.comment);
}

static void open_text(struct search_index *si, uint32_t comment)
{
	si->reading = (struct index_text){ .comment = comment,
		.doc = begin_doc(si, (post_id)si->post_count, comment) };
}

static bool is_shown(const struct search_index *si, comment_id comment)
{
	const struct comment_row *row = library_comment(si->lib, comment);

	return (si->all || row->state == COMMENT_SHOWN) &&
	    library_comment_visible(si->lib, comment, si->all);
}

/* Begins with the next text of the post; false after the last one. */
static bool next_text(struct search_index *si, post_id post, size_t *left)
{
	uint32_t count, place = si->place++;
	const struct thread_item *items = library_thread(si->lib, post, &count);

	if (!library_post_visible(si->lib, post, si->all) || place >= PLACE_THREAD + count)
		return false;
	spend(left, TEXT_COST_BYTES);
	if (place == PLACE_TITLE)
		add_title(si, left);
	else if (place < PLACE_THREAD)
		open_text(si, 0);
	else if (is_shown(si, items[place - PLACE_THREAD].comment))
		open_text(si, items[place - PLACE_THREAD].comment);
	return true;
}

static void next_post(struct search_index *si, size_t *left)
{
	if (si->post_count == library_post_count(si->lib)) {
		close_block(si);
		si->done = true;
		return;
	}
	ARRAY_GROW(si->posts, si->post_count, si->post_cap);
	si->posts[si->post_count++] = (uint32_t)si->text_count;
	si->place = PLACE_TITLE;
	spend(left, TEXT_COST_BYTES);
}

bool search_index_step(struct search_index *si, size_t budget_bytes)
{
	size_t left = budget_bytes;

	while (!si->done && left) {
		if (si->reading.doc)
			go_on_with_text(si, &left);
		else if (!si->post_count || !next_text(si, (post_id)si->post_count, &left))
			next_post(si, &left);
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
