#include "config.h"

#include "body_words.h"

enum { CHUNK_BYTES = 16 << 10 };

void body_words_open(struct body_words *b, struct span body, enum body_type type)
{
	*b = (struct body_words){ .doc = doc_begin(body, type, SPAN_NONE),
		.body_bytes = body.len };
}

void body_words_close(struct body_words *b)
{
	doc_free(b->doc);
	*b = (struct body_words){ .doc = NULL };
}

static size_t chunk(size_t left)
{
	return left < CHUNK_BYTES ? left : CHUNK_BYTES;
}

static bool parse(struct body_words *b, size_t *left)
{
	while (!doc_is_read(b->doc)) {
		size_t bytes = chunk(*left);

		if (!bytes)
			return false;
		if (!doc_step(b->doc, bytes) && b->body_bytes < bytes)
			bytes = b->body_bytes;
		spend(left, bytes);
	}
	return true;
}

/* Between two words: no word and no URL goes on beyond white space. */
static size_t end_of_chunk(struct span text, size_t at)
{
	while (at < text.len && text.p[at] != ' ' && text.p[at] != '\n')
		at++;
	return at < text.len ? at : text.len;
}

bool body_words_step(struct body_words *b, struct words *w, size_t *left)
{
	struct span text;

	if (!parse(b, left))
		return false;
	text = span_sub(safe_span(doc_text(b->doc)), 0, UINT32_MAX);
	while (b->at < text.len) {
		size_t bytes = chunk(*left), to;

		if (!bytes)
			return false;
		to = end_of_chunk(text, b->at + bytes);
		words_add_part(w, text, b->at, to);
		spend(left, to - b->at);
		b->at = to;
	}
	return true;
}
