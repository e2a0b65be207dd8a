/* What is done at the start and the end of an element, by its role. */
#include "config.h"

#include "doc/doc_roles_priv.h"

#include <string.h>

#include "moot/text/url.h"

struct span attr(const struct attrs *attrs, const char *name)
{
	return span_trim(html_attr_get(attrs->rows, attrs->count, name));
}

bool attr_int(const struct attrs *attrs, const char *name, int32_t *value)
{
	struct span s = attr(attrs, name);
	size_t i = s.len && (s.p[0] == '-' || s.p[0] == '+'), first = i;
	int64_t n = 0;

	for (; i < s.len && ascii_is_digit(s.p[i]); i++)
		if (n <= INT32_MAX)
			n = n * 10 + (s.p[i] - '0');
	if (i == first)
		return false;
	n = n > INT32_MAX ? INT32_MAX : n;
	*value = (int32_t)(s.p[0] == '-' ? -n : n);
	return true;
}

static void block_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	block_edge(b, open->element->arg);
}

void block_close(struct builder *b, const struct open_element *open, int gap)
{
	leaf_close(b);
	container_close_to(b, open->outer.container);
	block_edge(b, gap);
}

static void block_end(struct builder *b, struct open_element *open)
{
	block_close(b, open, open->element->arg);
}

static void heading_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	block_edge(b, 1);
	b->scope.heading = open->element->arg;
}

static void gap_end(struct builder *b, struct open_element *open)
{
	block_close(b, open, 1);
}

static void quote_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	block_edge(b, open->element->arg);
	if (b->scope.quote_depth < DOC_MAX_QUOTES && container_open(b, DOC_QUOTE))
		b->scope.quote_depth++;
	b->scope.list_depth = 0;
}

static void indent_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	block_edge(b, 0);
	container_open(b, DOC_INDENT);
}

static void pre_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	block_start(b, open, attrs);
	b->scope.space = SPACE_PRE;
	b->pre_fresh = true;
}

static void pre_end(struct builder *b, struct open_element *open)
{
	block_end(b, open);
	b->pre_fresh = false;
}

static void rule_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	rule_add(b);
}

static void br_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	text_break(b);
}

static void wbr_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	text_mark(b, DOC_MARK_BREAK, 0);
}

enum { MAX_TABLE_DEPTH = 2 };

static void table_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	struct span class = attr(attrs, "class");

	block_edge(b, open->element->arg);
	if (b->scope.table_depth < UINT8_MAX)
		b->scope.table_depth++;
	b->scope.in_head = false;
	if (!container_open(b, DOC_TABLE))
		return;
	node_at(b, b->scope.container)->u.table.linear = b->scope.table_depth > MAX_TABLE_DEPTH ||
	    span_eq_nocase(attr(attrs, "role"), "presentation") ||
	    span_find(class, SPAN_LIT("tr-caption-container")) < class.len;
}

static void head_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	block_start(b, open, attrs);
	b->scope.in_head = true;
}

/* Parts of a table outside of one are blocks. */
static bool fit_part(
    struct builder *b, struct open_element *open, enum doc_type type, enum doc_type parent)
{
	block_edge(b, 0);
	container_fit(b, type);
	open->outer.container = b->scope.container;
	return node_at(b, b->scope.container)->type == parent && container_open(b, type);
}

static bool in_table(struct builder *b)
{
	return b->scope.table_depth > 0;
}

static void row_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	if (in_table(b) && fit_part(b, open, DOC_ROW, DOC_TABLE))
		node_at(b, b->scope.container)->u.row.header = b->scope.in_head;
	else
		block_edge(b, 0);
}

static uint16_t span_attr(const struct attrs *attrs, const char *name, int32_t min)
{
	int32_t value;

	if (!attr_int(attrs, name, &value) || value < min)
		return 1;
	return (uint16_t)(value > DOC_MAX_SPAN ? DOC_MAX_SPAN : value);
}

static void cell_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	b->scope.list_depth = 0;
	if (!in_table(b) || !fit_part(b, open, DOC_CELL, DOC_ROW)) {
		block_edge(b, 0);
		return;
	}
	struct doc_node *cell = node_at(b, b->scope.container);

	cell->u.cell.header = open->element->arg;
	cell->u.cell.colspan = span_attr(attrs, "colspan", 1);
	cell->u.cell.rowspan = span_attr(attrs, "rowspan", 0);
}

static void cell_end(struct builder *b, struct open_element *open)
{
	block_close(b, open, 0);
}

static void caption_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	if (!in_table(b) || !fit_part(b, open, DOC_CAPTION, DOC_TABLE))
		block_edge(b, 0);
}

static void a_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	link_end(b);
	text_flush(b);
	link_start(b, attr(attrs, "href"));
}

static void a_end(struct builder *b, struct open_element *open)
{
	(void)open;
	link_end(b);
}

static void image_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	image_add(b, attrs->rows, attrs->count);
}

/* The content is for readers without the player; only an address is taken from it.  Where
 * nothing else tells what is played, it is what there is to read. */
static void media_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	struct span url = attr(attrs, "src"), title = attr(attrs, "title");

	if (!url.len)
		url = attr(attrs, strcmp(open->element->name, "object") ? "data-src" : "data");
	buf_clear(&b->label);
	buf_clear(&b->media_url);
	if (media_is_nameless(title, url)) {
		media_add(b, span_str(open->element->name), title, url);
		return;
	}
	buf_add_span(&b->label, title);
	buf_add_span(&b->media_url, url);
	b->skip_depth = 1;
}

static void media_end(struct builder *b, struct open_element *open)
{
	media_add(b, span_str(open->element->name), buf_span(&b->label), buf_span(&b->media_url));
	buf_clear(&b->label);
	buf_clear(&b->media_url);
}

static void embed_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	media_add(b, span_str(open->element->name), attr(attrs, "title"), attr(attrs, "src"));
}

/* Of a drawing its title is shown, which is text of the page. */
static void drawing_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	buf_clear(&b->label);
	b->skip_depth = 1;
}

static void drawing_end(struct builder *b, struct open_element *open)
{
	struct span title = span_trim(buf_span(&b->label));

	(void)open;
	if (!title.len)
		return;
	text_add_label(b, safe_span(safe_field(&b->doc->arena, title)), DOC_IMAGE);
}

static void noscript_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	b->scope.in_noscript = true;
}

static void shifted_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)attrs;
	text_flush(b);
	open->text_start = (uint32_t)b->doc->text.len;
}

static void shifted_stop(struct builder *b, struct open_element *open)
{
	shifted_end(b, open);
}

static void ruby_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	text_add_label(b, SPAN_LIT("("), 0);
}

static void ruby_end(struct builder *b, struct open_element *open)
{
	(void)open;
	text_add_label(b, SPAN_LIT(")"), 0);
}

static void skip_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	(void)open;
	(void)attrs;
	b->skip_depth = 1;
}

/* Every relative link is as long as its base, and there are as many as there is room. */
enum { MAX_BASE_BYTES = 200 };

/* Where what follows is relative to; the first one counts. */
static void base_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	struct span href = attr(attrs, "href");

	(void)open;
	if (!href.len || href.len > MAX_BASE_BYTES || b->has_base)
		return;
	buf_clear(&b->url);
	url_resolve(&b->url, b->base_url, href);
	if (!url_is_link(buf_span(&b->url)) || b->url.len > MAX_BASE_BYTES)
		return;
	b->base_url = arena_span(&b->doc->arena, buf_span(&b->url));
	b->has_base = true;
}

/* A part of a picture that is a link. */
static void area_start(struct builder *b, struct open_element *open, const struct attrs *attrs)
{
	struct span alt = attr(attrs, "alt");

	(void)open;
	link_end(b);
	text_flush(b);
	link_start(b, attr(attrs, "href"));
	if (alt.len && b->scope.link) {
		buf_clear(&b->scratch);
		buf_addf(&b->scratch, "[%.*s]", (int)alt.len, alt.p);
		text_add_label(b, buf_span(&b->scratch), DOC_IMAGE);
	}
	link_end(b);
}

typedef void start_fn(struct builder *b, struct open_element *open, const struct attrs *attrs);
typedef void end_fn(struct builder *b, struct open_element *open);

static const struct {
	start_fn *start;
	end_fn *end;
} roles[ROLES] = {
	[ROLE_INLINE] = { NULL, NULL },
	[ROLE_BLOCK] = { block_start, block_end },
	[ROLE_HEADING] = { heading_start, gap_end },
	[ROLE_QUOTE] = { quote_start, block_end },
	[ROLE_LIST] = { role_list_start, role_list_end },
	[ROLE_ITEM] = { role_item_start, block_end },
	[ROLE_TERMS] = { role_terms_start, role_list_end },
	[ROLE_INDENT] = { indent_start, block_end },
	[ROLE_PRE] = { pre_start, pre_end },
	[ROLE_RULE] = { rule_start, NULL },
	[ROLE_BR] = { br_start, NULL },
	[ROLE_WBR] = { wbr_start, NULL },
	[ROLE_TABLE] = { table_start, block_end },
	[ROLE_HEAD] = { head_start, block_end },
	[ROLE_ROW] = { row_start, block_end },
	[ROLE_CELL] = { cell_start, cell_end },
	[ROLE_CAPTION] = { caption_start, block_end },
	[ROLE_LINK] = { a_start, a_end },
	[ROLE_IMAGE] = { image_start, NULL },
	[ROLE_MEDIA] = { media_start, media_end },
	[ROLE_EMBED] = { embed_start, NULL },
	[ROLE_DRAWING] = { drawing_start, drawing_end },
	[ROLE_NOSCRIPT] = { noscript_start, NULL },
	[ROLE_QUOTED] = { role_quoted_start, role_quoted_end },
	[ROLE_SHIFTED] = { shifted_start, shifted_stop },
	[ROLE_RUBY] = { ruby_start, ruby_end },
	[ROLE_SKIP] = { skip_start, NULL },
	[ROLE_BASE] = { base_start, NULL },
	[ROLE_AREA] = { area_start, NULL },
};

void role_start(
    struct builder *b, struct open_element *open, const struct html_attr *attrs, size_t count)
{
	struct attrs list = { attrs, count };

	if (roles[open->element->role].start)
		roles[open->element->role].start(b, open, &list);
	b->scope.style |= open->element->style;
}

void role_end(struct builder *b, struct open_element *open)
{
	if (open->element && roles[open->element->role].end)
		roles[open->element->role].end(b, open);
}
