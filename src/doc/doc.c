#include "config.h"

#include "moot/doc/doc.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc_priv.h"
#include "moot/base/xalloc.h"
#include "moot/doc/tree.h"

/* Offsets are 32 bits: a larger body is cut (it does not fit a source either). */
static const size_t max_body_bytes = INT_MAX;

static void build_autop(struct builder *b, struct span text)
{
	struct buf html = BUF_INIT;

	autop_to_html(&html, text);
	doc_build_html(b, buf_span(&html));
	buf_release(&html);
}

static void builder_release(struct builder *b)
{
	hash_release(&b->link_ids);
	buf_release(&b->scratch);
	buf_release(&b->url);
	buf_release(&b->link_key);
	buf_release(&b->label);
	buf_release(&b->media_url);
}

/* A builder of a doc that has its root; open[] is left as it comes. */
static void builder_init(struct builder *b, struct doc *d, struct span base_url)
{
	memset(b, 0, offsetof(struct builder, open));
	b->doc = d;
	b->base_url = base_url;
	ARRAY_GROW(d->nodes, d->node_len, d->node_cap);
	d->nodes[d->node_len++] = (struct doc_node){ .type = DOC_ROOT, .end = 1 };
}

static void build(struct builder *b, struct span body, enum body_type type)
{
	struct doc *d = b->doc;

	body = span_sub(body, 0, max_body_bytes);
	buf_reserve(&d->text, body.len);
	if (type == BODY_HTML)
		doc_build_html(b, body);
	else if (type == BODY_AUTOP)
		build_autop(b, body);
	else
		doc_build_plain(b, body);
	container_close_to(b, 0);
	d->nodes[0].end = (uint32_t)d->node_len;
	leaves_index(d);
	link_number_in_order(b);
}

struct doc *doc_parse(struct span body, enum body_type type, struct span base_url)
{
	struct doc *d = xcalloc(1, sizeof *d);
	struct builder b;

	builder_init(&b, d, base_url);
	build(&b, body, type);
	builder_release(&b);
	return d;
}

bool doc_image_address(struct span body, enum body_type type, struct span base_url, size_t i,
    struct buf *out)
{
	struct doc *d = xcalloc(1, sizeof *d);
	struct builder b;
	size_t before = out->len;

	builder_init(&b, d, base_url);
	b.wanted_address = out;
	b.wanted_image = i;
	build(&b, body, type);
	builder_release(&b);
	doc_free(d);
	return out->len > before;
}

void doc_free(struct doc *d)
{
	if (!d)
		return;
	free(d->nodes);
	free(d->runs);
	free(d->marks);
	free(d->links);
	free(d->link_shown);
	free(d->images);
	buf_release(&d->text);
	arena_release(&d->arena);
	free(d);
}

size_t doc_size_bytes(const struct doc *d)
{
	return sizeof *d + d->node_cap * sizeof *d->nodes + d->run_cap * sizeof *d->runs +
	    d->mark_cap * sizeof *d->marks + d->link_cap * sizeof *d->links + d->shown_cap +
	    d->image_cap * sizeof *d->images + d->text.cap + d->arena.used_bytes;
}

struct safe doc_text(const struct doc *d)
{
	return (struct safe){ buf_str(&d->text), d->text.len };
}

size_t doc_link_count(const struct doc *d)
{
	return d->link_len;
}

const struct doc_link *doc_link(const struct doc *d, size_t n)
{
	return n >= 1 && n <= d->link_len ? &d->links[n - 1] : NULL;
}

bool doc_link_is_shown(const struct doc *d, size_t n)
{
	return n >= 1 && n <= d->link_len && d->link_shown[n - 1];
}

size_t doc_image_count(const struct doc *d)
{
	return d->image_len;
}

const struct doc_image *doc_image(const struct doc *d, size_t i)
{
	return i < d->image_len ? &d->images[i] : NULL;
}

struct doc_tree doc_tree(const struct doc *d)
{
	return (struct doc_tree){ d->nodes, d->runs, d->marks, d->node_len, d->run_len, d->mark_len,
		doc_text(d) };
}
