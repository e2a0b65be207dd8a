/* A body is read in steps.  What was built so far can be used as far as it is settled:
 * up to the outermost container that is open and may still change what is in it, as
 * the numbers of a list do; or up to the leaf that is open.
 */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc_priv.h"
#include "moot/base/xalloc.h"
#include "moot/doc/doc.h"
#include "moot/markup/html.h"

/* Offsets are 32 bits: a larger body is cut (it does not fit a source either). */
static const size_t max_body_bytes = INT_MAX;

void builder_free(struct builder *b)
{
	if (!b)
		return;
	html_close(b->html);
	free(b->autop);
	free(b->link_numbers);
	buf_release(&b->markup);
	hash_release(&b->link_ids);
	buf_release(&b->scratch);
	buf_release(&b->url);
	buf_release(&b->link_key);
	buf_release(&b->label);
	buf_release(&b->media_url);
	free(b);
}

/* A builder of a doc that has its root; open[] is left as it comes. */
static struct builder *builder_new(struct doc *d, struct span base_url)
{
	struct builder *b = xmalloc(sizeof *b);

	memset(b, 0, offsetof(struct builder, open));
	b->doc = d;
	b->base_url = base_url;
	b->index_node = 1;
	ARRAY_GROW(d->nodes, d->node_len, d->node_cap);
	d->nodes[d->node_len++] = (struct doc_node){ .type = DOC_ROOT, .end = 1 };
	return b;
}

struct doc *doc_begin(struct span body, enum body_type type, struct span base_url)
{
	struct doc *d = xcalloc(1, sizeof *d);
	struct builder *b = d->builder = builder_new(d, base_url);

	body = span_sub(body, 0, max_body_bytes);
	buf_reserve(&d->text, body.len);
	if (type == BODY_AUTOP)
		b->autop = autop_begin(&b->markup, body);
	if (type == BODY_TEXT)
		doc_plain_begin(b, body);
	else if (!b->autop)
		doc_html_begin(b, body);
	d->settled_len = 1;
	return d;
}

/* May what is in the open container be used before it ends? */
static bool is_settled_inside(const struct doc *d, const struct doc_node *node)
{
	switch (node->type) {
	case DOC_QUOTE:
	case DOC_INDENT:
		return true;
	case DOC_LIST:
		return node->u.list.numbering == DOC_BULLETS;
	case DOC_ITEM:
		return d->nodes[node->parent].u.list.numbering == DOC_BULLETS;
	default:
		return false;
	}
}

/* The containers that are open go on without end for now.  One that holds nothing yet may
 * still be dropped. */
static size_t settled_nodes(const struct builder *b)
{
	struct doc *d = b->doc;
	size_t len = d->node_len - b->leaf_open;

	for (uint32_t i = b->scope.container; i; i = d->nodes[i].parent)
		if (is_settled_inside(d, &d->nodes[i]))
			d->nodes[i].end = UINT32_MAX;
		else
			len = i;
	while (len > 1 && d->nodes[len - 1].end != len)
		len--;
	return len;
}

static void settle(struct doc *d)
{
	const struct doc_node *last;

	d->settled_len = settled_nodes(d->builder);
	leaves_index(d->builder, d->settled_len);
	last = &d->nodes[d->settled_len - 1];
	link_number_ahead(d->builder, last->text_start + last->text_len);
}

static void finish(struct doc *d)
{
	struct builder *b = d->builder;

	container_close_to(b, 0);
	d->nodes[0].end = (uint32_t)d->node_len;
	leaves_index(b, d->node_len);
	link_number_in_order(b);
	d->settled_len = d->node_len;
	builder_free(b);
	d->builder = NULL;
}

/* True: there is more to do. */
static bool read_some(struct builder *b, size_t bytes)
{
	if (b->autop && autop_step(b->autop, bytes))
		return true;
	if (b->autop) {
		free(b->autop);
		b->autop = NULL;
		doc_html_begin(b, buf_span(&b->markup));
	}
	return b->html ? doc_html_step(b, bytes) : doc_plain_step(b, bytes);
}

bool doc_step(struct doc *d, size_t bytes)
{
	struct builder *b = d->builder;

	if (!b)
		return false;
	if (read_some(b, bytes)) {
		settle(d);
		return true;
	}
	finish(d);
	return false;
}

bool doc_is_read(const struct doc *d)
{
	return !d->builder;
}

struct doc *doc_parse(struct span body, enum body_type type, struct span base_url)
{
	struct doc *d = doc_begin(body, type, base_url);

	doc_step(d, SIZE_MAX);
	return d;
}

bool doc_image_address(struct span body, enum body_type type, struct span base_url, size_t i,
    struct buf *out)
{
	struct doc *d = doc_begin(body, type, base_url);
	size_t before = out->len;

	d->builder->wanted_address = out;
	d->builder->wanted_image = i;
	doc_step(d, SIZE_MAX);
	doc_free(d);
	return out->len > before;
}
