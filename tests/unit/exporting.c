#include "config.h"

#include "exporting.h"

#include <stdlib.h>

#include "moot/export/export.h"
#include "unit.h"

struct library *library_with_post(const char *title, const char *html)
{
	struct library *lib = library_new();
	struct post_fact post = POST_FACT_INIT;

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("s"), SPAN_LIT("test") });
	post.source = 1;
	post.id = SPAN_LIT("p");
	post.title = span_str(title);
	post.body = span_str(html);
	library_add_post(lib, &post);
	return lib;
}

comment_id add_reply(struct library *lib, comment_id parent, const char *author, const char *html)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = fact.post = 1;
	fact.parent = parent;
	fact.author = span_str(author);
	fact.body = span_str(html);
	return library_add_comment(lib, &fact);
}

void add_chain(struct library *lib, int depth)
{
	comment_id last = 0;

	while (depth--)
		last = add_reply(lib, last, "A", "x");
}

void export_all(struct library *lib, const char *format, struct buf *out)
{
	const post_id post = 1;
	const struct export_selection selection = { .posts = &post, .numbers = &post, .count = 1 };
	const struct export_opts opts = { 0 };
	struct diags diags = { 0 };
	char *data = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&data, &len);

	assert_non_null(f);
	library_link(lib, &diags, true);
	export_format_find(format)->write(lib, &selection, &opts, f);
	assert_int_equal(fclose(f), 0);
	buf_add(out, data, len);
	free(data);
	diags_release(&diags);
}
