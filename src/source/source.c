/* Bytes are read into a window, at most a slice's worth; the decoder uses them up
 * from the front, and what it leaves (a character that is cut, or text that it wants
 * to see more of) moves to the front of the window before the next read.
 *
 * The first window tells whether it is a text or a container of texts.  Then the window
 * is filled with what is unpacked, and each entry is a text with a decoder of its own.
 */
#include "config.h"

#include "moot/source/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/xalloc.h"
#include "source/container_priv.h"
#include "source/decode_priv.h"
#include "source/raw_priv.h"
#include "source/unpack_priv.h"

struct source {
	struct raw raw;
	struct unpack *unpack; /* NULL: raw is the text */
	struct span unpacked;  /* what is not yet in the window */
	bool looked_inside;
	char *window;    /* of DECODE_WINDOW_BYTES */
	size_t from, to; /* window[from..to) is read, but not yet decoded */
	/* Of the text: nothing comes behind the window; because of an error; what was
	 * assumed is said. */
	bool ended, broken, reported;
	bool entry_waits;  /* behind this text */
	bool entry_begins; /* with the next call; until then the text before can be asked for */
	char magic[SOURCE_MAGIC_BYTES];
	size_t magic_len;
	struct decode decode;
	struct diags *diags;
	uint32_t source;
};

static struct source *source_new(struct diags *diags, uint32_t source)
{
	struct source *s = xcalloc(1, sizeof *s);

	s->window = xmalloc(DECODE_WINDOW_BYTES);
	s->diags = diags;
	s->source = source;
	return s;
}

struct source *source_open(const char *path, struct diags *diags, uint32_t source)
{
	struct raw raw;
	struct source *s;

	if (!raw_open(&raw, path)) {
		bool is_address = errno == ENOENT && strstr(path, "://");

		diag_add(diags, DIAG_CODE_UNREADABLE, source, 0, "cannot be opened: %s",
		    is_address ? "moot fetches nothing; save the page and open the file"
		               : strerror(errno));
		return NULL;
	}
	s = source_new(diags, source);
	s->raw = raw;
	return s;
}

struct source *source_open_memory(struct span bytes, struct diags *diags, uint32_t source)
{
	struct source *s = source_new(diags, source);

	raw_of_memory(&s->raw, bytes);
	return s;
}

/* ---- filling the window ---- */

static char *make_room(struct source *s, size_t *room)
{
	memmove(s->window, s->window + s->from, s->to - s->from);
	s->to -= s->from;
	s->from = 0;
	*room = DECODE_WINDOW_BYTES - s->to;
	return s->window + s->to;
}

static void keep_magic(struct source *s, struct span bytes)
{
	bytes = span_sub(bytes, 0, sizeof s->magic - s->magic_len);
	if (bytes.len)
		memcpy(s->magic + s->magic_len, bytes.p, bytes.len);
	s->magic_len += bytes.len;
}

static void added(struct source *s, size_t len)
{
	keep_magic(s, span_of(s->window + s->to, len));
	s->to += len;
}

static void break_off(struct source *s)
{
	s->ended = s->broken = true;
}

static enum source_status read_failed(struct source *s)
{
	if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)
		return SOURCE_WAIT;
	diag_add(s->diags, DIAG_CODE_UNREADABLE, s->source, 0,
	    "reading stopped after %llu bytes: %s", (unsigned long long)s->raw.at_bytes,
	    strerror(errno));
	break_off(s);
	return SOURCE_DATA;
}

static enum source_status fill_from_raw(struct source *s)
{
	size_t room;
	char *to = make_room(s, &room);
	ssize_t n = raw_read(&s->raw, to, room);

	if (n < 0)
		return read_failed(s);
	s->ended = n == 0;
	added(s, (size_t)n);
	return SOURCE_DATA;
}

static void unpack_more(struct source *s)
{
	switch (unpack_next(s->unpack, &s->unpacked, s->diags, s->source)) {
	case UNPACK_DATA:
		break;
	case UNPACK_ENTRY:
		s->entry_waits = s->ended = true;
		break;
	case UNPACK_END:
		s->ended = true;
		break;
	case UNPACK_BROKEN:
		break_off(s);
		break;
	}
}

static void fill_from_unpacked(struct source *s)
{
	size_t room;
	char *to = make_room(s, &room);
	struct span piece = span_sub(s->unpacked, 0, room);

	if (!piece.len)
		return;
	memcpy(to, piece.p, piece.len);
	added(s, piece.len);
	s->unpacked = span_sub(s->unpacked, piece.len, s->unpacked.len);
}

/* Reads behind what is in the window. */
static enum source_status fill(struct source *s)
{
	if (s->ended)
		return SOURCE_DATA;
	if (!s->unpacked.len && raw_would_block(&s->raw))
		return SOURCE_WAIT;
	if (!s->unpack)
		return fill_from_raw(s);
	if (!s->unpacked.len)
		unpack_more(s);
	fill_from_unpacked(s);
	return SOURCE_DATA;
}

/* ---- containers ---- */

static void start_text(struct source *s)
{
	decode_release(&s->decode);
	s->decode = (struct decode){ 0 };
	s->from = s->to = s->magic_len = 0;
	s->ended = s->reported = s->entry_waits = s->entry_begins = false;
}

static enum source_status look_inside(struct source *s)
{
	const struct container_type *type;
	struct span head;

	while (!s->ended && s->to < CONTAINER_HEAD_BYTES)
		if (fill(s) == SOURCE_WAIT)
			return SOURCE_WAIT;
	s->looked_inside = true;
	head = span_of(s->window, s->to);
	type = container_find(head);
	if (!type || s->broken)
		return SOURCE_DATA;
	s->unpack = unpack_open(&s->raw, type, head, s->diags, s->source);
	start_text(s);
	if (!s->unpack)
		break_off(s);
	return SOURCE_DATA;
}

struct span source_entry(const struct source *s)
{
	return s->unpack ? unpack_entry(s->unpack) : SPAN_NONE;
}

void source_set_id(struct source *s, uint32_t source)
{
	s->source = source;
}

void source_skip(struct source *s)
{
	s->from = s->to = 0;
	s->unpacked = SPAN_NONE;
	s->reported = true;
	if (s->unpack && !s->ended)
		unpack_skip(s->unpack);
	if (!s->unpack)
		s->ended = true;
}

bool source_is_container(const struct source *s)
{
	return container_find(source_magic(s)) != NULL;
}

/* ---- reading ---- */

static enum source_status end(struct source *s)
{
	if (!s->reported)
		decode_report(&s->decode, s->diags, s->source);
	s->reported = true;
	s->entry_begins = s->entry_waits;
	return s->entry_begins ? SOURCE_ENTRY : s->broken ? SOURCE_ERROR : SOURCE_END;
}

enum source_status source_next(struct source *s, struct span *utf8)
{
	*utf8 = SPAN_NONE;
	if (!s->looked_inside && look_inside(s) == SOURCE_WAIT)
		return SOURCE_WAIT;
	if (s->entry_begins)
		start_text(s);
	for (bool hungry = s->from == s->to;; hungry = true) {
		size_t before = s->to - s->from, used = 0;
		if (hungry && fill(s) == SOURCE_WAIT)
			return SOURCE_WAIT;
		struct span in = span_of(s->window + s->from, s->to - s->from);
		if (!in.len && s->ended)
			return end(s);
		if (hungry && !s->ended && in.len == before)
			return SOURCE_DATA; /* passed over something */
		if (in.len)
			used = decode_bytes(&s->decode, in, s->ended, utf8, s->diags, s->source);
		s->from += used;
		if (used)
			return SOURCE_DATA;
	}
}

struct span source_magic(const struct source *s)
{
	return span_of(s->magic, s->magic_len);
}

int source_fd(const struct source *s)
{
	return s->raw.may_block ? s->raw.fd : -1;
}

void source_progress(const struct source *s, uint64_t *read_bytes, uint64_t *total_bytes)
{
	*read_bytes = s->raw.at_bytes;
	*total_bytes = s->raw.total_bytes;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	unpack_close(s->unpack);
	raw_close(&s->raw);
	decode_release(&s->decode);
	free(s->window);
	free(s);
}
