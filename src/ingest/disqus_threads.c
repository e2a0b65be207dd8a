/* Which threads are about one page?
 *
 * An article collects threads: for its old and its new address, with and without TLS,
 * for links with campaign parameters, one from the author's own machine, some through
 * translators.  Each thread has up to five keys, of which some are only looked up and
 * some only found; the first key that leads to an earlier thread decides.  So a thread
 * costs the same, however many there are.
 */
#include "config.h"

#include "ingest/disqus_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/text/url.h"

/* ---- links ---- */

struct span disqus_identifier_url(struct span identifier)
{
	size_t space = span_find_byte(identifier, ' ');
	struct span url = span_trim(span_sub(identifier, space, identifier.len));

	return span_starts(url, "http://") || span_starts(url, "https://") ? url : SPAN_NONE;
}

static struct span unwrap(struct span link)
{
	struct span inner;

	if (span_find(link, SPAN_LIT("translat")) == link.len)
		return link;
	inner = url_query_value(link, "u");
	return span_find(inner, SPAN_LIT("://")) < inner.len ? inner : link;
}

static bool is_local(struct span host)
{
	static const char *const starts[] = { "localhost", "127.", "0.0.0.0", "192.168.", "10.",
		"[::1]", "translate.", "webcache." };
	static const char *const ends[] = { ".local", ".localhost", ".translate.goog" };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_starts_nocase(host, starts[i]))
			return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends(host, ends[i]))
			return true;
	return false;
}

/* Where the query is more than decoration: "/?p=12", "/index.php?id=3". */
static bool names_page(struct span path, struct span query)
{
	static const char *const scripts[] = { ".php", ".asp", ".aspx", ".jsp", ".cgi", ".cfm",
		".pl" };
	static const char *const names[] = { "?p=", "?page_id=", "?attachment_id=", "?id=" };

	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (span_ends(path, scripts[i]))
			return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_starts(query, names[i]))
			return true;
	return false;
}

struct span disqus_page_url(struct span link)
{
	size_t query;

	link = unwrap(span_trim(link));
	link = span_sub(link, 0, span_find_byte(link, '#'));
	query = span_find_byte(link, '?');
	if (!names_page(span_sub(link, 0, query), span_sub(link, query, link.len)))
		link = span_sub(link, 0, query);
	return link;
}

struct disqus_page disqus_page(struct span link)
{
	struct disqus_page page = { SPAN_NONE, SPAN_LIT(""), false };
	struct span rest = disqus_page_url(link);
	size_t scheme = span_find(rest, SPAN_LIT("://"));

	if (scheme < rest.len)
		rest = span_sub(rest, scheme + 3, rest.len);
	if (span_starts_nocase(rest, "www."))
		rest = span_sub(rest, 4, rest.len);
	page.host = span_sub(rest, 0, span_find_byte(rest, '/'));
	page.path = span_sub(rest, page.host.len, rest.len);
	while (page.path.len && page.path.p[page.path.len - 1] == '/')
		page.path.len--;
	while (page.path.len && page.path.p[0] == '/')
		page.path = span_sub(page.path, 1, page.path.len);
	page.local = is_local(page.host);
	return page;
}

/* ---- keys ---- */

enum when { ALWAYS, WHEN_LOCAL, WHEN_NOT_LOCAL };

static const struct {
	char kind;
	bool host, path, title, created;
	enum when found, looked_up;
} keys[] = {
	{ 'h', .host = true, .found = ALWAYS, .looked_up = ALWAYS },
	{ 't', .path = true, .title = true, .found = ALWAYS, .looked_up = ALWAYS },
	{ 'c', .title = true, .created = true, .found = ALWAYS, .looked_up = ALWAYS },
	/* A page on the author's machine is the page of that path on the site. */
	{ 'p', .path = true, .found = ALWAYS, .looked_up = WHEN_LOCAL },
	{ 'l', .path = true, .found = WHEN_LOCAL, .looked_up = WHEN_NOT_LOCAL },
};

enum { KEYS = sizeof keys / sizeof *keys };

static void add_lower(struct buf *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		buf_add_char(out, ascii_lower(s.p[i]));
}

/* Makes a key of the thread; false when it has none of this kind. */
static bool make_key(
    const struct disqus_threads *t, uint32_t thread, size_t key, enum when when, struct buf *out)
{
	struct disqus_page page = disqus_page(disqus_thread_text(t, thread, THREAD_LINK));
	struct span title = disqus_thread_text(t, thread, THREAD_TITLE);
	struct date created = t->rows[thread - 1].created;

	if ((when == WHEN_LOCAL && !page.local) || (when == WHEN_NOT_LOCAL && page.local) ||
	    (keys[key].host && !page.host.len) || (keys[key].path && !page.path.len) ||
	    (keys[key].title && !title.len) || (keys[key].created && !date_known(created)))
		return false;
	buf_clear(out);
	buf_add_char(out, keys[key].kind);
	if (keys[key].host)
		add_lower(out, page.host);
	if (keys[key].host || keys[key].path) {
		buf_add_char(out, '/');
		buf_add_span(out, page.path);
	}
	buf_add_char(out, '\n');
	if (keys[key].title)
		buf_add_span(out, title);
	if (keys[key].created)
		buf_addf(out, "\n%lld", (long long)created.unix_s);
	return true;
}

struct page_lookup {
	const struct disqus_threads *threads;
	struct buf *match;
	size_t key;
};

static bool has_key(const void *rows, uint32_t thread, struct span key)
{
	const struct page_lookup *l = rows;

	return make_key(l->threads, thread, l->key, keys[l->key].found, l->match) &&
	    span_eq(buf_span(l->match), key);
}

/* The first thread that is found under the key, or 0; the key stays in t->key. */
static uint32_t find_by_key(struct disqus_threads *t, uint32_t thread, size_t key, enum when when)
{
	const struct page_lookup lookup = { t, &t->match, key };
	struct span text;

	if (!make_key(t, thread, key, when, &t->key))
		return 0;
	text = buf_span(&t->key);
	return hash_find(&t->pages, hash_bytes(text), text, has_key, &lookup);
}

static uint32_t find_same_page(struct disqus_threads *t, uint32_t thread)
{
	for (size_t i = 0; i < KEYS; i++) {
		uint32_t found = find_by_key(t, thread, i, keys[i].looked_up);

		if (found)
			return t->rows[found - 1].leader;
	}
	return 0;
}

/* The first thread of a key is the one that is found: the others need not be there. */
static void index_pages(struct disqus_threads *t, uint32_t thread)
{
	for (size_t i = 0; i < KEYS; i++)
		if (!find_by_key(t, thread, i, keys[i].found) &&
		    make_key(t, thread, i, keys[i].found, &t->key))
			hash_add(&t->pages, hash_bytes(buf_span(&t->key)), thread);
}

/* ---- threads ---- */

struct span disqus_thread_text(
    const struct disqus_threads *t, uint32_t thread, enum thread_text which)
{
	const struct disqus_thread *row = &t->rows[thread - 1];

	return span_sub(
	    buf_span(&t->text), row->text[which].at, row->text[which].at + row->text[which].len);
}

static bool has_id(const void *rows, uint32_t thread, struct span id)
{
	return span_eq(disqus_thread_text(rows, thread, THREAD_ID), id);
}

uint32_t disqus_threads_find(struct disqus_threads *t, struct span id)
{
	return hash_find(&t->ids, hash_bytes(id), id, has_id, t);
}

static void set_text(
    struct disqus_threads *t, uint32_t thread, enum thread_text which, struct span text)
{
	t->rows[thread - 1].text[which].at = t->text.len;
	t->rows[thread - 1].text[which].len = text.len;
	buf_add_span(&t->text, text);
}

static uint32_t new_thread(struct disqus_threads *t, struct span id)
{
	uint32_t thread;

	ARRAY_GROW(t->rows, t->len, t->cap);
	t->rows[t->len++] = (struct disqus_thread){ 0 };
	thread = (uint32_t)t->len;
	t->rows[thread - 1].leader = thread;
	set_text(t, thread, THREAD_ID, id);
	hash_add(&t->ids, hash_bytes(id), thread);
	return thread;
}

uint32_t disqus_threads_await(struct disqus_threads *t, struct span id)
{
	uint32_t thread = new_thread(t, id);

	t->rows[thread - 1].awaited = true;
	return thread;
}

/* What the leader lacks, the others may have; a link to the site is worth more. */
static void lend_to_leader(struct disqus_threads *t, uint32_t leader, uint32_t thread)
{
	struct disqus_thread *to = &t->rows[leader - 1];
	const struct disqus_thread *from = &t->rows[thread - 1];

	for (int i = 0; i < THREAD_TEXTS; i++)
		if (!to->text[i].len)
			to->text[i] = from->text[i];
	if (disqus_page(disqus_thread_text(t, leader, THREAD_LINK)).local &&
	    !disqus_page(disqus_thread_text(t, thread, THREAD_LINK)).local)
		to->text[THREAD_LINK] = from->text[THREAD_LINK];
}

static void join_same_page(struct disqus_threads *t, uint32_t thread)
{
	uint32_t leader = find_same_page(t, thread);

	index_pages(t, thread);
	if (!leader)
		return;
	t->rows[thread - 1].leader = leader;
	lend_to_leader(t, leader, thread);
}

uint32_t disqus_threads_add(struct disqus_threads *t, const struct span texts[THREAD_TEXTS],
    struct date created, bool deleted)
{
	uint32_t thread = disqus_threads_find(t, texts[THREAD_ID]);
	bool awaited = thread && t->rows[thread - 1].awaited;

	if (thread && !awaited)
		return thread;
	if (!thread)
		thread = new_thread(t, texts[THREAD_ID]);
	for (int i = THREAD_ID + 1; i < THREAD_TEXTS; i++)
		set_text(t, thread, (enum thread_text)i, texts[i]);
	t->rows[thread - 1].created = created;
	t->rows[thread - 1].deleted = deleted;
	/* Its comments have its name as their post's already: it stays by itself. */
	if (!deleted && !awaited)
		join_same_page(t, thread);
	return thread;
}

void disqus_threads_release(struct disqus_threads *t)
{
	buf_release(&t->text);
	buf_release(&t->key);
	buf_release(&t->match);
	hash_release(&t->ids);
	hash_release(&t->pages);
	free(t->rows);
}
