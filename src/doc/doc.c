#include "config.h"

#include "moot/doc/doc.h"

#include <stdlib.h>

#include "doc/doc_priv.h"
#include "moot/doc/tree.h"

void doc_free(struct doc *d)
{
	if (!d)
		return;
	builder_free(d->builder);
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
	const struct builder *b = d->builder;

	return (struct doc_tree){ d->nodes, d->runs, d->marks, d->settled_len, d->run_len,
		d->mark_len, doc_text(d), b && b->links_disordered ? b->link_numbers : NULL };
}

bool doc_links_renumbered(const struct doc *d)
{
	return d->links_renumbered;
}
