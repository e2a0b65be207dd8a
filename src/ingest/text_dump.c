/* Text dumps of blog pages, our own text export among them.
 *
 * The text comes in slices; the lines of one post are kept until the post has ended.
 * A post begins at a heading: a line that is only a date (or one of the export's words
 * for a missing one) with a blank line before and after it, and some text after that.
 * Letters in a body have dates too: a date without a weekday is a heading only where the
 * first heading has none either, and a date of another shape ("Monday 6 September 2021"
 * among "Monday, 6 September 2021") only when what follows could be a title.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/text_priv.h"
#include "moot/base/xalloc.h"

/* "Monday, 6 September 2021" has the shape "a, 9 a 9". */
struct shape {
	char text[24];
};

struct heading {
	bool found, blank_after; /* a line that may be one; a blank line stood after it */
	size_t at, line;         /* its offset in raw, its number */
	struct shape shape;
	bool has_weekday;
	enum dump_heading kind;
};

struct text_dump {
	struct ingest_target target;
	struct buf raw;        /* the lines of the post at hand, and what follows in this slice */
	/* Offsets in raw: the post's first line; the next line; no line end is before. */
	size_t start, seen, searched;
	size_t start_line, line; /* numbers of the first two */
	bool after_cr;         /* the last byte was \r, given on as \n */
	bool after_blank;
	bool has_heading;      /* of the post at hand */
	size_t filled;         /* its lines that are not blank, and the next heading */
	struct heading maybe;
	bool style_known, style_weekday;
	struct shape style;    /* of the first heading */
};

static char shape_char(char c)
{
	if (ascii_is_digit(c))
		return '9';
	return ascii_is_alpha(c) ? 'a' : c;
}

static struct shape shape_of(struct span line)
{
	struct shape s = { { 0 } };
	size_t len = 0;

	for (size_t i = 0; i < line.len && len + 1 < sizeof s.text; i++) {
		char c = shape_char(line.p[i]);

		if (!len || c != s.text[len - 1])
			s.text[len++] = c;
	}
	return s;
}

/* ---- sniffing ---- */

/* How sure is it that a heading begins the text? */
static int score_heading(struct span *rest, struct span line)
{
	struct date date;
	bool has_weekday;
	struct span next;

	if (!dump_heading_parse(line, &date, &has_weekday))
		return 0;
	if (span_line(rest, &next) && !dump_is_blank(next))
		return 0;
	return has_weekday ? 90 : 60;
}

static int sniff(const struct sniff *head)
{
	enum { SURE = 50, THREAD = 20, LATER = 15 };
	struct span rest = head->head, line;
	struct dump_mark mark;
	bool after_blank = true;
	int best = 0;

	if (span_starts(head->head, "<"))
		return 0;
	for (bool first = true; best < SURE && span_line(&rest, &line); first = false) {
		int score = 0;

		if (after_blank)
			score = score_heading(&rest, line);
		if (!first && score)
			score -= score > SURE ? LATER : SURE;
		if (!score && after_blank && dump_mark_parse(line, &mark)
		    && mark.col >= DUMP_STEP_COLS)
			score = THREAD;
		if (score > best)
			best = score;
		after_blank = dump_is_blank(line);
	}
	return best;
}

/* ---- posts ---- */

static void add_piece(struct text_dump *d, size_t end)
{
	struct dump_piece piece = {
		.text = span_of(d->raw.data + d->start, end - d->start),
		.line = d->start_line,
		.has_heading = d->has_heading,
	};

	text_post_add(&d->target, &piece);
}

/* What stands above the first heading: a line or two are the blog's name. */
static void add_preamble(struct text_dump *d, size_t end)
{
	enum { LONGEST_NAME_LINES = 2 };
	struct span text = span_of(d->raw.data + d->start, end - d->start);
	struct source_meta meta = { .updated = DATE_INIT };

	if (d->filled > LONGEST_NAME_LINES + 1) { /* with the heading itself */
		diag_add(d->target.diags, DIAG_CODE_LAYOUT_GUESS, d->target.source, d->start_line,
		    "text before the first date is read as a post of its own");
		add_piece(d, end);
		return;
	}
	meta.title = dump_trim(text);
	library_set_source(d->target.lib, d->target.source, &meta);
	diag_add(d->target.diags, DIAG_CODE_LAYOUT_GUESS, d->target.source, d->start_line,
	    "text before the first date is read as the title of the source");
}

static void end_post(struct text_dump *d, size_t end)
{
	if (d->has_heading)
		add_piece(d, end);
	else if (d->filled > 1)
		add_preamble(d, end);
}

/* ---- headings ---- */

/* Could this line, after a date of an unusual shape, be a title?  "Dear Sir," is none. */
static bool looks_like_title(struct span line)
{
	enum { LONGEST = 200 };
	char last = line.p[line.len - 1];

	return line.len <= LONGEST && last != ',' && last != ':';
}

static bool same_shape(const struct shape *a, const struct shape *b)
{
	return memcmp(a->text, b->text, sizeof a->text) == 0;
}

/* The date line is there, and a blank line: does `next` begin a post? */
static bool is_heading(const struct text_dump *d, struct span next)
{
	enum { LONGEST_PREAMBLE_LINES = 2 };
	const struct heading *h = &d->maybe;

	if (h->kind != DUMP_HEADING_DATE)
		return true;
	if (!d->style_known)
		return h->has_weekday || d->filled <= LONGEST_PREAMBLE_LINES + 1;
	if (same_shape(&h->shape, &d->style))
		return h->has_weekday || looks_like_title(next);
	return h->has_weekday && looks_like_title(next);
}

static void note_unusual(const struct text_dump *d, bool taken)
{
	if (!d->style_known || !d->maybe.has_weekday || d->maybe.kind != DUMP_HEADING_DATE
	    || same_shape(&d->maybe.shape, &d->style))
		return;
	diag_add(d->target.diags, DIAG_CODE_LAYOUT_GUESS, d->target.source, d->maybe.line,
	    "a date of another shape than the first; read as %s",
	    taken ? "the heading of a post" : "text");
}

static void learn_style(struct text_dump *d)
{
	if (d->style_known)
		return;
	d->style_known = true;
	d->style_weekday = d->maybe.has_weekday;
	d->style = d->maybe.kind == DUMP_HEADING_DATE ? d->maybe.shape
	                                              : shape_of(SPAN_LIT("Monday, 1 May 2000"));
}

static void begin_post(struct text_dump *d)
{
	end_post(d, d->maybe.at);
	d->start = d->maybe.at;
	d->start_line = d->maybe.line;
	d->has_heading = true;
	d->filled = 2;
	learn_style(d);
}

/* ---- lines ---- */

static void take_blank(struct text_dump *d)
{
	d->after_blank = true;
	d->maybe.blank_after = d->maybe.found;
}

static void look_for_heading(struct text_dump *d, struct span line)
{
	enum { LONGEST = 80 };
	struct date date;
	struct heading h = { .found = true, .at = d->seen, .line = d->line };

	d->maybe.found = false;
	if (!d->after_blank || line.len > LONGEST)
		return;
	h.kind = dump_heading_parse(line, &date, &h.has_weekday);
	if (!h.kind || (!h.has_weekday && d->style_known && d->style_weekday))
		return;
	h.shape = shape_of(line);
	d->maybe = h;
}

static void take_line(struct text_dump *d, struct span line)
{
	line = dump_trim_end(line);
	if (!line.len) {
		take_blank(d);
		return;
	}
	if (d->maybe.found && d->maybe.blank_after) {
		bool taken = is_heading(d, line);

		note_unusual(d, taken);
		d->maybe.found = false;
		if (taken) {
			begin_post(d);
			d->after_blank = false;
			return; /* the title, whatever it looks like */
		}
	}
	look_for_heading(d, line);
	d->after_blank = false;
	d->filled++;
}

static void take_lines(struct text_dump *d)
{
	for (;;) {
		struct span rest = span_sub(buf_span(&d->raw), d->searched, d->raw.len);
		size_t end = d->searched + span_find_byte(rest, '\n');

		d->searched = end;
		if (end == d->raw.len)
			return;
		take_line(d, span_sub(buf_span(&d->raw), d->seen, end));
		d->seen = ++d->searched;
		d->line++;
	}
}

/* ---- the adapter ---- */

static void *open_dump(const struct ingest_target *target)
{
	struct text_dump *d = xcalloc(1, sizeof *d);

	d->target = *target;
	d->start_line = d->line = 1;
	d->after_blank = true;
	return d;
}

/* Drops what belongs to posts that are done. */
static void compact(struct text_dump *d)
{
	if (!d->start)
		return;
	memmove(d->raw.data, d->raw.data + d->start, d->raw.len - d->start);
	buf_truncate(&d->raw, d->raw.len - d->start);
	d->seen -= d->start;
	d->searched -= d->start;
	d->maybe.at -= d->maybe.found ? d->start : 0;
	d->start = 0;
}

/* Line ends become \n: \r\n may be cut between two slices. */
static void append(struct text_dump *d, struct span utf8)
{
	struct span piece;

	if (d->after_cr && span_starts(utf8, "\n"))
		utf8 = span_sub(utf8, 1, utf8.len);
	d->after_cr = utf8.len && utf8.p[utf8.len - 1] == '\r';
	while (utf8.len) {
		size_t at = span_find_byte(utf8, '\r');

		piece = span_sub(utf8, 0, at);
		buf_add_span(&d->raw, piece);
		if (at == utf8.len)
			return;
		buf_add_char(&d->raw, '\n');
		at += 1 + (at + 1 < utf8.len && utf8.p[at + 1] == '\n');
		utf8 = span_sub(utf8, at, utf8.len);
	}
}

static void feed(void *state, struct span utf8)
{
	struct text_dump *d = state;

	if (!utf8.len)
		return;
	compact(d);
	append(d, utf8);
	take_lines(d);
}

/* The last line may lack its end; a heading that nothing follows is one if it is all. */
static void finish(void *state)
{
	struct text_dump *d = state;

	if (!d->raw.len)
		return;
	buf_add_char(&d->raw, '\n');
	take_lines(d);
	if (d->maybe.found && !d->has_heading && d->filled == 1)
		begin_post(d);
	if (!d->has_heading && !d->filled)
		return;
	if (!d->has_heading)
		diag_add(d->target.diags, DIAG_CODE_LAYOUT_GUESS, d->target.source, 1,
		    "no line is the date of a post; read as one post, its first line as the title");
	add_piece(d, d->raw.len);
}

static void close_dump(void *state)
{
	struct text_dump *d = state;

	buf_release(&d->raw);
	free(d);
}

extern const struct ingest_format ingest_text_dump;
const struct ingest_format ingest_text_dump = {
	"text", "text dump of a blog page", sniff, open_dump, feed, finish, close_dump,
};
