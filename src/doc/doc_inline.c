/* Text as it comes becomes clean text: runs of printable ASCII are copied as they
 * are, everything else goes through text/safe.h.  White space is folded across
 * tags: it is only remembered, and written when something follows on the line.
 *
 * The spaces that must not break or fold become plain spaces with a mark, and the
 * characters that only allow a break become marks, so that the text that is
 * searched and exported has neither.
 */
#include "config.h"

#include "doc/doc_priv.h"

#include "moot/base/xalloc.h"
#include "moot/text/utf8.h"
#include "moot/text/width.h"

enum {
	NBSP = 0xA0,
	SOFT_HYPHEN = 0xAD,
	ZERO_WIDTH_SPACE = 0x200B,
	LINE_SEPARATOR = 0x2028,
	PARAGRAPH_SEPARATOR = 0x2029,
	TAB_COLS = 8
};

static bool is_visible(char c)
{
	return c > ' ' && c < 0x7F;
}

static bool folds(const struct builder *b)
{
	return b->scope.space <= SPACE_LINES;
}

void run_add(struct builder *b, size_t start, size_t len)
{
	struct doc *d = b->doc;
	struct doc_run *last = d->run_len ? &d->runs[d->run_len - 1] : NULL;

	if (!len || (!b->scope.style && !b->scope.link))
		return;
	if (last && last->start + last->len == start && last->style == b->scope.style &&
	    last->link == b->scope.link) {
		last->len += (uint32_t)len;
		return;
	}
	ARRAY_GROW(d->runs, d->run_len, d->run_cap);
	d->runs[d->run_len++] =
	    (struct doc_run){ (uint32_t)start, (uint32_t)len, b->scope.link, b->scope.style };
}

static void mark_push(struct builder *b, enum doc_mark_kind kind, uint32_t link)
{
	struct doc *d = b->doc;

	ARRAY_GROW(d->marks, d->mark_len, d->mark_cap);
	d->marks[d->mark_len++] = (struct doc_mark){ (uint32_t)d->text.len, link, (uint8_t)kind };
}

void text_mark(struct builder *b, enum doc_mark_kind kind, uint32_t link)
{
	struct doc *d = b->doc;

	if (kind == DOC_MARK_BREAK || kind == DOC_MARK_HYPHEN) {
		if (!b->leaf_open || !folds(b) || b->space_pending || d->text.len == b->line_start)
			return;
		if (d->mark_len && d->marks[d->mark_len - 1].at == d->text.len)
			return;
	}
	mark_push(b, kind, link);
}

static void cut_runs(struct doc *d, size_t len)
{
	while (d->run_len && d->runs[d->run_len - 1].start >= len)
		d->run_len--;
	if (d->run_len) {
		struct doc_run *last = &d->runs[d->run_len - 1];

		if (last->start + last->len > len)
			last->len = (uint32_t)len - last->start;
	}
}

static bool is_link_mark(const struct doc_mark *mark)
{
	return mark->kind >= DOC_MARK_LINK_END;
}

/* Marks behind the end go, but those of links move there. */
static void cut_marks(struct doc *d, size_t len)
{
	size_t first = d->mark_len, kept;

	while (first && d->marks[first - 1].at >= len)
		first--;
	kept = first;
	for (size_t i = first; i < d->mark_len; i++) {
		struct doc_mark mark = d->marks[i];

		if (!is_link_mark(&mark))
			continue;
		mark.at = (uint32_t)len;
		d->marks[kept++] = mark;
	}
	d->mark_len = kept;
}

/* Pictures whose labels go stand where the text ends now. */
static void cut_images(struct doc *d, size_t len)
{
	for (size_t i = d->image_len; i > 0 && d->images[i - 1].text_start > len; i--)
		d->images[i - 1].text_start = (uint32_t)len;
}

void text_cut(struct builder *b, size_t len)
{
	if (len == b->doc->text.len)
		return;
	buf_truncate(&b->doc->text, len);
	cut_runs(b->doc, len);
	cut_marks(b->doc, len);
	cut_images(b->doc, len);
}

int text_trim(struct builder *b, size_t from)
{
	const struct buf *text = &b->doc->text;
	size_t len = text->len;
	int line_ends = 0;

	while (len > from && (text->data[len - 1] == ' ' || text->data[len - 1] == '\n'))
		line_ends += text->data[--len] == '\n';
	text_cut(b, len);
	return line_ends;
}

/* A folded space has the styles that both sides of it have. */
static void flush_space(struct builder *b)
{
	struct doc *d = b->doc;
	const struct doc_run *last = d->run_len ? &d->runs[d->run_len - 1] : NULL;
	uint16_t style = b->scope.style;
	uint32_t link = b->scope.link;

	if (!b->space_pending)
		return;
	b->space_pending = false;
	if (line_split(b))
		return;
	if (last && last->start + last->len == d->text.len) {
		b->scope.style &= last->style;
		b->scope.link = last->link == link ? link : 0;
		run_add(b, d->text.len, 1);
		b->scope.style = style;
		b->scope.link = link;
	}
	buf_add_char(&d->text, ' ');
}

static bool at_line_start(const struct builder *b)
{
	return b->doc->text.len == b->line_start;
}

/* Before anything visible: the leaf is open, placeholders on the line are gone.  Lines that
 * are quoted by their first character stay together. */
static void begin_visible(struct builder *b, char first)
{
	if (!b->leaf_open)
		leaf_open(b);
	else if (at_line_start(b) && first != '>')
		leaf_split(b);
	if (b->guesses) {
		text_cut(b, b->line_start);
		b->guesses = 0;
		b->space_pending = false;
	}
	flush_space(b);
	b->pre_fresh = false;
}

static void end_visible(struct builder *b, size_t start)
{
	run_add(b, start, b->doc->text.len - start);
	if (b->doc->text.len > start)
		b->line_has_text = b->leaf_has_text = true;
}

static void put_ascii(struct builder *b, struct span text)
{
	begin_visible(b, text.len ? *text.p : ' ');
	size_t start = b->doc->text.len;

	buf_add_span(&b->doc->text, text);
	end_visible(b, start);
}

static void put_unicode(struct builder *b, struct span text)
{
	begin_visible(b, text.len ? *text.p : ' ');
	size_t start = b->doc->text.len;

	joiner_settle(b, text);
	safe_add(&b->doc->text, text, false);
	end_visible(b, start);
}

void text_add_label(struct builder *b, struct span raw, uint16_t style)
{
	uint16_t outer = b->scope.style;

	b->scope.style |= style;
	put_unicode(b, raw);
	b->scope.style = outer;
}

void text_flush(struct builder *b)
{
	if (b->leaf_open)
		flush_space(b);
}

void text_add_guess(struct builder *b, struct span raw, uint16_t style)
{
	uint16_t outer = b->scope.style;

	if (b->leaf_open && b->line_has_text)
		return;
	if (!b->leaf_open)
		leaf_open(b);
	flush_space(b);
	size_t start = b->doc->text.len;

	safe_add(&b->doc->text, raw, false);
	b->scope.style |= style;
	run_add(b, start, b->doc->text.len - start);
	b->scope.style = outer;
	b->guesses++;
}

/* A space that stays: of preformatted text, or one that does not break. */
static void put_space(struct builder *b, size_t count, bool glue)
{
	if (!b->leaf_open)
		leaf_open(b);
	else if (at_line_start(b) && !folds(b))
		leaf_split(b);
	flush_space(b);
	b->pre_fresh = false;
	if (count == 1 && !glue && line_split(b))
		return;
	b->leaf_has_spaces = true;
	while (count--) {
		if (glue)
			mark_push(b, DOC_MARK_GLUE, 0);
		run_add(b, b->doc->text.len, 1);
		buf_add_char(&b->doc->text, ' ');
	}
}

static void put_tab(struct builder *b)
{
	const struct buf *text = &b->doc->text;

	if (!b->leaf_open)
		leaf_open(b);
	b->tab_cols += (uint32_t)text_cols(span_sub(buf_span(text), b->tab_at, text->len), NULL);
	size_t count = TAB_COLS - b->tab_cols % TAB_COLS;

	put_space(b, count, false);
	b->tab_at = (uint32_t)text->len;
	b->tab_cols += (uint32_t)count;
}

static void start_line(struct builder *b)
{
	buf_add_char(&b->doc->text, '\n');
	b->line_start = b->tab_at = (uint32_t)b->doc->text.len;
	b->tab_cols = 0;
	b->line_has_text = b->space_pending = false;
	b->leaf_has_text |= b->guesses > 0;
	b->guesses = 0;
}

/* The line ends.  At the start of a leaf that means nothing; in it, at most one
 * empty line is kept. */
static void break_folded(struct builder *b)
{
	const struct buf *text = &b->doc->text;

	if (!b->leaf_open) {
		b->lone_break = true;
		return;
	}
	size_t start = node_at(b, (uint32_t)b->doc->node_len - 1)->text_start, len = text->len;

	while (len > b->line_start && text->data[len - 1] == ' ')
		len--;
	text_cut(b, len);
	b->leaf_has_spaces = true;
	b->space_pending = false;
	if (len == start ||
	    (len >= start + 2 && text->data[len - 1] == '\n' && text->data[len - 2] == '\n'))
		return;
	start_line(b);
}

void text_break(struct builder *b)
{
	if (folds(b)) {
		break_folded(b);
		return;
	}
	b->pre_fresh = false;
	if (b->leaf_open)
		start_line(b);
	else if (b->gap < UINT8_MAX) /* empty lines before text are its gap */
		b->gap++;
}

static void feed_space(struct builder *b, char c)
{
	if (c == '\n' && b->scope.space != SPACE_FOLDED) {
		if (b->pre_fresh)
			b->pre_fresh = false;
		else
			text_break(b);
	} else if (folds(b)) {
		b->space_pending |= b->leaf_open && b->doc->text.len > b->line_start;
	} else if (c == '\t') {
		put_tab(b);
	} else if (c != '\r') {
		put_space(b, 1, false);
	}
}

/* Characters that are no text.  False: it is. */
static bool feed_special(struct builder *b, uint32_t ch)
{
	switch (ch) {
	case NBSP:
		put_space(b, 1, b->scope.space != SPACE_PRE);
		return true;
	case SOFT_HYPHEN:
		text_mark(b, DOC_MARK_HYPHEN, 0);
		return true;
	case ZERO_WIDTH_SPACE:
		text_mark(b, DOC_MARK_BREAK, 0);
		return true;
	case ZERO_WIDTH_JOINER:
	case ZERO_WIDTH_NON_JOINER:
		joiner_feed(b, ch);
		return true;
	case LINE_SEPARATOR:
	case PARAGRAPH_SEPARATOR:
		text_break(b);
		return true;
	default:
		return !safe_char(ch);
	}
}

/* Text beyond ASCII at the start of raw; returns its length. */
static size_t feed_unicode(struct builder *b, struct span raw)
{
	size_t i = 0, n = 0;
	uint32_t ch = 0;
	bool special = false;

	while (i < raw.len && (unsigned char)raw.p[i] >= 0x80 && !special) {
		n = utf8_next(raw.p + i, raw.len - i, &ch);
		special = !(ch >= 0x2100 && ch < 0xD800) && (ch == NBSP || !safe_char(ch));
		i += special ? 0 : n;
	}
	if (i)
		put_unicode(b, span_sub(raw, 0, i));
	if (special && feed_special(b, ch))
		i += n;
	return i;
}

/* Words of printable ASCII with one space between each, at the start of text. */
static size_t words_len(struct span text)
{
	size_t i = 0;

	while (i < text.len &&
	    (is_visible(text.p[i]) ||
	        (text.p[i] == ' ' && i && i + 1 < text.len && is_visible(text.p[i + 1]))))
		i++;
	return i;
}

void text_feed(struct builder *b, struct span raw)
{
	size_t i = 0;

	while (i < raw.len) {
		size_t words = words_len(span_of(raw.p + i, raw.len - i));

		if (words)
			put_ascii(b, span_of(raw.p + i, words));
		i += words;
		if (i == raw.len)
			break;
		if ((unsigned char)raw.p[i] >= 0x80) {
			i += feed_unicode(b, span_sub(raw, i, raw.len));
			continue;
		}
		if (ascii_is_space(raw.p[i]))
			feed_space(b, raw.p[i]);
		i++;
	}
}
