#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "moot/base/xalloc.h"

enum {
	SLICE_BYTES = 32 << 10,
	FIRST_ROWS = 60, /* of the page are shown while hits are counted, the others then */
};

static void forget(struct grep *g)
{
	index_search_release(&g->search);
	pattern_free(g->pattern);
	free(g->text);
	free(g->hits);
	g->pattern = NULL;
	g->text = NULL;
	g->hits = NULL;
	g->walks = g->done = false;
	g->counted_rows = 0;
	g->posts = 0;
}

void grep_release(struct grep *g)
{
	forget(g);
	search_index_free(g->index);
	buf_release(&g->title);
	*g = (struct grep){ 0 };
}

static bool is_small(const struct session *s)
{
	return library_post_count(s->lib) + (uint64_t)library_comment_count(s->lib) <= GREP_AT_ONCE;
}

bool grep_begin(struct session *s, const char *text)
{
	struct pattern_fault fault;
	struct pattern *p = pattern_new(span_str(text), &fault);
	struct grep *g = &s->grep;

	if (*fault.words) {
		session_complain(s, "%s", fault.words);
		return false;
	}
	forget(g);
	if (!p)
		return true;
	g->pattern = p;
	g->text = xstrdup(text);
	g->stopped = false;
	g->hits = xcalloc(library_post_count(s->lib) + 1, sizeof *g->hits);
	if (g->index)
		index_search_begin(&g->search, g->index, p);
	return true;
}

/* Everything is there, and either it takes no time or somebody waits for it. */
static bool may_gather(const struct session *s)
{
	return !s->loading && !s->grep.stopped && (s->grep.wanted || is_small(s)) &&
	    library_post_count(s->lib) > 0;
}

static void open_index(struct session *s, bool may_be_kept)
{
	struct grep *g = &s->grep;

	search_index_free(g->index);
	g->index = NULL;
	if (may_be_kept && s->opts.index && !s->opts.in && !s->opts.all)
		g->index = search_index_from_image(s->lib, s->opts.index);
	if (!g->index)
		g->index = search_index_new(s->lib, s->opts.all);
	if (g->pattern) {
		free(g->hits);
		g->hits = xcalloc(library_post_count(s->lib) + 1, sizeof *g->hits);
		g->counted_rows = 0;
		g->posts = 0;
		index_search_begin(&g->search, g->index, g->pattern);
	}
}

static bool gather(struct session *s)
{
	struct grep *g = &s->grep;

	if (!may_gather(s) || (g->index && search_index_done(g->index)))
		return false;
	if (!g->index)
		open_index(s, true);
	search_index_step(g->index, SLICE_BYTES);
	return true;
}

static void count_rows(struct grep *g)
{
	for (; g->counted_rows < g->search.row_count; g->counted_rows++) {
		const struct index_row *row = &g->search.rows[g->counted_rows];
		post_id post = search_index_post(g->index, row->text);

		g->posts += g->hits[post] == 0;
		g->hits[post] += row->hits;
	}
}

bool grep_step(struct session *s, bool *changed)
{
	struct grep *g = &s->grep;

	if (g->stopped)
		return grep_page_step(s);
	if (g->pattern && !g->done && index_search_step(&g->search)) {
		count_rows(g);
		if (g->page_rows < FIRST_ROWS)
			grep_page_step(s);
		*changed = true;
		return true;
	}
	if (g->index && search_index_is_damaged(g->index)) {
		open_index(s, false);
		grep_page_anew(s);
		*changed = true;
		return true;
	}
	if (gather(s)) {
		*changed |= g->pattern != NULL;
		return true;
	}
	if (g->pattern && !g->done && g->index && search_index_done(g->index)) {
		g->done = *changed = true;
		return true;
	}
	return grep_page_step(s);
}

bool grep_stop(struct session *s)
{
	struct grep *g = &s->grep;

	if (!g->pattern || g->done || g->stopped)
		return false;
	g->stopped = true;
	return true;
}

uint32_t grep_hits(void *session, post_id post)
{
	const struct session *s = session;

	return s->grep.hits && s->grep.counted_rows ? s->grep.hits[post] : 0;
}

post_id grep_next_post(struct session *s, bool forward, bool *wrapped)
{
	size_t count = s->list.scroller.count, place = s->list.cursor;

	*wrapped = false;
	for (size_t i = 1; i < count; i++) {
		*wrapped |= forward ? place + 1 == count : place == 0;
		place = (place + (forward ? 1 : count - 1)) % count;
		if (grep_hits(s, s->list.posts[place]) > 0)
			return s->list.posts[place];
	}
	return 0;
}
