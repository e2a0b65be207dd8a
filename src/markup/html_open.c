/* HTML lets many end tags be left out, and pages leave out others or cross them.
 * Here the nesting is settled: what a start tag implies is ended, end tags that match
 * nothing are left out, and the depth is limited, so that starts and ends always
 * match and no search is long.
 */
#include "config.h"

#include "markup/html_priv.h"

static struct html_open_row *top(struct html_open *open)
{
	return &open->rows[open->len - 1];
}

/* The name of the event: the table's own, or a copy in room. */
static struct span lower_name(const struct html_element *element, struct span name, char *room)
{
	if (element)
		return span_of(element->name, element->len);
	for (size_t i = 0; i < name.len; i++)
		room[i] = ascii_lower(name.p[i]);
	return span_of(room, name.len);
}

static unsigned int groups(const struct html_open_row *row)
{
	return row->element ? row->element->is : 0;
}

void html_send_start(const struct html_open *open, const struct html_element *element,
    struct span name, const struct html_attr *attrs, size_t attr_count)
{
	char room[HTML_MAX_NAME_BYTES];

	open->handlers->start(open->user, lower_name(element, name, room), attrs, attr_count);
}

static void send_end(
    const struct html_open *open, const struct html_element *element, struct span name)
{
	char room[HTML_MAX_NAME_BYTES];

	open->handlers->end(open->user, lower_name(element, name, room));
}

/* An element without attributes and content. */
static void send_empty(const struct html_open *open, enum html_element_id id)
{
	const struct html_element *element = &html_elements[id];

	html_send_start(open, element, SPAN_NONE, NULL, 0);
	send_end(open, element, SPAN_NONE);
}

void html_open_end_to(struct html_open *open, size_t len)
{
	while (open->len > len) {
		struct html_open_row row = *top(open);

		open->len--;
		send_end(open, row.element, row.name);
	}
}

/* Ends the outermost element of the wanted groups that is found from the top
 * down before one of the groups that stop the search. */
static void close_group(struct html_open *open, unsigned int wanted, unsigned int stop)
{
	size_t found = open->len;

	for (size_t i = open->len; i > 0; i--) {
		unsigned int is = groups(&open->rows[i - 1]);

		if (is & wanted)
			found = i - 1;
		else if (is & stop)
			break;
	}
	html_open_end_to(open, found);
}

void html_open_imply(struct html_open *open, const struct html_element *element)
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
		{ IS_FONT, IS_BLOCK | IS_P },
	};
	unsigned int closes = element ? element->closes : 0;

	for (size_t i = 0; closes && i < sizeof searches / sizeof *searches; i++)
		if (closes & searches[i].wanted)
			close_group(open, closes & searches[i].wanted, searches[i].stop);
	if (open->len && top(open)->element == &html_elements[HTML_ID_head] &&
	    !(element && element->is & IS_HEAD))
		html_open_end_to(open, open->len - 1);
}

static uint32_t *flattened(struct html_open *open, struct span name)
{
	unsigned int hash = 0;

	for (size_t i = 0; i < name.len; i++)
		hash = hash * 31 + (unsigned char)ascii_lower(name.p[i]);
	return &open->flattened[hash % HTML_FLATTENED];
}

void html_open_push(struct html_open *open, const struct html_element *element, struct span name)
{
	bool block = element && element->is;

	if (open->len < (block ? HTML_MAX_OPEN : HTML_MAX_OPEN_INLINE)) {
		open->rows[open->len++] = (struct html_open_row){ element, name };
		return;
	}
	send_end(open, element, name);
	++*flattened(open, name);
}

static bool same_name(
    const struct html_open_row *row, const struct html_element *element, struct span name)
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
 * its cell, and parts of a table stay in it.  What is seldom shown is left at its end
 * tag whatever was not closed in it, or all that follows would not be shown either. */
static unsigned int end_tag_stop(const struct html_element *element)
{
	if (element && element->kind == HTML_HELD)
		return IS_PAGE;
	if (!element || !(element->is & ~(unsigned int)(IS_A | IS_FONT)))
		return IS_BLOCK | IS_P;
	if (element->is & (IS_CELL | IS_ROW | IS_SECTION))
		return IS_TABLE;
	return element->is & (IS_TABLE | IS_PAGE) ? IS_PAGE : IS_CELL | IS_TABLE;
}

/* An end tag without its element.  HTML makes </p> an empty paragraph; a link that
 * began outside the block is ended by an empty one. */
static void end_unopened(const struct html_open *open, const struct html_element *element)
{
	if (element == &html_elements[HTML_ID_p])
		send_empty(open, HTML_ID_p);
	else if (element == &html_elements[HTML_ID_a])
		send_empty(open, HTML_ID_a);
}

void html_open_end(struct html_open *open, const struct html_element *element, struct span name)
{
	unsigned int stop = end_tag_stop(element);
	uint32_t *waiting = flattened(open, name);

	if (*waiting) {
		--*waiting;
		if (element && element->is & (IS_BLOCK | IS_P))
			send_empty(open, HTML_ID_div);
		return;
	}
	for (size_t i = open->len; i > 0; i--) {
		if (same_name(&open->rows[i - 1], element, name)) {
			html_open_end_to(open, i - 1);
			return;
		}
		if (groups(&open->rows[i - 1]) & stop)
			break;
	}
	end_unopened(open, element);
}
