/* Saved pages of any engine: a post with its comments.
 *
 * A page is read once it is whole.  First the engine is told (web_page_engines.c),
 * then the parts that belong to no text are marked, then the comments are found
 * and linked (web_page_units.c, web_page_parents.c): they also tell what is not the
 * post's.  What is known of an engine comes before rules that hold for all of them.
 */
#include "config.h"

#include "ingest/web_page_priv.h"

#include <stdlib.h>

#include "ingest/selector_priv.h"
#include "ingest/whole_page_priv.h"
#include "moot/base/xalloc.h"

/* ---- telling it ---- */

/* Formats that are pages too, but of one engine, are surer than this. */
enum { SCORE_PAGE = 30, SCORE_FRAGMENT = 15 };

/* A page below what a server said before it: warnings, a script, a style. */
static bool has_page(struct span head)
{
	static const char *const starts[] = { "<!doctype html", "<html", "<body" };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_find_nocase(head, starts[i]) < head.len)
			return true;
	return false;
}

static int sniff(const struct sniff *head)
{
	static const char *const roots[] = { "html", "head", "body", "title", "meta" };
	static const char *const parts[] = {
		"div", "article", "table", "main", "section", "p", "h1", "h2", "h3", "ol", "ul",
		"dl",
	};

	if (!span_starts(head->head, "<"))
		return 0;
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (span_eq_nocase(head->root, roots[i]))
			return SCORE_PAGE;
	if (span_starts_nocase(head->head, "<!doctype html"))
		return SCORE_PAGE;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (span_eq_nocase(head->root, parts[i]))
			return SCORE_FRAGMENT;
	return has_page(head->head) ? SCORE_FRAGMENT : 0;
}

/* ---- what belongs to no text ---- */

static const char noise[] =
    "script style noscript form button input select textarea template nav img.avatar img.photo "
    ".avatar .reply .comment-reply-link .comment-reply-login .comment-edit-link .comment-reply "
    ".comment-actions .comment-likes .comment-awaiting-moderation .says .sharedaddy .wpcnt "
    ".comment-respond [id=respond] .b-leaf-actions .votelinks .sharing .post-edit-link "
    ".screen-reader-text .jp-relatedposts .flat-list .expando-button a.comment_quote_link "
    "a.comment_direct_link .comment-avatar .wp-block-avatar .wp-block-comment-reply-link "
    ".wp-block-comment-edit-link .sitebit .smallcopy.posttitle";

static const char chrome[] =
    "[id=comments] .comments-area .comments .wp-block-comments .wp-block-post-comments "
    "[id=comment-section] [id=disqus_thread] [id=isso-thread] [id=commento] [id=remark42] "
    "[id=feedbacks] .serendipity_comments .comments-list .posted .smallcopy "
    ".commentlist "
    ".comment-list .comments-title header footer .entry-meta .entry-header .entry-footer "
    ".entry-utility .post-meta .post-footer .postmeta .postmetadata .post-navigation .nav-links "
    ".navigation .share .share-buttons .twitter-share-button .social .social-share "
    ".addtoany_share_save_container "
    ".related .related-posts .author-box .author-bio .breadcrumbs .breadcrumb .sidebar "
    "[id=sidebar] "
    ".widget-area .widget .entry-title .post-title .tags .tag-links [role=navigation] "
    "[role=complementary] [id=jp-post-flair] [id=wm-ipp-base] [id=wm-ipp]";

static const char comment_meta[] =
    ".comment-author .comment-meta .commentmetadata .comment-metadata .comment-header "
    ".comment-footer .fn .p-author .u-author .dt-published time .submitted .posted .comment-date "
    ".comment-time .wp-block-comment-author-name .wp-block-comment-date "
    ".comments-date .comhead .tagline .byline footer header .b-leaf-header .b-leaf-footer "
    "[itemprop=author] [itemprop=datePublished] cite .author .date .ind .comments-post "
    ".smallcopy .comment__submitted .comment_source_date .comment_source_author";

/* ---- saying what is not there ---- */

static void say(const struct web_page *w, enum diag_code code, const char *what)
{
	diag_add(w->target->diags, code, w->target->source, 0, "%s", what);
}

static const struct {
	const char *selectors, *what;
} elsewhere[] = {
	{ "[id=disqus_thread]", "the comments are kept by Disqus: open its export" },
	{ "[id=isso-thread]", "the comments are kept by Isso and are loaded later" },
	{ ".fb-comments", "the comments are kept by Facebook" },
	{ ".giscus script[src*=giscus.app]", "the comments are kept by GitHub (giscus)" },
	{ ".utterances script[src*=utteranc.es]", "the comments are kept by GitHub (utterances)" },
	{ "[id=commento]", "the comments are kept by Commento and are loaded later" },
	{ "[id=remark42]", "the comments are kept by Remark42 and are loaded later" },
	{ "[id=hyvor-talk-view] hyvor-talk-comments", "the comments are kept by Hyvor Talk" },
	{ "[id=livefyre-comments] .fyre", "the comments were kept by Livefyre and are gone" },
	{ "[id=IDCommentsHead] [id=idc-container]", "the comments were kept by IntenseDebate" },
	{ "[id=ghost-comments-root]", "the comments are kept by Ghost and are loaded later" },
	{ "[id=cusdis_thread]", "the comments are kept by Cusdis and are loaded later" },
	{ "[id=waline] [id=vcomments]", "the comments are kept by Waline and are loaded later" },
	{ "[id=coral_talk_stream] [id=coral_thread]", "the comments are kept by Coral" },
};

static void say_elsewhere(const struct web_page *w)
{
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (selector_find(w->page, 0, page_count(w->page), elsewhere[i].selectors)) {
			say(w, DIAG_CODE_NO_COMMENTS, elsewhere[i].what);
			return;
		}
}

static void say_incomplete(const struct web_page *w, post_id post, uint32_t comments)
{
	uint32_t total = library_post(w->target->lib, post)->comments_total;

	if (comments == 0)
		say_elsewhere(w);
	if (w->engine->more && selector_find(w->page, 0, page_count(w->page), w->engine->more))
		say(w, DIAG_CODE_INCOMPLETE, "further comments are on other pages, or were folded");
	if (selector_find(w->page, 0, page_count(w->page),
	        "form.post-password-form .post-password-required"))
		say(w, DIAG_CODE_INCOMPLETE, "the post is protected by a password");
	if (total != COMMENTS_TOTAL_UNKNOWN && total > comments)
		diag_add(w->target->diags, DIAG_CODE_INCOMPLETE, w->target->source, 0,
		    "the page says that there are %u comments, and holds %u", (unsigned)total,
		    (unsigned)comments);
	if (w->undated)
		diag_add(w->target->diags, DIAG_CODE_BAD_DATE, w->target->source, 0,
		    "%zu printed times cannot be read and are left out", w->undated);
}

/* ---- pages that hold no post ---- */

/* Titles of pages that a server sends when it has none. */
static const char *const error_titles[] = {
	"404", "403", "500", "502", "503", "Not Found", "Page not found", "Forbidden", "Error",
	"Access denied", "Just a moment...", "Attention Required!", "Service Unavailable",
	"Internal Server Error", "Bad Gateway",
};

static bool is_error_page(struct web_page *w)
{
	page_node n = page_find(w->page, 0, page_count(w->page), "title", NULL);
	struct span title = n ? web_text(w, n, page_count(w->page), 0) : SPAN_NONE;

	for (size_t i = 0; i < sizeof error_titles / sizeof *error_titles; i++)
		if (span_starts_nocase(title, error_titles[i]) &&
		    (title.len == strlen(error_titles[i]) ||
		        !ascii_is_alnum(title.p[strlen(error_titles[i])])))
			return true;
	return false;
}

enum { TEXT_SHORT_BYTES = 1000 };

/* Is there little else than an asking for a password? */
static bool is_login_page(struct web_page *w)
{
	return selector_find(w->page, 0, page_count(w->page), "input[type=password]") &&
	    web_text(w, 0, page_count(w->page), WEB_NOISE | WEB_CHROME).len < TEXT_SHORT_BYTES;
}

static bool is_script_page(struct web_page *w)
{
	page_node count = page_count(w->page), body = page_find(w->page, 0, count, "body", NULL);

	return body && page_find(w->page, 0, count, "script", NULL) &&
	    !web_text(w, body, count, WEB_NOISE).len &&
	    !page_find(w->page, body, count, "img", NULL) && !selector_find(w->page, 0, count,
	        "shreddit-post");
}

static const char *why_no_post(struct web_page *w)
{
	if (w->unit_len || selector_find(w->page, 0, page_count(w->page),
	        "article .entry-content .post-content .h-entry form.post-password-form"))
		return NULL;
	if (page_count(w->page) < 2)
		return "the page is empty";
	if (is_script_page(w))
		return "the page has no text: scripts make it once it is open";
	if (is_login_page(w))
		return "the page asks for a password: it is a login page, not a post";
	return is_error_page(w) ? "the page is a server's error message, not a post" : NULL;
}

/* ---- reading it ---- */

static void unmark_one(void *user, page_node n)
{
	struct web_page *w = user;

	w->flags[n] &= (uint8_t)~(WEB_NOISE | WEB_CHROME | WEB_META);
}

/* A form around the whole page is no form to be left out. */
static void unmark_wrapper(void *user, page_node n)
{
	struct web_page *w = user;

	if (page_end(w->page, n) - n > page_count(w->page) / 2)
		unmark_one(w, n);
}

static void mark_parts(struct web_page *w)
{
	web_mark(w, noise, WEB_NOISE);
	web_mark(w, chrome, WEB_CHROME);
	web_mark(w, comment_meta, WEB_META);
	selector_each(w->page, "html body main article", unmark_one, w);
	selector_each(w->page, "form", unmark_wrapper, w);
}

static void read_page(struct web_page *w)
{
	w->engine = web_engine_of(w->page);
	w->flags = xcalloc(page_count(w->page), sizeof *w->flags);
	mark_parts(w);
	web_read_address(w);
	library_set_source(w->target->lib, w->target->source,
	    &(struct source_meta){ .title = w->site_title });
	web_find_units(w);
	const char *why = why_no_post(w);
	if (why) {
		say(w, DIAG_CODE_NO_POSTS, why);
	} else {
		post_id post = web_add_post(w);
		say_incomplete(w, post, web_add_comments(w, post));
	}
	free(w->units);
	free(w->flags);
}

enum { NOTE_BYTES = 4096 };

/* Browsers note down where a page came from: "saved from url=(0026)https://a.example/ -->"
 * and SingleFile's "url: https://a.example/". */
static struct span saved_from(struct arena *arena, struct span html)
{
	static const char *const notes[] = { "saved from url=(", "Page saved with SingleFile" };
	struct span head = span_sub(html, 0, NOTE_BYTES);

	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
		size_t at = span_find(head, span_str(notes[i])), to = 0;
		struct span rest = span_sub(head, at, head.len);

		rest = span_sub(rest, span_find(rest, SPAN_LIT("http")), rest.len);
		while (to < rest.len && !ascii_is_space(rest.p[to]) && rest.p[to] != '>')
			to++;
		if (to > 0)
			return arena_span(arena, span_sub(rest, 0, to));
	}
	return SPAN_NONE;
}

static void finish_page(void *state)
{
	struct whole_page *whole = state;
	struct page *page = whole_page_parse(whole);
	struct web_page w = { .target = &whole->target, .page = page };

	w.saved_from = saved_from(&w.arena, buf_span(&whole->html));
	buf_release(&whole->html);
	read_page(&w);
	arena_release(&w.arena);
	page_free(page);
}

extern const struct ingest_format ingest_web_page;
const struct ingest_format ingest_web_page = {
	.name = "page",
	.label = "saved page with comments, of any engine",
	.sniff = sniff,
	.open = whole_page_open,
	.feed = whole_page_feed,
	.finish = finish_page,
	.close = whole_page_close,
};
