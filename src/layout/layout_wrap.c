/* Lines are filled word by word, and no byte is looked at more than a few times: a
 * word is measured only as far as the column is wide; when it does not fit, it is
 * searched for a place to break, again no further than the room there is.
 */
#include "config.h"

#include <string.h>

#include "layout/layout_priv.h"
#include "moot/text/linebreak.h"
#include "moot/text/safe.h"
#include "moot/text/utf8.h"

struct wrap {
	struct flow *f;
	struct span text;
	size_t line, end;  /* the line being filled began here; the hard line ends here */
	size_t at;         /* filled up to here */
	int cols;          /* that much of it is full */
	int width;         /* that much it holds */
	size_t stop;       /* first of the stops that is not before at */
	bool goes_on;      /* the text does, behind its end */
	bool in_url;       /* the word that at is in, or before */
	size_t url_end;    /* in_url is known up to here */
};

static bool is_glue(const struct wrap *w, size_t *stop, size_t at)
{
	const struct shown *shown = &w->f->shown;

	while (*stop < shown->stop_len && shown->stops[*stop].at < at)
		++*stop;
	for (size_t i = *stop; i < shown->stop_len && shown->stops[i].at == at; i++)
		if (shown->stops[i].kind == DOC_MARK_GLUE)
			return true;
	return false;
}

static bool is_break_space(const struct wrap *w, size_t *stop, size_t at)
{
	return w->text.p[at] == ' ' && !(w->f->shown.stop_len && is_glue(w, stop, at));
}

/* A visible ASCII character that no mark can follow. */
static bool is_plain(const struct wrap *w, size_t at)
{
	return w->text.p[at] > ' ' && w->text.p[at] < 0x7F &&
	    (at + 1 == w->end || (unsigned char)w->text.p[at + 1] < 0x80);
}

/* A word: how far it was measured, and its cells; whole when it fits the limit. */
struct word {
	size_t end;
	int cols;
	bool fits;
};

static struct word measure(const struct wrap *w, size_t from, int limit)
{
	struct word word = { from, 0, true };
	size_t stop = w->stop;

	while (word.end < w->end && !is_break_space(w, &stop, word.end)) {
		if (is_plain(w, word.end) && word.cols < limit) {
			word.end++;
			word.cols++;
			continue;
		}
		struct cluster c =
		    cluster_next(span_sub(w->text, word.end, w->end), &w->f->opts->width);

		if (c.cols > limit - word.cols) {
			word.fits = false;
			break;
		}
		word.end += c.bytes;
		word.cols += c.cols;
	}
	return word;
}

static void begin(struct wrap *w, size_t at)
{
	const struct shown *shown = &w->f->shown;

	w->line = w->at = at;
	w->cols = 0;
	while (w->stop < shown->stop_len && shown->stops[w->stop].at < at)
		w->stop++;
	w->width = flow_first_cols(w->f);
}

/* Does the text before this place end with a joiner?  (Only files have them.) */
static bool is_joined(const struct wrap *w, size_t at)
{
	return w->f->opts->export_pen && at > w->line + 2 &&
	    memcmp(w->text.p + at - 3, "\342\200\215", 3) == 0;
}

static void emit(struct wrap *w, size_t to, bool hyphen, bool wrapped)
{
	struct flow *f = w->f;

	while (to > w->line && w->text.p[to - 1] == ' ') {
		to--;
		w->cols--;
	}
	if (wrapped && is_joined(w, to)) /* where it was cut, nothing joins */
		to -= 3;
	flow_begin_line(f);
	flow_shown(f, w->line, to);
	if (hyphen)
		sink_add(f->out, SPAN_LIT("-"), NOT_IN_TEXT, STYLE_PLAIN, f->quote_depth, 0);
	flow_end_line(f, w->cols + hyphen, wrapped);
}

enum { URL_LOOKAHEAD_BYTES = 256 };

/* Is the word at this place a URL or a path? */
static bool looks_like_url(const struct wrap *w, size_t from)
{
	struct span text = span_sub(w->text, from, w->end);
	size_t slashes = 0;

	text = span_sub(text, 0, URL_LOOKAHEAD_BYTES);
	text = span_sub(text, 0, span_find_byte(text, ' '));
	for (size_t i = 0; i < text.len; i++)
		slashes += text.p[i] == '/';
	return slashes >= 2 || span_starts(text, "www.") || span_starts(text, "mailto:");
}

/* May it be copied from a file?  Then it stays one word. */
static bool is_address(const struct wrap *w, size_t from)
{
	struct span text = span_sub(w->text, from, w->end);

	text = span_sub(text, 0, URL_LOOKAHEAD_BYTES);
	text = span_sub(text, 0, span_find_byte(text, ' '));
	return w->f->opts->export_pen && !w->f->in_cell &&
	    (span_find(text, SPAN_LIT("://")) < text.len || span_starts(text, "www."));
}

/* The kind of stop before this place: DOC_MARK_BREAK, _HYPHEN, or -1. */
static int stop_before(const struct wrap *w, size_t *stop, size_t at)
{
	const struct shown *shown = &w->f->shown;

	while (*stop < shown->stop_len && shown->stops[*stop].at < at)
		++*stop;
	for (size_t i = *stop; i < shown->stop_len && shown->stops[i].at == at; i++)
		if (shown->stops[i].kind != DOC_MARK_GLUE)
			return shown->stops[i].kind;
	return -1;
}

static uint32_t char_at(const struct wrap *w, size_t at)
{
	uint32_t ch;

	utf8_next(w->text.p + at, w->end - at, &ch);
	return ch;
}

/* The last place in the word where the line may be broken. */
struct place {
	size_t at; /* 0: there is none */
	int cols;
	bool hyphen;
};

static struct place find_place(const struct wrap *w, size_t from, int room)
{
	struct place best = { 0, 0, false };
	size_t at = from, stop = w->stop;
	uint32_t before = 0;
	int cols = 0;

	while (at < w->end && !is_break_space(w, &stop, at)) {
		struct cluster c = cluster_next(span_sub(w->text, at, w->end), &w->f->opts->width);
		int kind = at > from && w->f->shown.stop_len ? stop_before(w, &stop, at) : -1;

		bool hyphen = kind == DOC_MARK_HYPHEN && cols < room;

		if (at > from &&
		    (kind == DOC_MARK_BREAK || hyphen ||
		        linebreak_between(before, char_at(w, at), w->in_url)))
			best = (struct place){ at, cols, hyphen };
		if (c.cols > room - cols)
			break;
		before = char_at(w, at);
		at += c.bytes;
		if (is_joined(w, at))
			before = ZERO_WIDTH_JOINER;
		cols += c.cols;
	}
	return best;
}

/* The word at from does not fit.  Fills the line with a part of it, or moves it to
 * the next line, or cuts it. */
static void break_word(struct wrap *w, size_t from, int spaces)
{
	int room = w->width - w->cols - spaces;
	bool fresh = w->cols == 0;

	if (from >= w->url_end) {
		w->in_url = looks_like_url(w, from);
		w->url_end = from + URL_LOOKAHEAD_BYTES;
	}
	bool whole = is_address(w, from);
	struct place place = find_place(w, from, room);

	if (whole || (!fresh && w->in_url && measure(w, from, w->width).fits))
		place.at = 0;
	if (place.at) {
		w->cols += spaces + place.cols;
		emit(w, place.at, place.hyphen, true);
		begin(w, place.at);
	} else if (!fresh) {
		emit(w, w->at, false, true);
		begin(w, from);
	} else if (whole) {
		struct word all = measure(w, from, UNLIMITED);

		w->at = all.end;
		w->cols = spaces + all.cols;
	} else {
		struct word part = measure(w, from, room > 0 ? room : 1);

		if (part.end == from) { /* wider than the column: shown all the same */
			struct cluster c =
			    cluster_next(span_sub(w->text, from, w->end), &w->f->opts->width);

			part.end += c.bytes;
			part.cols = c.cols;
		}
		w->line = from;
		w->cols = part.cols;
		emit(w, part.end, false, part.end < w->end);
		begin(w, part.end);
	}
}

/* At the start of a line: goes at once to its last space, when what fits the line is
 * plain ASCII; or to the end, when the rest has no more bytes than there are cells. */
static void skip_ahead(struct wrap *w)
{
	const struct shown *shown = &w->f->shown;
	size_t width = (size_t)w->width, room = w->end - w->line, at;

	if (w->width < 1 || w->stop < shown->stop_len)
		return;
	if (room <= width) {
		w->cols = text_cols(span_sub(w->text, w->line, w->end), &w->f->opts->width);
		w->at = w->end;
		return;
	}
	if (ascii_prefix(w->text.p + w->line, width + 1) <= width)
		return;
	for (at = w->line + width; at > w->line && w->text.p[at] != ' '; at--)
		;
	while (at > w->line && w->text.p[at - 1] == ' ')
		at--;
	w->at = at;
	w->cols = (int)(at - w->line);
}

static void wrap_hard_line(struct wrap *w)
{
	size_t start = w->line;

	for (;;) {
		if (w->at == w->line)
			skip_ahead(w);
		size_t from = w->at, stop = w->stop;

		while (from < w->end && is_break_space(w, &stop, from))
			from++;
		w->stop = stop;
		if (from == w->end)
			break;
		int spaces = (int)(from - w->at);

		if (w->cols == 0 && spaces >= w->width) { /* an indent that leaves no room */
			begin(w, from);
			continue;
		}
		struct word word = measure(w, from, w->width - w->cols - spaces);

		if (word.fits) {
			w->cols += spaces + word.cols;
			w->at = word.end;
		} else {
			break_word(w, from, spaces);
		}
	}
	if (w->line < w->end || w->line == start)
		emit(w, w->at, false, w->goes_on && w->end == w->text.len);
}

/* Without a limit, lines are what they are. */
static void copy_hard_line(struct wrap *w)
{
	w->cols = text_cols(span_sub(w->text, w->line, w->end), &w->f->opts->width);
	emit(w, w->end, false, false);
}

void wrap_text(struct flow *f, bool goes_on)
{
	struct wrap w = { .f = f, .text = f->shown.text, .goes_on = goes_on };

	for (size_t from = 0; from <= w.text.len; from = w.end + 1) {
		w.end = from + span_find_byte(span_sub(w.text, from, w.text.len), '\n');
		begin(&w, from);
		if (f->cols == UNLIMITED)
			copy_hard_line(&w);
		else
			wrap_hard_line(&w);
	}
}
