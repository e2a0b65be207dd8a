#include "config.h"

#include "ingest/plain_priv.h"

#include "moot/text/entity.h"

/* HTML that is read from the front.  What was looked for and is further on (or is not
 * there at all) is not looked for again: the time stays proportional to the length. */
struct reader {
	struct span html;
	size_t at;
	size_t gt, comment_end; /* the next '>' and "-->" from some place up to `at` on */
};

static const size_t UNKNOWN = SIZE_MAX;

static struct span rest(const struct reader *r)
{
	return span_sub(r->html, r->at, r->html.len);
}

static size_t next(struct reader *r, size_t *known, struct span needle)
{
	if (*known == UNKNOWN || *known < r->at)
		*known = r->at + span_find(rest(r), needle);
	return *known;
}

/* Behind what is at `end`, of len bytes; the end of the text when it is not there. */
static size_t behind(const struct reader *r, size_t end, size_t len)
{
	return end < r->html.len ? end + len : r->html.len;
}

/* Is this the start tag of that element? */
static bool starts_element(struct span html, const char *name)
{
	size_t len = strlen(name);

	return html.len > len + 1 && span_starts_nocase(span_sub(html, 1, html.len), name) &&
	    !ascii_is_alnum(html.p[len + 1]);
}

static void skip_comment(struct reader *r)
{
	size_t end = next(r, &r->comment_end, SPAN_LIT("-->"));

	r->at = end < r->html.len ? end + 3 : behind(r, next(r, &r->gt, SPAN_LIT(">")), 1);
}

/* An element that holds no text to read, up to its end tag. */
static void skip_element(struct reader *r)
{
	r->at += span_find(rest(r), SPAN_LIT("</"));
	r->at = behind(r, next(r, &r->gt, SPAN_LIT(">")), 1);
}

/* Skips the tag, comment or CDATA opening at '<'.  False when it is none of them. */
static bool skip_tag(struct reader *r)
{
	struct span html = rest(r);
	char second = html.len > 1 ? html.p[1] : ' ';

	if (span_starts(html, "<![CDATA[")) {
		r->at += sizeof "<![CDATA[" - 1;
	} else if (span_starts(html, "<!--")) {
		skip_comment(r);
	} else if (starts_element(html, "script") || starts_element(html, "style")) {
		skip_element(r);
	} else {
		if (second == '/' && html.len > 2 && html.p[2] != '>')
			second = html.p[2];
		if (!ascii_is_alpha(second) && second != '/' && second != '!')
			return false;
		if (next(r, &r->gt, SPAN_LIT(">")) == r->html.len)
			return false;
		r->at = r->gt + 1;
	}
	return true;
}

void plain_add_html(struct buf *out, struct span html)
{
	struct reader r = { .html = html, .gt = UNKNOWN, .comment_end = UNKNOWN };

	while (r.at < html.len) {
		size_t text = span_find_byte(rest(&r), '<');
		entity_decode(out, span_sub(rest(&r), 0, text), ENTITY_TEXT);
		r.at += text;
		if (r.at < html.len && !skip_tag(&r)) {
			buf_add_char(out, '<');
			r.at++;
		}
	}
}
