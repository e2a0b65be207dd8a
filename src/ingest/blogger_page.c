/* Saved pages of Blogger blogs: one post with its comments, or a list of posts.
 *
 * A page comes in slices and is read once it is whole: what a part of it means is
 * told by elements all over it.  First the page's facts are found (which blog,
 * which post, what links are relative to), then its posts, then the comments.
 * Templates of twenty years and of many authors are read by the marks that they
 * have in common; see blogger_page_posts.c and blogger_page_comments.c.
 */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include "ingest/whole_page_priv.h"

/* ---- telling it ---- */

/* The text up to the end of a tag, or to the next tag of a broken page. */
static struct span up_to_tag_end(struct span text)
{
	text = span_sub(text, 0, span_find_byte(text, '>'));
	return span_sub(text, 0, span_find_byte(text, '<'));
}

/* What <meta name="generator"> names, with the rest of its tag; or none. */
static struct span generator_tag(struct span head)
{
	const char *meta = "<meta";
	size_t at;

	while ((at = span_find_nocase(head, meta)) < head.len) {
		head = span_sub(head, at + strlen(meta), head.len);
		struct span tag = up_to_tag_end(head);

		if (span_find_nocase(tag, "generator") < tag.len)
			return tag;
	}
	return SPAN_NONE;
}

static const struct marker {
	const char *text;
	int score;
} markers[] = {
	{ "_WidgetManager", 40 },
	{ "Blogger Template Style", 40 },
	{ "data-version='", 30 },
	{ "www.blogger.com/static/", 30 },
	{ "blogger.com/feeds/", 30 },
	{ "comments-block", 30 },
	{ "post-body-", 30 },
	{ "showComment=", 30 },
	{ "blogger.com/comment.g", 30 },
	{ "blogID=", 30 },
	{ "blogblog.com", 20 },
	{ "threaded-comment", 10 },
	{ "comment-holder", 20 },
	{ ".blogspot.", 10 },
};

enum { SCORE_SURE = 95, SCORE_MARKED_MAX = 85, SCORE_MARKED_MIN = 40 };

static bool is_html(const struct sniff *head)
{
	if (!span_is_none(head->root))
		return span_eq_nocase(head->root, "html") || span_eq_nocase(head->root, "head") ||
		    span_eq_nocase(head->root, "body") || span_eq_nocase(head->root, "div");
	return span_find_nocase(head->head, "<html") < head->head.len;
}

static int sniff(const struct sniff *head)
{
	struct span generator;
	int score = 0;

	if (!is_html(head))
		return 0;
	generator = generator_tag(head->head);
	if (!span_is_none(generator))
		return span_find_nocase(generator, "blogger") < generator.len ? SCORE_SURE : 0;
	for (size_t i = 0; i < sizeof markers / sizeof *markers; i++)
		if (span_find(head->head, span_str(markers[i].text)) < head->head.len)
			score += markers[i].score;
	if (score < SCORE_MARKED_MIN)
		return 0;
	return score < SCORE_MARKED_MAX ? score : SCORE_MARKED_MAX;
}

/* ---- saying what is not there ---- */

static bool page_shows(const struct blogger_page *b, const char *class_token)
{
	page_node n = page_find(b->page, 0, page_count(b->page), NULL, class_token);

	return n && !page_has_class(b->page, n, "hidden");
}

static bool is_dynamic_view(const struct blogger_page *b)
{
	page_node n = 0;

	while ((n = page_find(b->page, n, page_count(b->page), "script", NULL)) != 0) {
		struct span src = page_attr(b->page, n, "src");

		if (span_find(src, SPAN_LIT("/dynamicviews/")) < src.len)
			return true;
	}
	return false;
}

static void say(const struct blogger_page *b, enum diag_code code, const char *what)
{
	diag_add(b->target->diags, code, b->target->source, 0, "%s", what);
}

static void say_incomplete(struct blogger_page *b, post_id post, uint32_t comments)
{
	uint32_t total = post ? library_post(b->target->lib, post)->comments_total :
	    COMMENTS_TOTAL_UNKNOWN;

	if (is_dynamic_view(b))
		say(b, DIAG_CODE_INCOMPLETE,
		    "a Dynamic Views page loads its posts later: save it with ?m=1");
	if (page_shows(b, "cmt_iframe_holder") || page_shows(b, "cmt_count_iframe_holder"))
		say(b, DIAG_CODE_NO_COMMENTS,
		    "the page's comments were kept by Google+ and are gone");
	if (page_shows(b, "loadmore"))
		say(b, DIAG_CODE_INCOMPLETE,
		    "the page has a Load more button: later comments are not in it");
	if (total != COMMENTS_TOTAL_UNKNOWN && total > comments)
		diag_add(b->target->diags, DIAG_CODE_INCOMPLETE, b->target->source, 0,
		    "the page says that there are %u comments, and holds %u", (unsigned)total,
		    (unsigned)comments);
	if (b->textless)
		diag_add(b->target->diags, DIAG_CODE_INCOMPLETE, b->target->source, 0,
		    "%zu comments have no text: the page is cut, or nests too deep", b->textless);
	if (b->undated)
		diag_add(b->target->diags, DIAG_CODE_BAD_DATE, b->target->source, 0,
		    "%zu printed times cannot be read (or have no day) and are left out",
		    b->undated);
}

/* ---- reading it ---- */

static void set_source(struct blogger_page *b)
{
	struct source_meta meta = { .title = b->blog_title, .url = b->home_url };
	struct buf id = BUF_INIT;

	if (!span_is_none(b->blog_id)) {
		buf_add_str(&id, "tag:blogger.com,1999:blog-");
		buf_add_span(&id, b->blog_id);
		meta.id = bp_keep(b, &id);
	}
	library_set_source(b->target->lib, b->target->source, &meta);
}

static void read_page(const struct ingest_target *target, const struct page *page)
{
	struct blogger_page b = { .target = target, .page = page };

	bp_read_facts(&b);
	set_source(&b);
	post_id post = bp_add_posts(&b);
	uint32_t comments = post ? bp_add_comments(&b, post) : 0;
	say_incomplete(&b, post, comments);
	arena_release(&b.arena);
}

static void finish_page(void *state)
{
	struct whole_page *w = state;
	struct page *page = whole_page_parse(w);

	buf_release(&w->html);
	read_page(&w->target, page);
	page_free(page);
}

extern const struct ingest_format ingest_blogger_page;
const struct ingest_format ingest_blogger_page = {
	.name = "blogger-page",
	.label = "saved page of a Blogger blog",
	.sniff = sniff,
	.open = whole_page_open,
	.feed = whole_page_feed,
	.finish = finish_page,
	.close = whole_page_close,
};
