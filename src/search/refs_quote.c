/* Passages that are marked as quoted, and what they quote.
 *
 * Marked is what a quote block holds, lines that begin with '>', and runs in quotation
 * marks within one line.  A passage is of the body with which it has the longest run of
 * words in common, if that is a good part of it: what else a few words in a row are, is
 * a phrase that all people use. */
#include "config.h"

#include "refs_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/doc/tree.h"

enum {
	SURE_WORDS = 8,  /* in a row are no common phrase */
	GOOD_PART = 3,   /* fewer are meant when they are a third of the passage */
};

/* Passages are found in order of the text: the word to start from only moves on. */
static void add_passage(struct passages *out, const struct word *words, size_t count,
    struct passage p)
{
	size_t from = out->len ? out->at[out->len - 1].to : 0;

	while (from < count && words[from].start < p.start)
		from++;
	p.from = p.to = from;
	while (p.to < count && words[p.to].end <= p.end)
		p.to++;
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
static void add_runs(struct span text, size_t from, size_t to, const struct word *words,
    size_t count, struct passages *out)
{
	const struct mark *open = NULL;
	size_t start = 0;

	for (size_t at = from; at < to; at++) {
		const struct mark *mark;

		if (ascii_is_alnum(text.p[at]) || text.p[at] == ' ')
			continue;
		if (open && span_starts(span_sub(text, at, to), open->close)) {
			add_passage(out, words, count,
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

/* What is marked by characters in [from, to), which are whole lines. */
static void add_marked(struct span text, size_t from, size_t to, const struct word *words,
    size_t count, struct passages *out)
{
	while (from < to) {
		size_t end = end_of_marked_lines(text, from, to);

		if (end > from) {
			add_passage(out, words, count,
			    (struct passage){ (uint32_t)from,
				(uint32_t)(end - (text.p[end - 1] == '\n')), 0, 0, true });
		} else {
			end = from + span_find_byte(span_sub(text, from, to), '\n');
			add_runs(text, from, end, words, count, out);
			end += end < to;
		}
		from = end;
	}
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

void passages_of(const struct doc *d, const struct word *words, size_t count,
    struct passages *out)
{
	struct doc_tree tree = doc_tree(d);
	struct span text = safe_span(tree.text);
	size_t at = 0, i = 0;

	while (i < tree.node_count) {
		struct passage p = { .block = true };

		if (tree.nodes[i].type != DOC_QUOTE || !text_of(&tree, i, &p)) {
			i++;
			continue;
		}
		add_marked(text, at, p.start, words, count, out);
		add_passage(out, words, count, p);
		at = p.end;
		i = tree.nodes[i].end;
	}
	add_marked(text, at, text.len, words, count, out);
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

/* The longest run of each body, longest first, the earlier of the same. */
struct best_runs {
	struct best {
		const struct written_body *body;
		struct run run;
	} at[REF_MAX_TARGETS];
	uint32_t count;
};

static void keep_best(struct best_runs *b, const struct written_body *body, struct run run)
{
	uint32_t at = 0;

	while (at < b->count && b->at[at].body != body)
		at++;
	if (at < b->count && b->at[at].run.len >= run.len)
		return;
	if (at == REF_MAX_TARGETS && b->at[--at].run.len >= run.len)
		return;
	if (at == b->count)
		b->count++;
	for (; at > 0 && (b->at[at - 1].run.len < run.len ||
			(b->at[at - 1].run.len == run.len && b->at[at - 1].body > body)); at--)
		b->at[at] = b->at[at - 1];
	b->at[at] = (struct best){ body, run };
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

uint32_t find_quoted(const struct written *w, size_t from, size_t to,
    struct ref_target targets[REF_MAX_TARGETS])
{
	struct best_runs best = { .count = 0 };
	struct run runs[SAME_MAX];
	size_t floor = from;
	uint32_t kept = 0;

	for (size_t at = from; at + SHINGLE_WORDS <= to;) {
		size_t count = runs_at(&w->index, &w->words, w->words.at, at, floor, to, runs);

		for (size_t i = 0; i < count; i++)
			if (weight_of(w, runs[i]) >= SHINGLE_WORDS)
				keep_best(&best, body_of_word(w, runs[i].other), runs[i]);
		floor = at + 1;
		at = after_runs(runs, count, at);
	}
	for (uint32_t i = 0; i < best.count; i++)
		if (weight_of(w, best.at[i].run) >= SURE_WORDS ||
		    best.at[i].run.len * GOOD_PART >= to - from)
			targets[kept++] = target_of(w, &best.at[i]);
	return kept;
}
