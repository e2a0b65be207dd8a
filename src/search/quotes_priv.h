/* The index of passages, and how bodies are read for it and for questions. */
#ifndef SEARCH_QUOTES_PRIV_H
#define SEARCH_QUOTES_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "body_words.h"
#include "moot/search/quotes.h"
#include "words_priv.h"

/* A comment's id, or a post's with this bit. */
#define BODY_OF_POST (UINT32_C(1) << 31)

/* A body that is read in slices. */
struct body {
	struct body_words reader;
	struct words words;
};

/* Where sampling goes on, and what was sampled last. */
struct sampler {
	size_t at, last;
};

#define SAMPLER_INIT { 0, SIZE_MAX }

struct quote_index {
	const struct library *lib;
	post_id posts_read;
	comment_id comments_read;
	uint32_t reading;    /* the body at hand; 0: none */
	struct body body;
	struct sampler sampler;
	struct multi samples;
};

void quotes_body_open(struct body *b, const struct library *lib, uint32_t id);
/* True: all its words are there. */
bool quotes_body_step(struct body *b, size_t *left);
void quotes_body_close(struct body *b);

typedef void sample_fn(void *context, uint32_t hash);

/* True: all were sampled. */
bool quotes_each_sample(const struct words *w, struct sampler *s, size_t *left, sample_fn *sample,
    void *context);

#endif
