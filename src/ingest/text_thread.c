/* Which lines of a post begin comments.
 *
 * Comments are the last indented run of a post: a line with a number begins one when a
 * blank line stands before it and its column and number fit.  Everything else belongs to
 * the text of the item at hand; so taking an item back makes its lines text again, and
 * that is what happens when a later line shows that a run of items was only a list:
 * text that goes on in the column of the run's parent, or numbers that start anew.
 *
 * A run that has two blank lines before it, or replies, names or times, is firm: it is
 * not taken back because a line at the margin follows.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/text_priv.h"
#include "moot/base/xalloc.h"

struct scan {
	struct dump_thread *t;
	const struct ingest_target *target;
	struct span text;
	size_t line;          /* number of the line at hand */
	size_t start, end;    /* of the line at hand */
	size_t blanks;        /* blank lines before it */
	size_t *open;         /* open[d]: index of the item of depth d that is open */
	size_t open_cap;
	bool firm;
	size_t strong;        /* one more than the index of the last that no list has */
};

/* There must be one. */
static struct dump_item *last_item(const struct scan *s)
{
	return &s->t->items[s->t->len - 1];
}

static int number_col(const struct scan *s, uint32_t depth)
{
	return depth > DUMP_DEEPEST ? DUMP_DEEPEST * s->t->step : (int)depth * s->t->step;
}

__attribute__((format(printf, 3, 4)))
static void note(const struct scan *s, enum diag_code code, const char *format, ...)
{
	struct buf detail = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_vaddf(&detail, format, args);
	va_end(args);
	diag_add(s->target->diags, code, s->target->source, s->line, "%s", buf_str(&detail));
	buf_release(&detail);
}

/* ---- adding and taking back ---- */

static void push(struct scan *s, const struct dump_mark *mark, uint32_t depth, bool strong)
{
	struct dump_thread *t = s->t;
	bool sibling = t->len && last_item(s)->depth >= depth;
	uint32_t place = sibling ? t->items[s->open[depth]].place + 1 : 1;

	ARRAY_GROW(t->items, t->len, t->cap);
	while (depth >= s->open_cap)
		s->open = array_grow(s->open, s->open_cap, &s->open_cap, sizeof *s->open);
	s->open[depth] = t->len;
	t->items[t->len++] = (struct dump_item){
		.start = s->start,
		.text = s->start + mark->text,
		.line = s->line,
		.depth = depth,
		.number = mark->number,
		.place = place,
	};
	if (strong)
		s->strong = t->len;
	s->firm |= strong || depth > 1;
}

/* Are the items behind the first `from` nothing but one flat run without names? */
static bool is_list(const struct scan *s, size_t from)
{
	return s->strong <= from && last_item(s)->place == s->t->len - from;
}

static void take_back(struct scan *s, size_t from)
{
	s->t->len = from;
	if (from)
		return;
	s->firm = false;
	s->strong = 0;
}

/* ---- lines with numbers ---- */

static bool begin_run(struct scan *s, const struct dump_mark *mark, bool strong)
{
	enum { WIDEST_STEP = 8 };

	if (mark->col < DUMP_STEP_COLS || mark->col > WIDEST_STEP || mark->level > 1)
		return false;
	s->t->step = mark->col;
	s->firm = s->blanks >= 2;
	s->t->body_len = s->start;
	push(s, mark, 1, strong || mark->level);
	if (mark->number > 1)
		note(s, DIAG_CODE_NUMBERING, "the first comment is number %u; the number is kept",
		    (unsigned)mark->number);
	return true;
}

/* The depth that a number stands for, 0 when it is none here. */
static uint32_t depth_of(const struct scan *s, const struct dump_mark *mark)
{
	uint32_t deepest = last_item(s)->depth + 1, depth = (uint32_t)(mark->col / s->t->step);

	if (mark->level) {
		if (mark->level > deepest)
			note(s, DIAG_CODE_LAYOUT_GUESS, "level %u below level %u; read as a reply",
			    (unsigned)mark->level, (unsigned)(deepest - 1));
		return mark->level < deepest ? mark->level : deepest;
	}
	if (mark->col % s->t->step || depth > deepest || depth > DUMP_DEEPEST)
		return 0;
	if (depth == deepest && mark->number > DUMP_FIRST_MAX)
		return 0;
	return depth;
}

/* A number that is not greater than the one before: the run so far may have been a list
 * in the text above, or the numbers are wrong. */
static bool restart(struct scan *s, const struct dump_mark *mark, uint32_t depth)
{
	size_t from = depth > 1 ? s->open[depth - 1] + 1 : 0;

	if (mark->number != 1 || !is_list(s, from) || (depth == 1 && s->firm && s->blanks < 2))
		return false;
	note(s, DIAG_CODE_LAYOUT_GUESS,
	    "the numbers start anew; what stands before is read as a list");
	take_back(s, from);
	return true;
}

static bool take_mark(struct scan *s, const struct dump_mark *mark, bool strong)
{
	uint32_t depth, before = 0;

	if (!s->t->len)
		return begin_run(s, mark, strong);
	depth = depth_of(s, mark);
	if (!depth)
		return false;
	if (last_item(s)->depth >= depth)
		before = s->t->items[s->open[depth]].number;
	if (before >= mark->number && !mark->level && restart(s, mark, depth)) {
		if (depth == 1)
			return begin_run(s, mark, strong);
		before = 0;
	}
	if (before + 1 != mark->number)
		note(s, DIAG_CODE_NUMBERING, "number %u follows %u; the numbers are kept",
		    (unsigned)mark->number, (unsigned)before);
	push(s, mark, depth, strong || mark->level);
	return true;
}

/* ---- lines of text ---- */

static bool begins_next_item(const struct scan *s, struct span line)
{
	struct dump_mark mark;

	return dump_mark_parse(line, &mark) && mark.number == last_item(s)->number + 1;
}

/* Text left of the first level: the run was no thread, or the text is misplaced. */
static void take_margin(struct scan *s, struct span line, int col)
{
	bool tight = s->t->len == 1 && col == s->t->step && !s->blanks && begins_next_item(s, line);

	if ((!s->firm || tight) && is_list(s, 0)) {
		take_back(s, 0);
		return;
	}
	note(s, DIAG_CODE_LAYOUT_GUESS,
	    "text at the margin among the comments; read as part of the one above");
}

static void take_text(struct scan *s, struct span line)
{
	int col;
	uint32_t depth;

	dump_indent(line, &col);
	if (!s->t->len || col > number_col(s, last_item(s)->depth))
		return;
	if (col <= s->t->step) {
		take_margin(s, line, col);
		return;
	}
	depth = (uint32_t)((col - 1) / s->t->step);
	if (is_list(s, s->open[depth] + 1)) {
		note(s, DIAG_CODE_LAYOUT_GUESS,
		    "the text goes on left of the numbers before it; they are read as a list");
		take_back(s, s->open[depth] + 1);
		return;
	}
	note(s, DIAG_CODE_LAYOUT_GUESS, "text left of its comment; read as part of it");
}

static void take_line(struct scan *s, struct span line)
{
	struct dump_mark mark;
	struct dump_byline byline;

	if (s->blanks && dump_mark_parse(line, &mark)
	    && take_mark(s, &mark, dump_byline_parse(span_sub(line, mark.text, line.len), &byline)))
		return;
	take_text(s, line);
}

void text_thread_scan(struct dump_thread *t, const struct ingest_target *target,
    struct span text, size_t first_line)
{
	struct scan s = { .t = t, .target = target, .text = text, .line = first_line };
	struct span rest = text, line;

	*t = (struct dump_thread){ 0 };
	for (; span_split(&rest, '\n', &line); s.line++) {
		s.start = (size_t)(line.p - text.p);
		line = dump_trim_end(line);
		if (!line.len) {
			s.blanks++;
			continue;
		}
		take_line(&s, line);
		s.blanks = 0;
	}
	if (!t->len) {
		t->body_len = text.len;
	} else if (!s.firm) {
		s.line = t->items[0].line;
		note(&s, DIAG_CODE_LAYOUT_GUESS,
		    "the numbered paragraphs at the end are read as comments");
	}
	free(s.open);
}

void text_thread_release(struct dump_thread *t)
{
	free(t->items);
	*t = (struct dump_thread){ 0 };
}
