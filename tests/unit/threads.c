#include "config.h"

#include "threads.h"

#include <stdio.h>

comment_id add_comment(struct library *lib, comment_id parent, const char *body,
    enum comment_state state)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = 1;
	fact.post = 1;
	fact.parent = parent;
	fact.body = span_str(body);
	fact.body_type = BODY_TEXT;
	fact.state = state;
	return library_add_comment(lib, &fact);
}

static struct library *empty_library(void)
{
	struct library *lib = library_new();
	struct post_fact post = POST_FACT_INIT;

	library_add_source(lib, &(struct source_fact){ SPAN_LIT("test"), SPAN_LIT("test") });
	post.source = 1;
	post.title = SPAN_LIT("A post");
	post.body = SPAN_LIT("Its text.");
	post.body_type = BODY_TEXT;
	library_add_post(lib, &post);
	return lib;
}

struct library *thread_of(const char *depths)
{
	struct library *lib = empty_library();
	comment_id last_at[10] = { 0 };
	char body[40];

	for (int i = 0; depths[i]; i++) {
		int depth = depths[i] - '0';

		snprintf(body, sizeof body, "text of comment %d", i + 1);
		last_at[depth] = add_comment(lib, last_at[depth - 1], body, COMMENT_SHOWN);
	}
	library_link(lib, &(struct diags){ 0 }, false);
	return lib;
}

struct library *chain_of(uint32_t count)
{
	struct library *lib = empty_library();
	comment_id last = 0;

	for (uint32_t i = 0; i < count; i++)
		last = add_comment(lib, last, "one line", COMMENT_SHOWN);
	library_link(lib, &(struct diags){ 0 }, false);
	return lib;
}
