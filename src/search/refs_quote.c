/* Passages that are marked as quoted, and what they quote.
 *
 * Marked is what a quote block holds, lines that begin with '>', and runs in quotation
 * marks within one line.  A passage is of the body with which it has the longest run of
 * words in common, if that is a good part of it: what else a few words in a row are, is
 * a phrase that all people use. */
#include "config.h"

#include "refs_priv.h"

#include <stdlib.h>

#include "body_words.h"
#include "moot/base/xalloc.h"
#include "moot/doc/tree.h"

enum {
	SURE_WORDS = 8,  /* in a row are no common phrase */
	GOOD_PART = 3,   /* fewer are meant when they are a third of the passage */
};

/* Passages are found in order of the text: the word to start from only moves on. */
static void add_passage(struct passages *out, struct passage p)
{
	const struct word *words = out->words;

	while (out->word < out->count && words[out->word].start < p.start)
		out->word++;
	p.from = p.to = out->word;
	while (p.to < out->count && words[p.to].end <= p.end)
		p.to++;
	out->word = p.to;
	if (!p.block && words_weight(words + p.from, p.to - p.from) < SHINGLE_WORDS)
		return;
	ARRAY_GROW(out->at, out->len, out->cap);
	out->at[out->len++] = p;
}

struct mark {
	const char *open, *close;
};

/* English and German share a mark that opens here and closes there. */
static const struct mark marks[] = {
	{ "\"", "\"" },
	{ "\xE2\x80\x9C", "\xE2\x80\x9D" },
	{ "\xE2\x80\x9E", "\xE2\x80\x9C" },
	{ "\xC2\xAB", "\xC2\xBB" },
	{ "\xC2\xBB", "\xC2\xAB" },
	{ "\xE3\x80\x8C", "\xE3\x80\x8D" },
};

static const struct mark *mark_at(struct span text, size_t at)
{
	struct span rest = span_sub(text, at, text.len);

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_starts(rest, marks[i].open))
			return &marks[i];
	return NULL;
}

/* Runs in quotation marks within [from, to), in which there is no line end. */
static void add_runs(struct passages *out, struct span text, size_t from, size_t to)
{
	const struct mark *open = NULL;
	size_t start = 0;

	for (size_t at = from; at < to; at++) {
		const struct mark *mark;

		if (ascii_is_alnum(text.p[at]) || text.p[at] == ' ')
			continue;
		if (open && span_starts(span_sub(text, at, to), open->close)) {
			add_passage(out,
			    (struct passage){ (uint32_t)start, (uint32_t)at, 0, 0, false });
			at += strlen(open->close) - 1;
			open = NULL;
		} else if (!open && (mark = mark_at(text, at))) {
			open = mark;
			start = at + strlen(mark->open);
			at = start - 1;
		}
	}
}

/* Where the lines from at on no longer begin with '>'; at itself when none does. */
static size_t end_of_marked_lines(struct span text, size_t at, size_t to)
{
	while (at < to && text.p[at] == '>') {
		struct span line = span_sub(text, at, to);

		at += span_find_byte(line, '\n');
		at += at < to;
	}
	return at;
}

/* What is marked by characters in a line, or in those that begin with '>'.  Returns where
 * the next one begins. */
static size_t add_marked(struct passages *out, struct span text, size_t from, size_t to)
{
	size_t end = end_of_marked_lines(text, from, to);

	if (end > from) {
		add_passage(out,
		    (struct passage){ (uint32_t)from,
			(uint32_t)(end - (text.p[end - 1] == '\n')), 0, 0, true });
		return end;
	}
	end = from + span_find_byte(span_sub(text, from, to), '\n');
	add_runs(out, text, from, end);
	return end + (end < to);
}

/* The bytes of a subtree; false when it has no text. */
static bool text_of(const struct doc_tree *tree, size_t node, struct passage *p)
{
	bool found = false;

	for (size_t i = node; i < tree->nodes[node].end; i++) {
		const struct doc_node *n = &tree->nodes[i];

		if (n->text_len == 0)
			continue;
		if (!found)
			p->start = n->text_start;
		p->end = n->text_start + n->text_len;
		found = true;
	}
	return found;
}

/* The next quote block, and what is before it; or all that is left. */
static void find_block(struct passages *p)
{
	struct doc_tree tree = doc_tree(p->doc);

	for (; p->node < tree.node_count; p->node++) {
		p->block = (struct passage){ .block = true };
		p->has_block = tree.nodes[p->node].type == DOC_QUOTE &&
		    text_of(&tree, p->node, &p->block);
		if (!p->has_block)
			continue;
		p->text_to = p->block.start;
		p->node = tree.nodes[p->node].end;
		return;
	}
	p->text_to = tree.text.len;
	p->last = true;
}

void passages_begin(struct passages *p, const struct doc *d, const struct word *words,
    size_t count)
{
	*p = (struct passages){ .at = p->at, .cap = p->cap, .doc = d, .words = words,
		.count = count };
	find_block(p);
}

bool passages_step(struct passages *p, size_t *left)
{
	struct span text = safe_span(doc_text(p->doc));

	while (*left) {
		if (p->text_at < p->text_to) {
			size_t to = add_marked(p, text, p->text_at, p->text_to);

			spend(left, to - p->text_at);
			p->text_at = to;
			continue;
		}
		if (p->last)
			return true;
		add_passage(p, p->block);
		p->text_at = p->block.end;
		find_block(p);
	}
	return p->last && p->text_at >= p->text_to;
}

void written_release(struct written *w)
{
	words_release(&w->words);
	multi_release(&w->index);
	free(w->bodies);
	*w = (struct written){ 0 };
}

static const struct written_body *body_of_word(const struct written *w, size_t word)
{
	size_t from = 0, to = w->len;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (w->bodies[middle].first <= word)
			from = middle;
		else
			to = middle;
	}
	return &w->bodies[from];
}

static void keep_best(struct quoted *q, const struct written_body *body, struct run run)
{
	uint32_t at = 0;

	while (at < q->best_count && q->best[at].body != body)
		at++;
	if (at < q->best_count && q->best[at].run.len >= run.len)
		return;
	if (at == REF_MAX_TARGETS && q->best[--at].run.len >= run.len)
		return;
	if (at == q->best_count)
		q->best_count++;
	for (; at > 0 && (q->best[at - 1].run.len < run.len ||
			(q->best[at - 1].run.len == run.len && q->best[at - 1].body > body)); at--)
		q->best[at] = q->best[at - 1];
	q->best[at] = (struct best){ body, run };
}

static struct ref_target target_of(const struct written *w, const struct best *best)
{
	const struct word *words = w->words.at + best->run.other;

	return (struct ref_target){ best->body->comment, words[0].start,
		words[best->run.len - 1].end };
}

static size_t weight_of(const struct written *w, struct run run)
{
	return words_weight(w->words.at + run.at, run.len);
}

void quoted_begin(struct quoted *q, size_t from, size_t to)
{
	*q = (struct quoted){ .from = from, .to = to, .at = from, .floor = from };
}

bool quoted_step(struct quoted *q, const struct written *w, size_t *left)
{
	struct run runs[SAME_MAX];

	while (q->at + SHINGLE_WORDS <= q->to) {
		size_t count, at = q->at;

		if (!*left)
			return false;
		count = runs_at(&w->index, &w->words, w->words.at, at, q->floor, q->to, runs);
		for (size_t i = 0; i < count; i++)
			if (weight_of(w, runs[i]) >= SHINGLE_WORDS)
				keep_best(q, body_of_word(w, runs[i].other), runs[i]);
		q->floor = at + 1;
		q->at = after_runs(runs, count, at);
		spend(left, (q->at - at) * WORD_BYTES);
	}
	return true;
}

uint32_t quoted_targets(const struct quoted *q, const struct written *w,
    struct ref_target targets[REF_MAX_TARGETS])
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < q->best_count; i++)
		if (weight_of(w, q->best[i].run) >= SURE_WORDS ||
		    q->best[i].run.len * GOOD_PART >= q->to - q->from)
			targets[kept++] = target_of(w, &q->best[i]);
	return kept;
}
