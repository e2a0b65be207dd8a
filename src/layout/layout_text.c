/* The text of a leaf is shown in pieces of one style.  What is put between the doc's
 * own bytes (link numbers, ~~ around struck text in files, the label of a table's
 * value) makes a copy necessary; without it the doc's text is used as it is.
 */
#include "config.h"

#include <stdio.h>

#include "layout/layout_priv.h"
#include "moot/base/xalloc.h"

_Static_assert((int)DOC_BOLD == (int)STYLE_BOLD && (int)DOC_ITALIC == (int)STYLE_ITALIC &&
        (int)DOC_UNDERLINE == (int)STYLE_UNDERLINE && (int)DOC_STRIKE == (int)STYLE_STRIKE &&
        (int)DOC_CODE == (int)STYLE_CODE && (int)DOC_IMAGE == (int)STYLE_IMAGE &&
        (int)DOC_DIM == (int)STYLE_DIM && (int)DOC_MARKED == (int)STYLE_MARK,
    "doc's styles are line styles");

/* A walk over the styles and marks of a leaf. */
struct walk {
	struct flow *f;
	const struct doc_tree *tree;
	size_t run, mark;
	uint32_t at, end; /* bytes of the doc's text */
	uint16_t base;    /* style of the whole leaf */
	bool copied;      /* the shown text is in room */
	bool struck;
};

static size_t shown_len(const struct walk *walk)
{
	const struct shown *shown = &walk->f->shown;

	return walk->copied ? shown->room.len : shown->text.len;
}

static void add_piece(struct walk *walk, uint32_t text_start, uint16_t style, uint32_t link)
{
	struct shown *shown = &walk->f->shown;

	ARRAY_GROW(shown->pieces, shown->piece_len, shown->piece_cap);
	shown->pieces[shown->piece_len++] = (struct piece){ (uint32_t)shown_len(walk), text_start,
		link, (uint16_t)(style | walk->base) };
}

static void insert(struct walk *walk, const char *text, uint16_t style, uint32_t link)
{
	add_piece(walk, NOT_IN_TEXT, style, link);
	buf_add_str(&walk->f->shown.room, text);
}

static void add_stop(struct walk *walk, uint8_t kind)
{
	struct shown *shown = &walk->f->shown;

	ARRAY_GROW(shown->stops, shown->stop_len, shown->stop_cap);
	shown->stops[shown->stop_len++] = (struct stop){ (uint32_t)shown_len(walk), kind };
}

/* Does the mark put a number into the text? */
static bool is_numbered(const struct flow *f, const struct doc_mark *mark)
{
	return f->opts->number_links &&
	    (mark->kind == DOC_MARK_LINK_END ||
	        (mark->kind == DOC_MARK_URL_END && !f->opts->export_pen));
}

static void add_number(struct walk *walk, uint32_t link)
{
	char number[16];

	if (walk->tree->link_numbers)
		link = walk->tree->link_numbers[link];

	snprintf(number, sizeof number, "[%u]", (unsigned int)link);
	insert(walk, number, STYLE_LINK_NUMBER | STYLE_DIM, link);
}

static bool is_joiner(const struct doc_mark *mark)
{
	return mark->kind == DOC_MARK_JOINER || mark->kind == DOC_MARK_NON_JOINER;
}

/* Joiners are for files: on a screen every cell is drawn for itself. */
static bool is_inserted(const struct flow *f, const struct doc_mark *mark)
{
	return is_numbered(f, mark) || (f->opts->export_pen && is_joiner(mark));
}

static void strike(struct walk *walk, bool struck)
{
	if (walk->struck == struck || !walk->f->opts->export_pen)
		return;
	walk->struck = struck;
	insert(walk, "~~", STYLE_PLAIN, 0);
}

static void take_marks(struct walk *walk)
{
	const struct doc_tree *tree = walk->tree;

	for (; walk->mark < tree->mark_count && tree->marks[walk->mark].at <= walk->at;
	     walk->mark++) {
		const struct doc_mark *mark = &tree->marks[walk->mark];

		if (mark->at < walk->at)
			continue;
		if (mark->kind <= DOC_MARK_HYPHEN) {
			add_stop(walk, mark->kind);
		} else if (is_numbered(walk->f, mark)) {
			strike(walk, false);
			add_number(walk, mark->link);
		} else if (is_inserted(walk->f, mark)) {
			insert(walk,
			    mark->kind == DOC_MARK_JOINER ? "\342\200\215" : "\342\200\214",
			    STYLE_PLAIN, 0);
		}
	}
}

/* The doc's text up to the next place where something changes. */
static void take_text(struct walk *walk)
{
	const struct doc_tree *tree = walk->tree;
	const struct doc_run *run = walk->run < tree->run_count ? &tree->runs[walk->run] : NULL;
	bool in_run = run && run->start <= walk->at;
	uint32_t end = walk->end;
	uint16_t style = in_run ? run->style : 0;
	uint32_t link = in_run ? run->link : 0;

	if (run && in_run && run->start + run->len < end)
		end = run->start + run->len;
	else if (run && !in_run && run->start < end)
		end = run->start;
	if (walk->mark < tree->mark_count && tree->marks[walk->mark].at < end)
		end = tree->marks[walk->mark].at;
	strike(walk, style & DOC_STRIKE);
	add_piece(walk, walk->at, (uint16_t)(style | (link ? STYLE_LINK : 0)), link);
	if (walk->copied)
		buf_add(&walk->f->shown.room, tree->text.p + walk->at, end - walk->at);
	else
		walk->f->shown.text.len += end - walk->at;
	walk->at = end;
	while (walk->run < tree->run_count &&
	    tree->runs[walk->run].start + tree->runs[walk->run].len <= end)
		walk->run++;
}

/* In files, and where lines do not wrap, the leaves of a very long line are one; else each
 * begins on a line of its own, so that it does not matter how the one before was wrapped. */
static bool joins_leaves(const struct flow *f)
{
	return f->opts->export_pen || f->cols == UNLIMITED;
}

static bool goes_on(const struct flow *f, const struct doc_node *leaf)
{
	return leaf + 1 < f->tree->nodes + f->tree->node_count && leaf[1].continues;
}

uint32_t flow_after_leaf(const struct flow *f, uint32_t index)
{
	while (joins_leaves(f) && goes_on(f, &f->tree->nodes[index]))
		index++;
	return index + 1;
}

/* Will anything be put into the leaf's text? */
static bool has_inserts(const struct flow *f, const struct doc_node *leaf)
{
	const struct doc_tree *tree = f->tree;
	uint32_t end = leaf->text_start + leaf->text_len;

	for (size_t i = leaf->first_mark; i < tree->mark_count && tree->marks[i].at <= end; i++)
		if (is_inserted(f, &tree->marks[i]))
			return true;
	for (size_t i = leaf->first_run;
	     f->opts->export_pen && i < tree->run_count && tree->runs[i].start < end; i++)
		if (tree->runs[i].style & DOC_STRIKE)
			return true;
	return f->label != 0 || (joins_leaves(f) && goes_on(f, leaf));
}

static void take_leaf(struct walk *walk, const struct doc_node *leaf)
{
	walk->run = leaf->first_run;
	walk->mark = leaf->first_mark;
	walk->at = leaf->text_start;
	walk->end = leaf->text_start + leaf->text_len;
	while (walk->at < walk->end) {
		take_marks(walk);
		take_text(walk);
	}
	take_marks(walk);
	strike(walk, false);
}

void shown_build(struct flow *f, const struct doc_node *leaf)
{
	struct shown *shown = &f->shown;
	struct walk walk = { .f = f, .tree = f->tree, .copied = has_inserts(f, leaf) };

	walk.base = (uint16_t)((leaf->heading ? STYLE_HEADING : 0) |
	    (f->quote_depth ? STYLE_QUOTE : 0) | (leaf->type == DOC_PRE ? STYLE_CODE : 0));
	shown->piece_len = shown->stop_len = 0;
	buf_clear(&shown->room);
	shown->text = span_of(f->tree->text.p + leaf->text_start, 0);
	if (f->label) {
		take_leaf(&walk, &f->tree->nodes[f->label]);
		insert(&walk, ": ", STYLE_BOLD, 0);
		f->label = 0;
	}
	take_leaf(&walk, leaf);
	for (; joins_leaves(f) && goes_on(f, leaf); leaf++) {
		insert(&walk, " ", STYLE_PLAIN, 0);
		take_leaf(&walk, leaf + 1);
	}
	if (walk.copied)
		shown->text = buf_span(&shown->room);
}

/* Adds a part of the shown text to the line that is open. */
void flow_shown(struct flow *f, size_t from, size_t to)
{
	const struct shown *shown = &f->shown;
	size_t low = 0, high = shown->piece_len;

	while (low + 1 < high) { /* the piece that from is in */
		size_t middle = low + (high - low) / 2;

		if (shown->pieces[middle].at <= from)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = low; from < to; i++) {
		const struct piece *piece = &shown->pieces[i];
		size_t end = i + 1 < shown->piece_len ? shown->pieces[i + 1].at : shown->text.len;
		uint32_t text_start = piece->text_start == NOT_IN_TEXT
		    ? NOT_IN_TEXT
		    : piece->text_start + (uint32_t)(from - piece->at);

		end = end < to ? end : to;
		sink_add(f->out, span_sub(shown->text, from, end), text_start, piece->style,
		    f->quote_depth, piece->link);
		from = end;
	}
}

void flow_text(struct flow *f, const struct doc_node *leaf)
{
	flow_gap(f);
	shown_build(f, leaf);
	wrap_text(f, !joins_leaves(f) && goes_on(f, leaf));
}

/* A line of preformatted text, cut where the column ends. */
static void pre_line(struct flow *f, size_t from, size_t to)
{
	static const struct span arrow = { "\342\206\252", 3 };
	struct span text = f->shown.text, mark = f->opts->ascii ? span_of("\\", 1) : arrow;
	bool cut = (!f->opts->export_pen && !f->opts->long_lines) || f->in_cell;
	int continued = 0;

	do {
		int width = flow_first_cols(f), cols;
		int mark_cols = continued && width > 3 ? 1 : 0;
		struct span part = span_sub(text, from, to);

		if (cut)
			part = text_fit(part, width - mark_cols, &cols, &f->opts->width);
		else
			cols = text_cols(part, &f->opts->width);
		if (!part.len && from < to) {
			struct cluster c = cluster_next(span_sub(text, from, to), &f->opts->width);

			part = span_sub(text, from, from + c.bytes);
			cols = c.cols;
		}
		flow_begin_line(f);
		if (mark_cols)
			sink_add(f->out, mark, NOT_IN_TEXT, STYLE_DIM, f->quote_depth, 0);
		flow_shown(f, from, from + part.len);
		from += part.len;
		flow_end_line(f, cols + mark_cols, from < to);
		continued = 1;
	} while (from < to);
}

void flow_pre(struct flow *f, const struct doc_node *leaf)
{
	flow_gap(f);
	shown_build(f, leaf);
	for (size_t from = 0, end; from <= f->shown.text.len; from = end + 1) {
		struct span rest = span_sub(f->shown.text, from, f->shown.text.len);

		end = from + span_find_byte(rest, '\n');
		size_t shown = end;

		while (shown > from && f->shown.text.p[shown - 1] == ' ')
			shown--;
		pre_line(f, from, shown);
	}
}
