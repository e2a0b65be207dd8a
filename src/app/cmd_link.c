/* Links: listed, and opened in the user's browser.  Nothing is opened but by a key, and
 * only URLs of the kinds that url_is_link() knows. */
#include "config.h"

#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "app/spawn.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"
#include "moot/view/names.h"

/* The page of the comment, or of the post. */
static struct span own_url(const struct session *s)
{
	comment_id comment = session_comment(s);

	return library_text(s->lib, comment ? library_comment(s->lib, comment)->url :
	    library_post(s->lib, s->body.post)->url);
}

static bool try_browsers(struct session *s, const char *url)
{
	const char *set = s->config->settings.browser;
	const char *browser = *set ? set : getenv("BROWSER");
	struct span rest = span_str(browser && *browser ? browser : "xdg-open"), one;

	/* $BROWSER may hold several, to be tried in turn. */
	while (span_split(&rest, ':', &one)) {
		char *command = xspandup(one);
		bool ok = spawn_wait(s->term, command, url, NULL);

		free(command);
		if (ok)
			return true;
	}
	return false;
}

static void open_url(struct session *s, struct span raw)
{
	struct arena scratch = { 0 };
	struct safe url = safe_url(&scratch, raw);

	if (url.len == 0)
		session_complain(s, "its address is not known");
	else if (!url_is_link(safe_span(url)))
		session_complain(s, "not opened, it is no address of a page: %s", url.p);
	else if (try_browsers(s, url.p))
		session_say(s, "opened %s", url.p);
	else
		session_complain(s, "no browser could be run ($BROWSER, xdg-open) for %s", url.p);
	arena_release(&scratch);
}

static const struct doc *current_doc(const struct session *s)
{
	return bodies_doc(s->bodies, s->body.post, session_comment(s));
}

static size_t link_count(const struct session *s)
{
	return session_on_stub(s) ? 0 : doc_link_count(current_doc(s));
}

static struct span link_url(const struct session *s, size_t n)
{
	return safe_span(doc_link(current_doc(s), n)->url);
}

/* ---- the list ---- */

static void add_url(struct session *s, const char *label, struct span url)
{
	struct sheet *sheet = &s->sheet.sheet;
	struct buf line = BUF_INIT;
	struct span kept;
	size_t cap = s->url_count; /* grown one by one: there are few */

	s->urls = xreallocarray(s->urls, cap + 1, sizeof *s->urls);
	s->urls[s->url_count++] = xspandup(url);
	buf_add_str(&line, label);
	buf_add_char(&line, ' ');
	buf_add_span(&line, url);
	kept = safe_span(safe_field(&sheet->arena, buf_span(&line)));
	sheet_add(sheet, (struct safe){ kept.p, kept.len }, FACE_LINK, (uint32_t)s->url_count,
	    page_cols(s), 2, &s->looks);
	buf_release(&line);
}

static void fill_links(struct session *s)
{
	comment_id comment = session_comment(s);
	struct span own = own_url(s);
	struct buf none = BUF_INIT;

	for (size_t n = 1; n <= link_count(s); n++) {
		char *label = xasprintf("[%zu]", n);

		add_url(s, label, link_url(s, n));
		free(label);
	}
	if (own.len)
		add_url(s, comment ? "[the comment's own page]" : "[the post's own page]", own);
	if (s->url_count == 0) {
		buf_add_str(&none, "there are no links");
		page_add(s, &none, FACE_DIM, 0);
	}
	buf_release(&none);
}

static const struct page links_page = { .title = "Links", .fill = fill_links };

void cmd_links(struct session *s, const struct call *call)
{
	(void)call;
	page_open(s, &links_page);
}

static void open_from_list(struct session *s, const struct call *call)
{
	uint32_t tag = call->has_count ? call->count : sheet_view_tag(&s->sheet);

	if (s->page != &links_page || tag == 0 || tag > s->url_count)
		session_complain(s, "there is no link to open here");
	else
		open_url(s, span_str(s->urls[tag - 1]));
}

void cmd_open_link(struct session *s, const struct call *call)
{
	uint64_t n = call->has_count ? call->count : 0;

	if (s->page && s->page->choose && sheet_view_tag(&s->sheet)) {
		s->page->choose(s, sheet_view_tag(&s->sheet));
		return;
	}
	if (s->page) {
		open_from_list(s, call);
		return;
	}
	if (*call->argument && !span_to_uint(span_str(call->argument), UINT32_MAX, &n)) {
		session_complain(s, "open-link: %s is not a number", call->argument);
		return;
	}
	if (n > link_count(s))
		session_complain(s, "there is no link %u here, but %zu", (unsigned)n,
		    link_count(s));
	else if (n > 0)
		open_url(s, link_url(s, (size_t)n));
	else if (link_count(s) > 0)
		page_open(s, &links_page);
	else
		open_url(s, own_url(s));
}

static void link_answered(struct session *s, char key)
{
	(void)key;
	cmd_open_link(s, &(struct call){ .has_count = true, .count = s->asked_link,
	    .argument = "" });
}

void link_ask(struct session *s, uint32_t n)
{
	struct span url;

	if (n == 0 || n > link_count(s))
		return;
	url = link_url(s, n);
	s->asked_link = n;
	session_say(s, "open [%u] %.*s? (y or n)", n, (int)url.len, url.p);
	session_ask(s, "y", link_answered);
}
