/* Lists, their items and how these are numbered. */
#include "config.h"

#include "doc/doc_roles_priv.h"

/* Of an attribute type, or of the value of a property list-style(-type); DOC_BULLETS
 * when that does not say. */
static uint8_t numbering_of(struct span type)
{
	static const struct {
		const char *type;
		uint8_t numbering;
	} types[] = {
		{ "1", DOC_DECIMAL },
		{ "a", DOC_LOWER_ALPHA },
		{ "A", DOC_UPPER_ALPHA },
		{ "i", DOC_LOWER_ROMAN },
		{ "I", DOC_UPPER_ROMAN },
		{ "decimal", DOC_DECIMAL },
		{ "lower-alpha", DOC_LOWER_ALPHA },
		{ "lower-latin", DOC_LOWER_ALPHA },
		{ "upper-alpha", DOC_UPPER_ALPHA },
		{ "upper-latin", DOC_UPPER_ALPHA },
		{ "lower-roman", DOC_LOWER_ROMAN },
		{ "upper-roman", DOC_UPPER_ROMAN },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (span_eq_str(type, types[i].type))
			return types[i].numbering;
	return DOC_BULLETS;
}

/* What the element itself says of its numbers: its style before its type. */
static uint8_t numbering_said(const struct attrs *attrs)
{
	struct span css = attr(attrs, "style");
	uint8_t said = DOC_BULLETS;

	for (struct span part; !said && span_split(&css, ';', &part);) {
		size_t colon = span_find_byte(part, ':');
		struct span property = span_trim(span_sub(part, 0, colon));

		if (span_eq_nocase(property, "list-style") ||
		    span_eq_nocase(property, "list-style-type"))
			said = numbering_of(span_trim(span_sub(part, colon + 1, part.len)));
	}
	return said ? said : numbering_of(attr(attrs, "type"));
}

void role_list_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	int32_t start = 1;

	block_edge(b, b->scope.list_depth == 0);
	if (b->scope.list_depth < UINT8_MAX)
		b->scope.list_depth++;
	if (!container_open(b, DOC_LIST))
		return;
	struct doc_node *list = node_at(b, b->scope.container);

	if (open->element->arg == DOC_BULLETS)
		return;
	uint8_t said = numbering_said(attrs);

	list->u.list.numbering = said ? said : DOC_DECIMAL;
	list->u.list.has_start = attr_int(attrs, "start", &start);
	list->u.list.start = start;
	list->u.list.reversed = !span_is_none(html_attr_get(attrs->rows, attrs->count, "reversed"));
}

void role_list_end(struct builder *b, struct open_element *open)
{
	block_close(b, open, open->outer.list_depth == 0);
}

void role_terms_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	block_edge(b, b->scope.list_depth == 0);
	if (b->scope.list_depth < UINT8_MAX)
		b->scope.list_depth++;
}

/* The containers that the markup left out belong to what is around the element. */
static bool fit(struct builder *b, struct open_element *open, enum doc_type type)
{
	leaf_close(b);
	container_fit(b, type);
	open->outer.container = b->scope.container;
	return container_open(b, type);
}

void role_item_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	block_edge(b, b->scope.list_depth == 0 && node_at(b, b->scope.container)->type != DOC_LIST);
	if (!fit(b, open, DOC_ITEM))
		return;
	struct doc_node *item = node_at(b, b->scope.container);
	int32_t value = 0;

	item->u.item.numbering = numbering_said(attrs);
	item->u.item.has_value = attr_int(attrs, "value", &value);
	item->u.item.value = value;
	if (!b->scope.list_depth)
		b->scope.list_depth = 1;
}
