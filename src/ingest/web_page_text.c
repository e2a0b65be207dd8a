/* Texts, links, times and marks of a page. */
#include "config.h"

#include "ingest/web_page_priv.h"

#include "ingest/collapse_priv.h"
#include "ingest/selector_priv.h"
#include "moot/text/url.h"

struct span web_keep(struct web_page *w, struct buf *made)
{
	struct span kept = arena_span(&w->arena, buf_span(made));

	buf_release(made);
	return kept;
}

/* ---- marks ---- */

struct marking {
	uint8_t *flags;
	uint8_t flag;
};

static void mark_one(void *user, page_node n)
{
	const struct marking *marking = user;

	marking->flags[n] |= marking->flag;
}

void web_mark(struct web_page *w, const char *selectors, uint8_t flag)
{
	if (selectors)
		selector_each(w->page, selectors, mark_one, &(struct marking){ w->flags, flag });
}

page_node web_find(const struct web_page *w, page_node after, page_node end, const char *engine,
    const char *generic)
{
	page_node found = engine ? selector_find(w->page, after, end, engine) : 0;

	return found || !generic ? found : selector_find(w->page, after, end, generic);
}

page_node web_find_outside(const struct web_page *w, page_node after, page_node end,
    const char *selectors)
{
	struct span rest = span_str(selectors), piece;
	struct buf one = BUF_INIT;
	page_node n = 0;

	while (!n && span_split(&rest, ' ', &piece)) {
		buf_clear(&one);
		buf_add_span(&one, piece);
		n = after;
		do
			n = selector_find(w->page, n, end, buf_str(&one));
		while (n && (w->flags[n] & (WEB_IN_UNIT | WEB_NOISE)));
	}
	buf_release(&one);
	return n;
}

/* ---- text ---- */

static bool is_block(const struct page *p, page_node n)
{
	static const char *const names[] = { "br", "p", "div", "li", "td", "tr" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (page_is(p, n, names[i]))
			return true;
	return false;
}

struct span web_text(struct web_page *w, page_node n, page_node end, uint8_t skip)
{
	struct buf raw = BUF_INIT, line = BUF_INIT;
	page_node last = page_end(w->page, n), at = n;

	while (at < last && at < end) {
		if (at != n && (w->flags[at] & skip)) {
			at = page_end(w->page, at);
			continue;
		}
		if (is_block(w->page, at))
			buf_add_char(&raw, ' ');
		buf_add_span(&raw, page_text(w->page, at++));
	}
	collapse_add(&line, buf_span(&raw));
	buf_release(&raw);
	struct span kept = web_keep(w, &line);
	return kept.len > 0 ? kept : SPAN_NONE;
}

struct span web_innermost_text(
    struct web_page *w, page_node n, page_node end, const char *name)
{
	page_node last = page_end(w->page, n);

	return page_find(w->page, n, last < end ? last : end, name, NULL)
	    ? SPAN_NONE
	    : web_text(w, n, end, WEB_NOISE);
}

/* ---- markup ---- */

struct body {
	const struct web_page *w;
	page_node end;
	uint8_t skip;
};

static bool is_left_out(const struct page *p, page_node n, void *user)
{
	const struct body *body = user;

	(void)p;
	return n >= body->end || (body->w->flags[n] & body->skip);
}

/* The length of "/web/20160330101229im_/" at the start, or 0. */
static size_t archive_path_len(struct span s)
{
	size_t len = strlen("/web/");

	if (!span_starts(s, "/web/"))
		return 0;
	while (len < s.len && ascii_is_digit(s.p[len]))
		len++;
	if (len < strlen("/web/") + 4)
		return 0;
	while (len < s.len && (ascii_is_alpha(s.p[len]) || s.p[len] == '_'))
		len++;
	return len < s.len && s.p[len] == '/' ? len + 1 : 0;
}

/* The same with the archive's host before it. */
static size_t archive_prefix_len(struct span s)
{
	static const char *const hosts[] = {
		"https://web.archive.org", "http://web.archive.org", "//web.archive.org", "",
	};

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		size_t host = strlen(hosts[i]);
		size_t path = span_starts(s, hosts[i]) ?
		    archive_path_len(span_sub(s, host, s.len)) : 0;

		if (path)
			return host + path;
	}
	return 0;
}

/* Markup with the archive's prefixes taken from the addresses in it. */
static void add_unarchived(struct buf *out, struct span html)
{
	size_t at;

	while ((at = span_find(html, SPAN_LIT("=\""))) < html.len) {
		buf_add_span(out, span_sub(html, 0, at + 2));
		html = span_sub(html, at + 2, html.len);
		html = span_sub(html, archive_prefix_len(html), html.len);
	}
	buf_add_span(out, html);
}

struct span web_body(struct web_page *w, page_node n, page_node end, uint8_t skip)
{
	struct body body = { w, end, skip };
	struct buf html = BUF_INIT, own = BUF_INIT;

	page_add_html(w->page, n, &html, is_left_out, &body);
	if (!w->is_archived)
		return web_keep(w, &html);
	add_unarchived(&own, buf_span(&html));
	buf_release(&html);
	return web_keep(w, &own);
}

/* ---- links ---- */

struct span web_url(struct web_page *w, struct span ref)
{
	struct buf url = BUF_INIT;
	size_t prefix;

	ref = span_trim(ref);
	prefix = archive_prefix_len(ref);
	w->is_archived |= prefix > 0;
	ref = span_sub(ref, prefix, ref.len);
	if (ref.len == 0)
		return SPAN_NONE;
	url_resolve(&url, w->base, ref);
	struct span kept = web_keep(w, &url);
	return url_is_link(kept) ? kept : SPAN_NONE;
}

struct span web_href(struct web_page *w, page_node n)
{
	return n ? web_url(w, page_attr(w->page, n, "href")) : SPAN_NONE;
}

/* ---- times ---- */

enum { DATE_MAX_BYTES = 80 };

/* Numbers alone are scores and ids; a date has two numbers, or a number and a name. */
static bool may_be_date(struct span s)
{
	size_t digits = 0, others = 0;

	if (s.len < 6 || s.len > DATE_MAX_BYTES)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		digits += ascii_is_digit(s.p[i]);
		others += !ascii_is_digit(s.p[i]);
	}
	return digits > 1 && others > 1;
}

/* "on Monday January 01, 2024 @11:00AM" */
static struct span without_at(struct span text, char room[DATE_MAX_BYTES])
{
	size_t at = span_find_byte(text, '@');

	if (span_starts_nocase(text, "on "))
		text = span_sub(text, strlen("on "), text.len);
	if (at == text.len)
		return text;
	for (size_t i = 0; i < text.len; i++)
		room[i] = text.p[i] == '@' ? ' ' : text.p[i];
	return span_of(room, text.len);
}

struct date web_date_in(struct span text)
{
	struct date date = DATE_INIT;
	char room[DATE_MAX_BYTES];
	size_t start;

	text = span_trim(text);
	if (!may_be_date(text))
		return date;
	text = without_at(text, room);
	date = date_parse(text);
	if (!date_known(date) && !date_parse_stamp_suffix(text, &date, &start))
		date = DATE_INIT;
	return date;
}

/* "2021-07-31T19:25:21 1627759521": the same time twice, of which only the second says
 * that it is in UTC. */
static struct date with_seconds(struct span value)
{
	size_t space = span_find_byte(value, ' ');
	uint64_t seconds;

	return span_to_uint(span_trim(span_sub(value, space, value.len)), UINT32_MAX, &seconds)
	    ? date_from_unix_ms((int64_t)seconds * 1000)
	    : web_date_in(span_sub(value, 0, space));
}

static struct span until_comma(struct span text)
{
	return span_sub(text, 0, span_find_byte(text, ','));
}

static struct date finer(struct date a, struct date b)
{
	return b.precision > a.precision ? b : a;
}

static struct date date_attr(const struct page *p, page_node n)
{
	static const char *const names[] = {
		"datetime", "content", "title", "data-time", "ts", "data-tippy-content",
	};
	struct date date = DATE_INIT;

	for (size_t i = 0; i < sizeof names / sizeof *names && !date_known(date); i++) {
		struct span value = span_trim(page_attr(p, n, names[i]));

		date = web_date_in(value);
		if (date.precision <= DATE_DAY) /* "2014-02-07 10:53:03Z, License: ..." */
			date = finer(date, web_date_in(until_comma(value)));
		if (!date_known(date))
			date = with_seconds(value);
	}
	return date;
}

/* The day is in an attribute, the time of that day in the text. */
static struct date with_time(struct date day, struct date text)
{
	enum { DAY_S = 24 * 60 * 60 };

	if (!date_known(day) || text.unix_s / DAY_S == day.unix_s / DAY_S)
		return finer(day, text);
	return day;
}

struct date web_date(struct web_page *w, page_node n, page_node end)
{
	page_node last = page_end(w->page, n);
	struct date date = date_attr(w->page, n);

	for (page_node at = n + 1; at < last && at < end && !date_known(date); at++)
		date = page_is_text(w->page, at) ? DATE_INIT : date_attr(w->page, at);
	if (date.precision <= DATE_DAY)
		date = with_time(date, web_date_in(web_text(w, n, end, WEB_NOISE)));
	for (page_node at = n; at < last && at < end && !date_known(date); at++)
		date = web_date_in(page_text(w->page, at));
	return date;
}

bool web_leading_number(struct span text, uint64_t *number)
{
	size_t from = 0, to;

	while (from < text.len && (ascii_is_space(text.p[from]) || text.p[from] == '('))
		from++;
	for (to = from; to < text.len && ascii_is_digit(text.p[to]); to++)
		;
	if (to + 1 < text.len && (text.p[to] == ',' || text.p[to] == '.') &&
	    ascii_is_digit(text.p[to + 1])) /* 1,234 is not one */
		return false;
	return span_to_uint(span_sub(text, from, to), UINT32_MAX - 1, number);
}
