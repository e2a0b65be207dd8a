/* Steps from a visible item to a visible item. */
#include "config.h"

#include "moot/view/outline.h"

bool outline_is_visible(const struct outline *o, uint32_t item)
{
	return o->place[item] != NO_ITEM;
}

uint32_t outline_place(const struct outline *o, uint32_t item)
{
	return o->place[item];
}

/* The nearest visible item after one that a limit hides, or else before. */
static uint32_t nearest_visible(const struct outline *o, uint32_t item)
{
	for (uint32_t i = item; i < o->count; i++)
		if (outline_is_visible(o, i))
			return i;
	for (uint32_t i = item; i > 0; i--)
		if (outline_is_visible(o, i - 1))
			return i - 1;
	return item;
}

uint32_t outline_shown_for(const struct outline *o, uint32_t item)
{
	uint32_t shown = item;

	for (uint32_t up = o->items[item].parent; up != NO_ITEM && up >= o->root_item;
	    up = o->items[up].parent)
		if (outline_is_folded(o, up))
			shown = up;
	return nearest_visible(o, shown);
}

uint32_t outline_next(const struct outline *o, uint32_t item)
{
	uint32_t next = o->place[item] + 1;

	return next < o->visible_count ? o->visible[next] : NO_ITEM;
}

uint32_t outline_prev(const struct outline *o, uint32_t item)
{
	uint32_t place = o->place[item];

	return place > 0 ? o->visible[place - 1] : NO_ITEM;
}

uint32_t outline_next_sibling(const struct outline *o, uint32_t item)
{
	uint32_t depth = o->items[item].depth, next = item + o->items[item].size;

	for (; next < o->count && o->items[next].depth == depth; next += o->items[next].size)
		if (outline_is_visible(o, next))
			return next;
	return NO_ITEM;
}

uint32_t outline_prev_sibling(const struct outline *o, uint32_t item)
{
	do
		item = o->items[item].prev_sibling;
	while (item != NO_ITEM && !outline_is_visible(o, item));
	return item;
}

uint32_t outline_parent(const struct outline *o, uint32_t item)
{
	do
		item = o->items[item].parent;
	while (item != NO_ITEM && !outline_is_visible(o, item));
	return item;
}

uint32_t outline_root(const struct outline *o, uint32_t item)
{
	for (uint32_t up = item; up != NO_ITEM; up = outline_parent(o, up))
		item = up;
	return item;
}

uint32_t outline_next_thread(const struct outline *o, uint32_t item)
{
	return outline_next_sibling(o, outline_root(o, item));
}

uint32_t outline_prev_thread(const struct outline *o, uint32_t item)
{
	uint32_t root = outline_root(o, item);

	return root != item ? root : outline_prev_sibling(o, root);
}

uint32_t outline_comments(const struct outline *o)
{
	return o->count - o->stub_count;
}

uint32_t outline_nth(const struct outline *o, uint32_t item)
{
	uint32_t n = item + 1;

	for (uint32_t i = 0; i <= item && o->stub_count; i++)
		n -= o->items[i].stub;
	return n;
}

uint32_t outline_of_nth(const struct outline *o, uint32_t n)
{
	uint32_t item = 0, last = 0;

	for (; item < o->count && n > 0; item++)
		if (!o->items[item].stub) {
			last = item;
			n--;
		}
	return last;
}
