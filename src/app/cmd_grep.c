/* Searching the whole library: a page of the texts with hits, each by its address and the
 * first line with a hit, under the title of its post, in the order of the list.
 *
 * Rows are added as they become known, some in a slice.  Enter goes to a hit; there n and
 * N go on, from post to post.
 */
#include "config.h"

#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/view/names.h"

enum { ROWS_A_STEP = 20, NUMBER_MAX_COLS = 24, BEFORE_HIT_BYTES = 30 };

/* ---- rows of a post ---- */

/* The first row of a post or a later one. */
static size_t first_row(const struct grep *g, post_id post)
{
	uint32_t text = search_index_first(g->index, post);
	size_t low = 0, high = g->search.row_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (g->search.rows[mid].text < text)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Was all of the post searched?  What is searched is whole blocks. */
static bool is_searched(const struct grep *g, post_id post)
{
	return g->done || (search_index_posts(g->index) > post &&
	    index_search_texts(&g->search) >= search_index_first(g->index, post + 1));
}

/* ---- the page ---- */

static size_t char_start(struct span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The line with the first hit, from not long before it on. */
static void add_line(const struct session *s, struct span text, struct buf *out)
{
	size_t start = 0, end = 0, from;
	struct pattern_walk w;
	struct span line;

	pattern_walk_begin(&w, s->grep.pattern, text);
	if (!pattern_walk_next(&w, &start, &end))
		start = 0;
	pattern_walk_end(&w);
	for (from = start; from > 0 && text.p[from - 1] != '\n';)
		from--;
	if (start - from > BEFORE_HIT_BYTES) {
		from = char_start(text, start - BEFORE_HIT_BYTES);
		buf_add_span(out, safe_span(glyph(&s->looks, GLYPH_MORE)));
	}
	line = span_sub(text, from, text.len);
	safe_add(out, span_sub(line, 0, span_find_byte(line, '\n')), 0);
}

static void add_text(struct session *s, post_id post, uint32_t comment, struct buf *out)
{
	if (comment == INDEX_TITLE) {
		add_line(s, library_text(s->lib, library_post(s->lib, post)->title), out);
	} else {
		struct doc *d = body_parse(s->lib, post, comment);

		add_line(s, safe_span(doc_text(d)), out);
		doc_free(d);
	}
}

/* "3#2.1", "3" */
static void add_address(const struct session *s, post_id post, uint32_t comment, struct buf *out)
{
	struct arena scratch = { 0 };

	buf_addf(out, "%u", library_post_number(s->lib, post, s->opts.all));
	if (comment && comment != INDEX_TITLE) {
		buf_addf(out, "#%s", name_of_number(&scratch, s->lib, comment, NUMBER_MAX_COLS,
		    &s->looks).p);
		buf_add_str(out, "  ");
		buf_add_span(out, safe_span(name_of_author(&scratch, s->lib, comment)));
	}
	buf_add_str(out, "  ");
	arena_release(&scratch);
}

static void add_row(struct session *s, size_t i)
{
	const struct index_row *row = &s->grep.search.rows[i];
	post_id post = search_index_post(s->grep.index, row->text);
	uint32_t comment = search_index_comment(s->grep.index, row->text);
	struct buf line = BUF_INIT, cut = BUF_INIT;

	add_address(s, post, comment, &line);
	add_text(s, post, comment, &line);
	name_add_cut(&cut, (struct safe){ buf_str(&line), line.len }, page_cols(s), &s->looks);
	page_add_tagged(s, &cut, FACE_TEXT, 0, (uint32_t)i + 1);
	buf_release(&line);
	buf_release(&cut);
}

static void add_heading(struct session *s, post_id post)
{
	struct arena scratch = { 0 };
	struct buf line = BUF_INIT;

	name_add_cut(&line, name_of_post(&scratch, s->lib, post), page_cols(s), &s->looks);
	page_add(s, &line, FACE_HEADING, 0);
	buf_release(&line);
	arena_release(&scratch);
}

/* The next row that is known; false when there is none (yet). */
static bool add_next_row(struct session *s)
{
	struct grep *g = &s->grep;
	post_id post;
	size_t first;

	if (g->page_place >= s->list.scroller.count || g->page_rows == GREP_PAGE_ROWS || !g->index)
		return false;
	post = s->list.posts[g->page_place];
	if (!is_searched(g, post))
		return false;
	first = first_row(g, post);
	if (first + g->page_row >= g->search.row_count ||
	    search_index_post(g->index, g->search.rows[first + g->page_row].text) != post) {
		g->page_place++;
		g->page_row = 0;
		return true;
	}
	if (g->page_row == 0)
		add_heading(s, post);
	add_row(s, first + g->page_row++);
	g->page_rows++;
	return true;
}

static void add_counts(struct buf *out, const struct grep *g)
{
	buf_addf(out, "%llu hit%s in %llu text%s of %u post%s%s",
	    (unsigned long long)g->search.hits, g->search.hits == 1 ? "" : "s",
	    (unsigned long long)g->search.texts, g->search.texts == 1 ? "" : "s", g->posts,
	    g->posts == 1 ? "" : "s", g->done ? "" : g->stopped ? ", stopped" : ", searching");
	if (g->page_rows == GREP_PAGE_ROWS && g->search.texts > GREP_PAGE_ROWS)
		buf_addf(out, "; the first %d", GREP_PAGE_ROWS);
}

static void set_title(struct session *s)
{
	struct grep *g = &s->grep;
	struct buf raw = BUF_INIT;
	size_t given_up = pattern_given_up(g->pattern);

	buf_addf(&raw, "%s: ", g->text);
	if (s->loading && !g->stopped)
		buf_add_str(&raw, "will be searched for when all is loaded");
	else
		add_counts(&raw, g);
	if (s->list.left_out)
		buf_add_str(&raw, "; listed posts only");
	if (given_up)
		buf_addf(&raw, "; too costly in %zu", given_up);
	buf_clear(&g->title);
	safe_add(&g->title, buf_span(&raw), 0);
	buf_release(&raw);
	s->sheet.title = buf_str(&g->title);
}

static void fill_hits(struct session *s)
{
	struct grep *g = &s->grep;
	size_t rows = g->page_rows;

	g->page_place = g->page_row = g->page_rows = 0;
	while (g->page_rows < rows && add_next_row(s))
		continue;
	set_title(s);
}

static void choose_hit(struct session *s, uint32_t tag);

static const struct page hits_page = { .title = "", .fill = fill_hits, .choose = choose_hit };

bool grep_page_step(struct session *s)
{
	size_t before = s->grep.page_rows;
	bool more = true;

	if (s->page != &hits_page || !s->grep.pattern)
		return false;
	for (int i = 0; i < ROWS_A_STEP && more; i++)
		more = add_next_row(s);
	set_title(s);
	if (s->grep.page_rows == before)
		return more;
	page_grown(s);
	return true;
}

void grep_page_anew(struct session *s)
{
	s->grep.page_rows = 0;
	if (s->page == &hits_page)
		page_fill_anew(s);
}

/* ---- going to hits ---- */

static void choose_hit(struct session *s, uint32_t tag)
{
	const struct index_row *row = &s->grep.search.rows[tag - 1];
	post_id post = search_index_post(s->grep.index, row->text);
	uint32_t comment = search_index_comment(s->grep.index, row->text);
	struct visit from = session_here(s);

	page_close(s);
	s->grep.walks = true;
	search_in_post(s, post, comment == INDEX_TITLE ? 0 : comment, s->grep.text, true);
	if (comment == INDEX_TITLE)
		s->origin.waiting = false;
	jumps_note(s, &from);
}

static void grep_given(struct session *s, const char *text)
{
	struct pattern_fault fault;

	if (*text && !grep_begin(s, text))
		return;
	if (!s->grep.pattern) {
		session_complain(s, "what is to be searched for? (:grep PATTERN)");
		return;
	}
	s->grep.wanted = true;
	s->grep.stopped = false;
	s->grep.page_rows = 0;
	page_open(s, &hits_page);
	s->sheet.pattern = pattern_new(span_str(s->grep.text), &fault);
}

static const struct prompt_use grep_use = {
	.label = "grep ",
	.done = grep_given,
};

void cmd_grep(struct session *s, const struct call *call)
{
	if (*call->argument)
		grep_given(s, call->argument);
	else if (s->grep.pattern)
		grep_given(s, "");
	else
		session_prompt(s, &grep_use, "", &s->search_history);
}
