/* libxml2 searches its open elements for each end tag, and never closes some that
 * HTML closes; a page can make it search long stacks again and again.  So the
 * nesting is settled here: implied end tags are written out, end tags that match
 * nothing are left out, and the depth is limited.
 */
#include "config.h"

#include "markup/html_priv.h"

static struct html_open_row *top(struct html_open *open)
{
	return &open->rows[open->len - 1];
}

static unsigned int groups(const struct html_open_row *row)
{
	return row->element ? row->element->is : 0;
}

static void add_end_tag(struct buf *out, struct span name)
{
	buf_add(out, "</", 2);
	for (size_t i = 0; i < name.len; i++)
		buf_add_char(out, ascii_lower(name.p[i]));
	buf_add_char(out, '>');
}

static void pop_to(struct html_open *open, struct buf *out, size_t len)
{
	while (open->len > len) {
		add_end_tag(out, top(open)->name);
		open->len--;
	}
}

/* Ends the outermost element of the wanted groups that is found from the top
 * down before one of the groups that stop the search. */
static void close_group(struct html_open *open, struct buf *out, unsigned int wanted,
    unsigned int stop)
{
	size_t found = open->len;

	for (size_t i = open->len; i > 0; i--) {
		unsigned int is = groups(&open->rows[i - 1]);

		if (is & wanted)
			found = i - 1;
		else if (is & stop)
			break;
	}
	pop_to(open, out, found);
}

/* An element without meaning keeps libxml2 from ending the one around it. */
static void shield(struct html_open *open, struct buf *out, const struct html_element *element)
{
	unsigned int around = open->len ? groups(top(open)) : 0;
	bool part = element->is & (IS_ITEM | IS_TERM) && around & IS_SCOPE;

	if (!(around & IS_TOUCHY) || !(element->is & (IS_BLOCK | IS_P)) || part || open->len == HTML_MAX_OPEN)
		return;
	buf_add_str(out, "<map>");
	open->rows[open->len++] = (struct html_open_row){ NULL, SPAN_LIT("map") };
}

void html_open_imply(struct html_open *open, struct buf *out, const struct html_element *element)
{
	static const struct {
		unsigned int wanted, stop;
	} searches[] = {
		{ IS_CELL | IS_ROW | IS_SECTION, IS_TABLE },
		{ IS_ITEM, IS_SCOPE | IS_TERM | IS_CELL },
		{ IS_TERM, IS_SCOPE | IS_ITEM | IS_CELL },
		{ IS_HEADING, IS_BLOCK },
		{ IS_OPTION, IS_BLOCK },
		{ IS_RUBY, IS_BLOCK },
		{ IS_A, IS_BLOCK | IS_P },
		{ IS_P, IS_BLOCK },
	};
	unsigned int closes = element ? element->closes : 0;

	for (size_t i = 0; closes && i < sizeof searches / sizeof *searches; i++)
		if (closes & searches[i].wanted)
			close_group(open, out, closes & searches[i].wanted, searches[i].stop);
	if (open->len && top(open)->element == &html_elements[HTML_ID_head] &&
	    !(element && element->is & IS_HEAD))
		pop_to(open, out, open->len - 1);
	if (element)
		shield(open, out, element);
}

static uint32_t *flattened(struct html_open *open, struct span name)
{
	unsigned int hash = 0;

	for (size_t i = 0; i < name.len; i++)
		hash = hash * 31 + (unsigned char)ascii_lower(name.p[i]);
	return &open->flattened[hash % 256];
}

void html_open_push(struct html_open *open, struct buf *out, const struct html_element *element,
    struct span name)
{
	bool block = element && element->is;

	if (open->len < (block ? HTML_MAX_OPEN : HTML_MAX_OPEN_INLINE)) {
		open->rows[open->len++] = (struct html_open_row){ element, name };
		return;
	}
	add_end_tag(out, name);
	++*flattened(open, name);
}

static bool same_name(const struct html_open_row *row, const struct html_element *element,
    struct span name)
{
	if (row->element || element)
		return row->element == element;
	if (row->name.len != name.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (ascii_lower(row->name.p[i]) != ascii_lower(name.p[i]))
			return false;
	return true;
}

/* How far up an end tag reaches: inline ones stay in their block, no block leaves
 * its cell, and parts of a table stay in it. */
static unsigned int end_tag_stop(const struct html_element *element)
{
	if (!element || !(element->is & ~(unsigned int)(IS_A | IS_TOUCHY)))
		return IS_BLOCK | IS_P;
	if (element->is & (IS_CELL | IS_ROW | IS_SECTION))
		return IS_TABLE;
	return element->is & (IS_TABLE | IS_PAGE) ? IS_PAGE : IS_CELL | IS_TABLE;
}

/* An end tag without its element.  HTML makes </p> an empty paragraph; a link that
 * began outside the block is ended by an empty one. */
static void end_unopened(struct buf *out, const struct html_element *element)
{
	if (element == &html_elements[HTML_ID_p])
		buf_add_str(out, "<p></p>");
	else if (element == &html_elements[HTML_ID_a])
		buf_add_str(out, "<a></a>");
}

void html_open_end(struct html_open *open, struct buf *out, const struct html_element *element,
    struct span name)
{
	unsigned int stop = end_tag_stop(element);
	uint32_t *waiting = flattened(open, name);

	if (*waiting) {
		--*waiting;
		if (element && element->is & (IS_BLOCK | IS_P))
			buf_add_str(out, "<div></div>");
		return;
	}
	for (size_t i = open->len; i > 0; i--) {
		if (same_name(&open->rows[i - 1], element, name)) {
			pop_to(open, out, i - 1);
			return;
		}
		if (groups(&open->rows[i - 1]) & stop)
			break;
	}
	end_unopened(out, element);
}

bool html_open_has(const struct html_open *open, const struct html_element *element)
{
	for (size_t i = 0; i < open->len; i++)
		if (open->rows[i].element == element)
			return true;
	return false;
}
