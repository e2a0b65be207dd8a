/* Texts, links and ids of a Blogger page. */
#include "config.h"

#include "ingest/blogger_page_priv.h"

#include "ingest/collapse_priv.h"
#include "moot/text/url.h"

struct span bp_keep(struct blogger_page *b, struct buf *made)
{
	struct span kept = arena_span(&b->arena, buf_span(made));

	buf_release(made);
	return kept;
}

static struct span keep_collapsed(struct blogger_page *b, struct span text)
{
	struct buf out = BUF_INIT;

	collapse_add(&out, text);
	struct span kept = bp_keep(b, &out);
	return kept.len > 0 ? kept : SPAN_NONE;
}

/* Subtrees of a broken page overlap; parts that are cut by end do not. */
static void add_text(const struct page *p, page_node n, page_node end, struct buf *out)
{
	page_node last = page_end(p, n);

	for (; n < last && n < end; n++)
		buf_add_span(out, page_text(p, n));
}

struct span bp_text(struct blogger_page *b, page_node n, page_node end)
{
	struct buf raw = BUF_INIT;

	add_text(b->page, n, end, &raw);
	struct span kept = keep_collapsed(b, buf_span(&raw));
	buf_release(&raw);
	return kept;
}

size_t bp_last_lines(struct blogger_page *b, page_node n, page_node end, struct span lines[2])
{
	struct buf raw = BUF_INIT;
	struct span rest, line;
	size_t count = 0;

	lines[0] = lines[1] = SPAN_NONE;
	add_text(b->page, n, end, &raw);
	rest = buf_span(&raw);
	while (span_line(&rest, &line)) {
		if (span_trim(line).len == 0)
			continue;
		lines[0] = lines[1];
		lines[1] = line;
		count++;
	}
	lines[0] = keep_collapsed(b, lines[0]);
	lines[1] = keep_collapsed(b, lines[1]);
	buf_release(&raw);
	return count;
}

struct span bp_digits_after(struct span text, const char *before)
{
	size_t from = span_find(text, span_str(before)), to;

	if (from == text.len)
		return SPAN_NONE;
	from += strlen(before);
	for (to = from; to < text.len && ascii_is_digit(text.p[to]); to++)
		;
	return to > from ? span_sub(text, from, to) : SPAN_NONE;
}

struct span bp_url(struct blogger_page *b, struct span ref)
{
	struct buf url = BUF_INIT;

	ref = span_trim(ref);
	if (ref.len == 0)
		return SPAN_NONE;
	url_resolve(&url, b->base, ref);
	struct span kept = bp_keep(b, &url);
	return url_is_link(kept) ? kept : SPAN_NONE;
}

struct span bp_href(struct blogger_page *b, page_node n)
{
	return n ? bp_url(b, page_attr(b->page, n, "href")) : SPAN_NONE;
}

struct span bp_tag_id(struct blogger_page *b, struct span number)
{
	struct buf id = BUF_INIT;

	if (span_is_none(number) || span_is_none(b->blog_id))
		return number;
	buf_add_str(&id, "tag:blogger.com,1999:blog-");
	buf_add_span(&id, b->blog_id);
	buf_add_str(&id, ".post-");
	buf_add_span(&id, number);
	return bp_keep(b, &id);
}

/* A group of three digits after a comma or point goes on the number. */
static bool is_digit_group(struct span s)
{
	return s.len >= 4 && (s.p[0] == ',' || s.p[0] == '.') && ascii_is_digit(s.p[1]) &&
	    ascii_is_digit(s.p[2]) && ascii_is_digit(s.p[3]) &&
	    (s.len == 4 || !ascii_is_digit(s.p[4]));
}

bool bp_number(struct span text, uint32_t *number)
{
	size_t at = 0;
	uint64_t value = 0;

	while (at < text.len && !ascii_is_digit(text.p[at]))
		at++;
	if (at == text.len)
		return false;
	for (; at < text.len && value < COMMENTS_TOTAL_UNKNOWN; at++) {
		if (ascii_is_digit(text.p[at]))
			value = value * 10 + (uint64_t)(text.p[at] - '0');
		else if (!is_digit_group(span_sub(text, at, text.len)))
			break;
	}
	*number = (uint32_t)value;
	return value < COMMENTS_TOTAL_UNKNOWN;
}

page_node bp_find_class(const struct blogger_page *b, struct range r, const char *class_token)
{
	return page_find(b->page, r.after, r.end, NULL, class_token);
}

page_node bp_find_any(const struct blogger_page *b, struct range r, const char *const *classes)
{
	page_node found = 0;

	for (; *classes && !found; classes++)
		found = bp_find_class(b, r, *classes);
	return found;
}

/* What templates put among the text; see also is_page_matter(). */
static const char *const matter_classes[] = {
	"avatar-image-container", "blog-pager", "comment-actions", "comment-replies",
	"comment-replybox-single", "comment-replybox-thread", "comments", "continue",
	"item-control", "jump-link", "loadmore", "post-footer", "read-more", "snippet-fade",
	"thread-expanded", "thread-toggle",
};

struct body {
	const struct blogger_page *b;
	page_node end;
};

static bool is_page_matter(const struct page *p, page_node n, void *user)
{
	const struct body *body = user;

	if (n >= body->end || n == body->b->comments)
		return true;
	if (page_is_text(p, n))
		return false;
	if (page_is(p, n, "script") || page_is(p, n, "style"))
		return true;
	for (size_t i = 0; i < sizeof matter_classes / sizeof *matter_classes; i++)
		if (page_has_class(p, n, matter_classes[i]))
			return true;
	return bp_is_comment(body->b, n);
}

struct span bp_body(struct blogger_page *b, page_node n, page_node end)
{
	struct body body = { b, end };
	struct buf html = BUF_INIT;

	page_add_html(b->page, n, &html, is_page_matter, &body);
	return bp_keep(b, &html);
}
