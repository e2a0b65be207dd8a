#include "config.h"

#include "moot/markup/html.h"

#include <string.h>

#include "markup/html_priv.h"

const struct html_element html_elements[HTML_ELEMENTS] = {
#define HTML_ELEMENT(name, kind, is, closes) { #name, sizeof #name - 1, HTML_##kind, is, closes },
#include "markup/html_elements.def"
#undef HTML_ELEMENT
};

enum { LONGEST_NAME = 10 };

const struct html_element *html_element_find(struct span name)
{
	char lower[LONGEST_NAME];
	size_t low = 0, high = HTML_ELEMENTS;

	if (name.len > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = ascii_lower(name.p[i]);
	while (low < high) {
		const struct html_element *e = &html_elements[low + (high - low) / 2];
		size_t common = name.len < e->len ? name.len : e->len;
		int order = common ? lower[0] - e->name[0] : 0;

		if (!order)
			order = memcmp(lower, e->name, common);
		if (!order && name.len == e->len)
			return e;
		if (order > 0 || (!order && name.len > e->len))
			low = (size_t)(e - html_elements) + 1;
		else
			high = (size_t)(e - html_elements);
	}
	return NULL;
}

bool html_is_void(struct span name)
{
	const struct html_element *element = html_element_find(name);

	return element && element->kind == HTML_VOID;
}

bool html_is_raw(struct span name)
{
	const struct html_element *element = html_element_find(name);

	return element && (element->kind == HTML_VERBATIM || element->kind == HTML_RAW);
}

struct span html_attr_get(const struct html_attr *attrs, size_t attr_count, const char *name)
{
	for (size_t i = 0; i < attr_count; i++)
		if (span_eq_str(attrs[i].name, name))
			return attrs[i].value;
	return SPAN_NONE;
}
