/* The page of :stats: what the library amounts to, as numbers and bars. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/minutes.h"
#include "app/session.h"
#include "moot/view/names.h"

enum { TOP_MAX = 15, BAR_MIN_COLS = 4, BAR_MAX_COLS = 60, DIGITS_COLS = 6 };

static void add_heading(struct session *s, const char *text)
{
	struct buf line = BUF_INIT;

	sheet_add_blank(&s->sheet.sheet);
	buf_add_str(&line, text);
	page_add(s, &line, FACE_HEADING, 0);
	buf_release(&line);
}

/* "12 345": digits in threes. */
static void add_number(struct buf *out, uint64_t n)
{
	if (n >= 1000) {
		add_number(out, n / 1000);
		buf_addf(out, " %03u", (unsigned)(n % 1000));
	} else {
		buf_addf(out, "%u", (unsigned)n);
	}
}

/* A bar after what the line has, where there is room for one; what is there at all is seen. */
static void add_bar(const struct session *s, struct buf *line, uint64_t value, uint64_t greatest)
{
	int room = page_cols(s) - safe_cols(own_words(line), &s->looks) - 1, cols;

	if (room < BAR_MIN_COLS || value == 0 || s->looks.linear)
		return;
	if (room > BAR_MAX_COLS)
		room = BAR_MAX_COLS;
	cols = (int)(value * (uint64_t)room / greatest);
	buf_add_char(line, ' ');
	for (int i = 0; i < cols || i == 0; i++)
		buf_add_span(line, safe_span(glyph(&s->looks, GLYPH_BAR)));
}

/* A text of a source in just so many columns. */
static void add_padded(const struct session *s, struct buf *line, struct safe text, int cols)
{
	int used = name_add_cut(line, text, cols, &s->looks);

	buf_add_repeat(line, ' ', (size_t)(cols - used));
}

static void add_total(struct session *s, const char *what, uint64_t count, uint64_t words)
{
	struct buf line = BUF_INIT;
	uint32_t minutes = minutes_for(words);

	add_number(&line, count);
	buf_addf(&line, " %s", what);
	if (words) {
		buf_add_str(&line, ": ");
		add_number(&line, words);
		buf_addf(&line, " word%s, ", words == 1 ? "" : "s");
		if (minutes < 120)
			buf_addf(&line, "%u min", minutes);
		else
			buf_addf(&line, "%u h", (minutes + 30) / 60);
	}
	page_add(s, &line, FACE_TEXT, 2);
	buf_release(&line);
}

static void fill_totals(struct session *s)
{
	const struct stats *t = &s->stats;

	add_total(s, t->posts == 1 ? "post" : "posts", t->posts, t->post_words);
	add_total(s, t->comments == 1 ? "comment" : "comments", t->comments, t->comment_words);
	if (t->author_count)
		add_total(s, t->author_count == 1 ? "author of comments" : "authors of comments",
		    t->author_count, 0);
}

/* What no bar has: "12 comments without a date". */
static void add_rest(struct session *s, uint64_t count, const char *what, const char *without)
{
	struct buf line = BUF_INIT;

	if (count == 0)
		return;
	add_number(&line, count);
	buf_addf(&line, " %s%s without a %s", what, count == 1 ? "" : "s", without);
	page_add(s, &line, FACE_DIM, 0);
	buf_release(&line);
}

/* Months without anything are left out: there may be centuries of them. */
static void fill_months(struct session *s)
{
	const struct stats *t = &s->stats;
	uint32_t most_posts = 0, most_comments = 0, posts = 0, comments = 0;
	struct buf line = BUF_INIT;

	for (int i = 0; i < STATS_MONTHS; i++) {
		posts += t->months[i].posts;
		comments += t->months[i].comments;
		if (t->months[i].posts > most_posts)
			most_posts = t->months[i].posts;
		if (t->months[i].comments > most_comments)
			most_comments = t->months[i].comments;
	}
	if (most_posts + most_comments == 0)
		return;
	add_heading(s, most_comments ? "Posts and comments by month" : "Posts by month");
	for (int i = 0; i < STATS_MONTHS; i++) {
		const struct stats_month *m = &t->months[i];

		if (m->posts + m->comments == 0)
			continue;
		buf_addf(&line, "%04d-%02d %3u", i / 12, i % 12 + 1, m->posts);
		if (most_comments)
			buf_addf(&line, " %*u", DIGITS_COLS, m->comments);
		if (most_comments)
			add_bar(s, &line, m->comments, most_comments);
		else
			add_bar(s, &line, m->posts, most_posts);
		page_add(s, &line, FACE_TEXT, 0);
	}
	add_rest(s, t->posts - posts, "post", "date");
	add_rest(s, t->comments - comments, "comment", "date");
	buf_release(&line);
}

static void fill_authors(struct session *s)
{
	const struct stats *t = &s->stats;
	size_t places[TOP_MAX], count = stats_top_authors(t, places, TOP_MAX);
	int cols = page_cols(s) / 3;
	uint64_t named = 0;
	struct arena scratch = { 0 };
	struct buf line = BUF_INIT;

	if (count == 0)
		return;
	add_heading(s, "Most comments by");
	for (size_t i = 0; i < count; i++) {
		const struct stats_author *a = &t->authors[places[i]];

		add_padded(s, &line, name_field(&scratch, s->lib, a->name), cols);
		buf_addf(&line, "%*u", DIGITS_COLS, a->comments);
		add_bar(s, &line, a->comments, t->authors[places[0]].comments);
		page_add(s, &line, FACE_TEXT, 0);
	}
	for (size_t i = 0; i < t->author_count; i++)
		named += t->authors[i].comments;
	add_rest(s, t->comments - named, "comment", "name");
	buf_release(&line);
	arena_release(&scratch);
}

/* With the address that : takes. */
static void fill_threads(struct session *s)
{
	post_id posts[TOP_MAX];
	size_t count = stats_top_threads(&s->stats, posts, TOP_MAX);
	struct arena scratch = { 0 };
	struct buf line = BUF_INIT;

	if (count == 0)
		return;
	add_heading(s, "Longest threads (:N goes to post N)");
	for (size_t i = 0; i < count; i++) {
		int room;

		buf_addf(&line, "%*u  %u ", DIGITS_COLS,
		    library_post(s->lib, posts[i])->shown_len,
		    library_post_number(s->lib, posts[i], s->opts.all));
		room = page_cols(s) - (int)line.len;
		if (room > 0)
			name_add_cut(&line, name_of_post(&scratch, s->lib, posts[i]), room,
			    &s->looks);
		page_add(s, &line, FACE_TEXT, 0);
	}
	buf_release(&line);
	arena_release(&scratch);
}

static void fill_hours(struct session *s)
{
	const uint32_t *hours = s->stats.hours;
	struct buf line = BUF_INIT;
	uint32_t most = 0, timed = 0;

	for (int h = 0; h < 24; h++) {
		timed += hours[h];
		if (hours[h] > most)
			most = hours[h];
	}
	if (most == 0)
		return;
	add_heading(s, "Comments by the hour");
	for (int h = 0; h < 24; h++) {
		buf_addf(&line, "%02d:00 %*u", h, DIGITS_COLS, hours[h]);
		add_bar(s, &line, hours[h], most);
		page_add(s, &line, FACE_TEXT, 0);
	}
	add_rest(s, s->stats.comments - timed, "comment", "time");
	buf_release(&line);
}

static void fill_stats(struct session *s)
{
	struct buf line = BUF_INIT;

	if (!stats_done(&s->stats)) {
		buf_add_str(&line, "counting");
		page_add(s, &line, FACE_DIM, 0);
		buf_release(&line);
		return;
	}
	fill_totals(s);
	fill_threads(s);
	fill_authors(s);
	fill_months(s);
	fill_hours(s);
}

static const struct page stats_page = { .title = "Statistics", .fill = fill_stats };

void cmd_stats(struct session *s, const struct call *call)
{
	(void)call;
	if (!stats_done(&s->stats)) {
		stats_release(&s->stats);
		stats_begin(&s->stats, s->lib, s->opts.all);
	}
	page_open(s, &stats_page);
}

bool stats_work(struct session *s, size_t bytes)
{
	if (s->page != &stats_page || stats_done(&s->stats))
		return false;
	if (!stats_step(&s->stats, bytes))
		page_fill_anew(s);
	return true;
}
