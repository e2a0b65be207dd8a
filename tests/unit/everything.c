#include "config.h"

#include "everything.h"

static post_id add_post(struct library *lib, source_id source, const char *id, const char *body)
{
	const struct span labels[] = { SPAN_LIT("one"), SPAN_LIT("two") };
	struct post_fact fact = POST_FACT_INIT;

	fact.source = source;
	fact.id = span_str(id);
	fact.title = SPAN_LIT("Title");
	fact.author = SPAN_LIT("Ann");
	fact.url = SPAN_LIT("http://blog.invalid/1");
	fact.body = span_str(body);
	fact.labels = labels;
	fact.label_count = 2;
	fact.published = date_from_unix_ms(INT64_C(1403172000000));
	return library_add_post(lib, &fact);
}

static void add_comment(struct library *lib, source_id source, const char *id, const char *parent,
    enum comment_state state)
{
	struct comment_fact fact = COMMENT_FACT_INIT;

	fact.source = source;
	fact.id = span_str(id);
	fact.author = SPAN_LIT("Bob");
	fact.body = SPAN_LIT("What a comment says.");
	fact.post_key = *id == 'z' ? SPAN_LIT("elsewhere") : SPAN_LIT("p1");
	fact.parent_key = span_str(parent);
	fact.published = date_from_unix_ms(INT64_C(1403172060000));
	fact.state = state;
	library_add_comment(lib, &fact);
}

struct library *library_of_everything(struct diags *diags)
{
	static const struct {
		const char *id, *parent;
		enum comment_state state;
	} comments[] = {
		{ "a", NULL, COMMENT_SHOWN }, { "b", "a", COMMENT_SHOWN },
		{ "c", "b", COMMENT_SPAM }, { "d", "a", COMMENT_HELD },
		{ "e", "missing", COMMENT_SHOWN }, { "f", NULL, COMMENT_SHOWN },
		{ "f", NULL, COMMENT_SHOWN }, { "z", NULL, COMMENT_SHOWN },
	};
	struct library *lib = library_new();
	struct source_fact source = { SPAN_LIT("blog"), SPAN_LIT("test") };
	source_id id = library_add_source(lib, &source);

	add_post(lib, id, "p1", "<p>First</p>");
	add_post(lib, id, "p2", "Second");
	for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
		add_comment(lib, id, comments[i].id, comments[i].parent, comments[i].state);
	library_link(lib, diags, true);
	return lib;
}
