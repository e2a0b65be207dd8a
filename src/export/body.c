#include "config.h"

#include "export/body_priv.h"
#include "moot/layout/layout.h"

/* Links are relative to what the source says, else to the post's own URL. */
static struct span base_of(const struct library *lib, post_id post)
{
	const struct post_row *row = library_post(lib, post);

	return library_text(lib, row->base_url ? row->base_url : row->url);
}

struct doc *body_of_post(const struct library *lib, post_id post)
{
	const struct post_row *row = library_post(lib, post);

	return doc_parse(library_text(lib, row->body), row->body_type, base_of(lib, post));
}

struct doc *body_of_comment(const struct library *lib, comment_id comment)
{
	const struct comment_row *row = library_comment(lib, comment);

	return doc_parse(library_text(lib, row->body), row->body_type, base_of(lib, row->post));
}

void body_add_text(const struct doc *d, int cols, struct buf *out)
{
	struct layout_opts opts = { .cols = cols, .export_pen = true, .number_links = true };
	struct layout *layout = layout_new(d, &opts);

	layout_add_text(layout, out);
	layout_free(layout);
}
