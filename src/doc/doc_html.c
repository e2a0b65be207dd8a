/* Markup events become calls of the builder.  The elements that are open are kept
 * with the scope that was in force around them, which their end brings back. */
#include "config.h"

#include <string.h>

#include "doc/doc_roles_priv.h"

static const struct doc_element elements[] = {
#define DOC_ELEMENT(name, role, style, arg) { #name, sizeof #name - 1, ROLE_##role, style, arg },
#include "doc/elements.def"
#undef DOC_ELEMENT
};

enum { ELEMENTS = sizeof elements / sizeof *elements };

const struct doc_element *doc_element_find(struct span name)
{
	size_t low = 0, high = ELEMENTS;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct doc_element *e = &elements[middle];
		int order = memcmp(name.p, e->name, name.len < e->len ? name.len : e->len);

		if (!order && name.len == e->len)
			return e;
		if (order > 0 || (!order && name.len > e->len))
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* What a style attribute may change here. */
enum css_effect { CSS_HIDE, CSS_SPACE, CSS_STYLE };

static const struct css {
	const char *property, *value;
	enum css_effect effect;
	uint16_t arg;
} css_rows[] = {
	{ "display", "none", CSS_HIDE, 0 },
	{ "white-space", "pre-line", CSS_SPACE, SPACE_LINES },
	{ "white-space", "pre", CSS_SPACE, SPACE_KEPT }, /* and pre-wrap */
	{ "white-space", "break-spaces", CSS_SPACE, SPACE_KEPT },
	{ "white-space", "normal", CSS_SPACE, SPACE_FOLDED },
	{ "font-weight", "bold", CSS_STYLE, DOC_BOLD },
	{ "font-weight", "700", CSS_STYLE, DOC_BOLD },
	{ "font-style", "italic", CSS_STYLE, DOC_ITALIC },
	{ "text-decoration", "underline", CSS_STYLE, DOC_UNDERLINE },
	{ "text-decoration", "line-through", CSS_STYLE, DOC_STRIKE },
};

/* False: the element is not shown. */
static bool apply_declaration(struct builder *b, struct span property, struct span value)
{
	for (size_t i = 0; i < sizeof css_rows / sizeof *css_rows; i++) {
		const struct css *row = &css_rows[i];

		if (!span_eq_nocase(property, row->property) ||
		    !span_starts_nocase(value, row->value))
			continue;
		if (row->effect == CSS_HIDE)
			return false;
		if (row->effect == CSS_STYLE)
			b->scope.style |= row->arg;
		else if (b->scope.space != SPACE_PRE)
			b->scope.space = (uint8_t)row->arg;
		return true;
	}
	return true;
}

static bool apply_css(struct builder *b, struct span css)
{
	bool shown = true;

	for (struct span part; span_split(&css, ';', &part);) {
		size_t colon = span_find_byte(part, ':');

		if (colon < part.len)
			shown &= apply_declaration(b, span_trim(span_sub(part, 0, colon)),
			    span_trim(span_sub(part, colon + 1, part.len)));
	}
	return shown;
}

/* False: the element and its content are not shown. */
static bool apply_attrs(struct builder *b, const struct html_attr *attrs, size_t count)
{
	bool shown = true;

	for (size_t i = 0; i < count; i++) {
		if (span_eq_str(attrs[i].name, "style"))
			shown &= apply_css(b, attrs[i].value);
		else if (span_eq_str(attrs[i].name, "hidden"))
			shown = false;
		else if (span_eq_str(attrs[i].name, "lang"))
			b->scope.language = quoted_language(attrs[i].value);
	}
	return shown;
}

/* The first title names a drawing, or where it has none its description. */
static bool names_drawing(const struct builder *b, struct span name)
{
	return !b->label.len && (span_eq_str(name, "title") || span_eq_str(name, "desc"));
}

/* An element inside of what is skipped: a player's content may tell an address, a
 * drawing's its title. */
static void skipped_start(
    struct builder *b, struct span name, const struct html_attr *attrs, size_t count)
{
	const struct open_element *outer = &b->open[b->open_len - 1];
	int role = outer->element ? outer->element->role : ROLE_SKIP;
	bool is_void = html_is_void(name);

	b->skip_depth += !is_void;
	if (role == ROLE_DRAWING && !b->title_depth && names_drawing(b, name))
		b->title_depth = b->skip_depth;
	if (role != ROLE_MEDIA || b->media_url.len)
		return;
	if (span_eq_str(name, "source") || span_eq_str(name, "embed"))
		buf_add_span(&b->media_url, html_attr_get(attrs, count, "src"));
	else if (span_eq_str(name, "param") &&
	    span_eq_nocase(html_attr_get(attrs, count, "name"), "movie"))
		buf_add_span(&b->media_url, html_attr_get(attrs, count, "value"));
}

static void start_void(
    struct builder *b, struct open_element *open, const struct html_attr *attrs, size_t count)
{
	struct scope outer = b->scope;

	if (!apply_attrs(b, attrs, count) || !open->element) {
		b->scope = outer;
		return;
	}
	role_start(b, open, attrs, count);
	b->scope.style = outer.style;
	b->scope.space = outer.space;
}

/* Elements with a meaning for bodies are known without asking. */
static bool is_void(const struct doc_element *element, struct span name)
{
	if (!element)
		return html_is_void(name);
	return element->role == ROLE_BR || element->role == ROLE_WBR ||
	    element->role == ROLE_RULE || element->role == ROLE_EMBED ||
	    element->role == ROLE_BASE || element->role == ROLE_AREA ||
	    (element->role == ROLE_IMAGE && html_is_void(name));
}

static void on_start(void *user, struct span name, const struct html_attr *attrs, size_t count)
{
	struct builder *b = user;
	struct open_element element = { .element = NULL };

	if (b->skip_depth) {
		skipped_start(b, name, attrs, count);
		return;
	}
	element.element = doc_element_find(name);
	element.outer = b->scope;
	if (is_void(element.element, name)) {
		start_void(b, &element, attrs, count);
		return;
	}
	if (b->open_len == DOC_MAX_OPEN)
		return;
	struct open_element *open = &b->open[b->open_len++];

	*open = element;
	if (!count || apply_attrs(b, attrs, count)) {
		if (open->element)
			role_start(b, open, attrs, count);
		return;
	}
	open->element = NULL;
	b->skip_depth = 1;
}

static void close_element(struct builder *b)
{
	struct open_element *open = &b->open[b->open_len - 1];

	role_end(b, open);
	uint32_t container = b->scope.container, link = b->scope.link;

	b->scope = open->outer;
	b->scope.container = container;
	if (!link)
		b->scope.link = 0;
	b->open_len--;
}

static void on_end(void *user, struct span name)
{
	struct builder *b = user;

	(void)name; /* ends match starts */
	if (b->skip_depth) {
		b->title_depth = b->title_depth == b->skip_depth ? 0 : b->title_depth;
		if (--b->skip_depth)
			return;
	}
	if (b->open_len)
		close_element(b);
}

static void on_text(void *user, struct span text)
{
	struct builder *b = user;

	if (!b->skip_depth)
		text_feed(b, text);
	else if (b->title_depth)
		buf_add_span(&b->label, text);
}

void doc_html_begin(struct builder *b, struct span html)
{
	static const struct html_handlers handlers = { on_start, on_end, on_text };

	b->html = html_begin(html, &handlers, b);
}

bool doc_html_step(struct builder *b, size_t bytes)
{
	if (html_step(b->html, bytes))
		return true;
	while (b->open_len)
		close_element(b);
	return false;
}
