/* Links have their number from the order in which they are interned.  Those of the
 * markup are interned where they begin, bare URLs when their leaf is complete; a
 * doc that has both is numbered again in the order of its marks.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "doc/doc_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/url.h"

static bool link_match(const void *rows, uint32_t id, struct span key)
{
	const struct doc *d = rows;

	return url_eq(safe_span(d->links[id - 1].url), key);
}

static uint32_t link_hash(struct builder *b, struct span url)
{
	buf_clear(&b->link_key);
	url_add_lower(&b->link_key, url);
	return hash_bytes(buf_span(&b->link_key));
}

static bool is_of_link(const struct doc_mark *mark)
{
	return mark->kind >= DOC_MARK_LINK_END;
}

/* The number of a clean absolute URL; a new one when it is new. */
uint32_t link_intern(struct builder *b, struct span url)
{
	struct doc *d = b->doc;
	uint32_t hash = link_hash(b, url), id = hash_find(&b->link_ids, hash, url, link_match, d);

	if (id)
		return id;
	ARRAY_GROW(d->links, d->link_len, d->link_cap);
	ARRAY_GROW(d->link_shown, d->link_len, d->shown_cap);
	d->links[d->link_len].url = safe_url(&d->arena, url);
	d->link_shown[d->link_len] = true;
	id = (uint32_t)++d->link_len;
	hash_add(&b->link_ids, hash, id);
	return id;
}

/* The absolute URL in b->url; false when it is none that can be opened. */
static bool resolve(struct builder *b, struct span href)
{
	href = span_trim(href);
	buf_clear(&b->url);
	if (!href.len || href.p[0] == '#')
		return false;
	url_resolve(&b->url, b->base_url, href);
	return url_is_link(buf_span(&b->url));
}

void link_start(struct builder *b, struct span href)
{
	b->scope.link = resolve(b, href) ? link_intern(b, buf_span(&b->url)) : 0;
	b->link_start = (uint32_t)b->doc->text.len;
	b->link_marked = false;
}

/* Is the text the URL of the link, as far as a reader cares? */
static bool is_url_text(struct builder *b, struct span text, uint32_t link)
{
	struct span url = safe_span(b->doc->links[link - 1].url);

	if (url_eq(text, url))
		return true;
	if (url.len == text.len + 1 && span_ends(url, "/") &&
	    url_eq(span_sub(url, 0, text.len), text))
		return true;
	if (span_find(text, SPAN_LIT("://")) == text.len || span_find_byte(text, ' ') < text.len)
		return false;
	buf_clear(&b->url);
	url_resolve(&b->url, SPAN_NONE, text);
	return url_eq(buf_span(&b->url), url);
}

/* The link's text in the open leaf ends here. */
static bool mark_text(struct builder *b)
{
	struct span text = span_sub(buf_span(&b->doc->text), b->link_start, b->doc->text.len);

	text = span_trim(text);
	if (!b->leaf_open || !text.len || b->link_marked)
		return false;
	bool is_url = is_url_text(b, text, b->scope.link);

	text_mark(b, is_url ? DOC_MARK_URL_END : DOC_MARK_LINK_END, b->scope.link);
	if (!is_url)
		b->doc->link_shown[b->scope.link - 1] = false;
	b->link_marked = true;
	return true;
}

void link_leaf_end(struct builder *b)
{
	if (b->scope.link)
		mark_text(b);
}

/* Also in the scopes around: what is open inside the link does not bring it back. */
void link_end(struct builder *b)
{
	uint32_t link = b->scope.link;

	if (!link)
		return;
	if (!mark_text(b) && !b->link_marked) {
		text_mark(b, DOC_MARK_LINK, link);
		b->doc->link_shown[link - 1] = false;
	}
	b->scope.link = 0;
	for (size_t i = b->open_len; i > 0 && b->open[i - 1].outer.link == link; i--)
		b->open[i - 1].outer.link = 0;
}

/* A bare URL in the text. */
struct bare {
	uint32_t start, end, link;
};

/* Cheaper than to look for them. */
static bool may_have_urls(struct span text)
{
	for (size_t at = 0; (at += span_find_byte(span_sub(text, at, text.len), ':')) < text.len;
	     at++)
		if (span_starts(span_sub(text, at, text.len), "://") ||
		    (at >= 6 && span_starts_nocase(span_sub(text, at - 6, at), "mailto")))
			return true;
	return span_find(text, SPAN_LIT("www.")) < text.len;
}

static uint32_t intern_bare(struct builder *b, struct span url)
{
	buf_clear(&b->url);
	if (span_starts_nocase(url, "www.")) {
		buf_clear(&b->scratch);
		buf_add_str(&b->scratch, "http://");
		buf_add_span(&b->scratch, url);
		url = buf_span(&b->scratch);
	}
	url_resolve(&b->url, SPAN_NONE, url);
	return url_is_link(buf_span(&b->url)) ? link_intern(b, buf_span(&b->url)) : 0;
}

/* The bare URLs of the leaf that are not in a link; *count of them, to be freed. */
static struct bare *find_bare(struct builder *b, const struct doc_node *leaf, size_t *count)
{
	const struct doc *d = b->doc;
	struct span text =
	    span_sub(buf_span(&d->text), leaf->text_start, leaf->text_start + leaf->text_len);
	struct bare *found = NULL;
	size_t cap = 0, run = leaf->first_run;

	*count = 0;
	for (size_t from = 0, to; url_find(text, &from, &to); from = to) {
		uint32_t start = leaf->text_start + (uint32_t)from,
		         end = leaf->text_start + (uint32_t)to;
		bool linked = false;

		while (run < d->run_len && d->runs[run].start + d->runs[run].len <= start)
			run++;
		for (size_t i = run; i < d->run_len && d->runs[i].start < end; i++)
			linked |= d->runs[i].link != 0;
		uint32_t link = linked ? 0 : intern_bare(b, span_sub(text, from, to));

		if (!link)
			continue;
		ARRAY_GROW(found, *count, cap);
		found[(*count)++] = (struct bare){ start, end, link };
	}
	return found;
}

static uint32_t min_u32(uint32_t x, uint32_t y)
{
	return x < y ? x : y;
}

static void put_run(struct builder *b, uint32_t start, uint32_t end, uint16_t style, uint32_t link)
{
	struct scope outer = b->scope;

	b->scope.style = style;
	b->scope.link = link;
	run_add(b, start, end - start);
	b->scope = outer;
}

/* Lays the URLs over the leaf's runs: from border to border of either. */
static void merge_runs(struct builder *b, size_t first, const struct bare *urls, size_t count)
{
	struct doc *d = b->doc;
	size_t old_len = d->run_len - first, i = 0, j = 0;
	struct doc_run *old = xreallocarray(NULL, old_len + 1, sizeof *old);
	uint32_t at = 0;

	if (old_len)
		memcpy(old, d->runs + first, old_len * sizeof *old);
	d->run_len = first;
	while (i < old_len || j < count) {
		uint32_t run_start = i < old_len ? old[i].start : UINT32_MAX;
		uint32_t run_end = i < old_len ? run_start + old[i].len : UINT32_MAX;
		uint32_t url_start = j < count ? urls[j].start : UINT32_MAX;
		uint32_t url_end = j < count ? urls[j].end : UINT32_MAX;

		if (at < min_u32(run_start, url_start))
			at = min_u32(run_start, url_start);
		bool in_run = at >= run_start, in_url = at >= url_start;
		uint32_t end = min_u32(in_run ? run_end : run_start, in_url ? url_end : url_start);

		put_run(b, at, end, in_run ? old[i].style : 0,
		    in_url       ? urls[j].link
		        : in_run ? old[i].link
		                 : 0);
		at = end;
		i += at == run_end;
		j += at == url_end;
	}
	free(old);
}

/* Adds the ends of the URLs to the leaf's marks, keeping them sorted. */
static void merge_marks(struct doc *d, size_t first, const struct bare *urls, size_t count)
{
	size_t from = d->mark_len, to = d->mark_len + count;

	while (d->mark_cap < to) {
		d->marks = array_grow(d->marks, d->mark_cap, &d->mark_cap, sizeof *d->marks);
	}
	d->mark_len = to;
	for (size_t j = count; j > 0; j--) {
		struct doc_mark mark = { urls[j - 1].end, urls[j - 1].link, DOC_MARK_URL_END };

		while (from > first && d->marks[from - 1].at > mark.at)
			d->marks[--to] = d->marks[--from];
		d->marks[--to] = mark;
	}
}

void link_bare_urls(struct builder *b, const struct doc_node *leaf)
{
	struct span text =
	    span_sub(buf_span(&b->doc->text), leaf->text_start, leaf->text_start + leaf->text_len);
	size_t count;

	if (!may_have_urls(text))
		return;
	struct bare *urls = find_bare(b, leaf, &count);

	if (count) {
		merge_runs(b, leaf->first_run, urls, count);
		merge_marks(b->doc, leaf->first_mark, urls, count);
		b->links_disordered = true;
	}
	free(urls);
}

void link_number_ahead(struct builder *b, uint32_t text_end)
{
	const struct doc *d = b->doc;

	if (b->link_numbers_len <= d->link_len) {
		size_t len = d->link_len * 2 + 1;

		b->link_numbers =
		    xreallocarray(b->link_numbers, len, sizeof *b->link_numbers);
		memset(b->link_numbers + b->link_numbers_len, 0,
		    (len - b->link_numbers_len) * sizeof *b->link_numbers);
		b->link_numbers_len = len;
	}
	for (; b->numbered_marks < d->mark_len; b->numbered_marks++) {
		const struct doc_mark *mark = &d->marks[b->numbered_marks];

		if (mark->at > text_end)
			break;
		if (is_of_link(mark) && !b->link_numbers[mark->link])
			b->link_numbers[mark->link] = ++b->last_number;
	}
}

/* new_id[old] for all links, in the order of the marks. */
static uint32_t *new_numbers(const struct doc *d)
{
	uint32_t *new_id = xcalloc(d->link_len + 1, sizeof *new_id), next = 0;

	for (size_t i = 0; i < d->mark_len; i++)
		if (is_of_link(&d->marks[i]) && !new_id[d->marks[i].link])
			new_id[d->marks[i].link] = ++next;
	for (size_t i = 1; i <= d->link_len; i++)
		if (!new_id[i])
			new_id[i] = ++next;
	return new_id;
}

void link_number_in_order(struct builder *b)
{
	struct doc *d = b->doc;

	if (!b->links_disordered)
		return;
	d->links_renumbered = true;
	uint32_t *new_id = new_numbers(d);
	struct doc_link *links = xreallocarray(NULL, d->link_cap, sizeof *links);
	bool *shown = xreallocarray(NULL, d->link_cap, sizeof *shown);

	for (size_t i = 0; i < d->link_len; i++) {
		links[new_id[i + 1] - 1] = d->links[i];
		shown[new_id[i + 1] - 1] = d->link_shown[i];
	}
	free(d->links);
	free(d->link_shown);
	d->links = links;
	d->link_shown = shown;
	d->shown_cap = d->link_cap;
	for (size_t i = 0; i < d->run_len; i++)
		d->runs[i].link = new_id[d->runs[i].link];
	for (size_t i = 0; i < d->mark_len; i++)
		d->marks[i].link = new_id[d->marks[i].link];
	free(new_id);
}
