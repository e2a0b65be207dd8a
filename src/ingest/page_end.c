/* HTML lets a page leave out the end tags of html, body and head, but whoever writes the
 * start tag writes the end tag too, and whoever declares the document's type ends at least
 * its title.  A page where the end is missing was cut, and so was one that stops inside a
 * tag, or a part of a page that leaves open what it begins with.  A parser makes sense of
 * any of them and says nothing.
 *
 * Only the last part is searched for the end: what comes behind it are the comments that
 * servers, archives and browsers add.
 */
#include "config.h"

#include "ingest/page_end_priv.h"

enum { TAIL_BYTES = 64 * 1024 };

static struct span tail_of(struct span html)
{
	return span_sub(html, html.len > TAIL_BYTES ? html.len - TAIL_BYTES : 0, html.len);
}

/* Is there this start tag, and not only one that begins with the same letters? */
static bool has_tag(struct span html, const char *tag)
{
	size_t len = strlen(tag), at;

	while ((at = span_find_nocase(html, tag)) < html.len) {
		html = span_sub(html, at + len, html.len);
		if (html.len && (html.p[0] == '>' || ascii_is_space(html.p[0])))
			return true;
	}
	return false;
}

static size_t count(struct span html, const char *tag)
{
	size_t n = 0, len = strlen(tag), at;

	while ((at = span_find_nocase(html, tag)) < html.len) {
		html = span_sub(html, at + len, html.len);
		n += !html.len || html.p[0] == '>' || ascii_is_space(html.p[0]);
	}
	return n;
}

static const struct {
	const char *start, *end;
} parts[] = { { "<div", "</div" }, { "<article", "</article" }, { "<main", "</main" },
	{ "<section", "</section" }, { "<table", "</table" }, { "<ol", "</ol" },
	{ "<ul", "</ul" }, { "<dl", "</dl" }, { "<script", "</script" } };

enum { PARTS = sizeof parts / sizeof *parts };

/* A part of a page that begins with one of these and closes fewer of them than it opens. */
static bool lacks_end_of_part(struct span html)
{
	html = span_trim(html);
	for (size_t i = 0; i < PARTS; i++)
		if (has_tag(span_sub(html, 0, strlen(parts[i].start) + 1), parts[i].start))
			return count(html, parts[i].start) > count(html, parts[i].end);
	return false;
}

/* Programs that make pages small leave out the quotes of attributes, and with them the end
 * tags that may be left out: there, the end is told by what has to be closed. */
static bool is_small(struct span html)
{
	static const char *const tags[] = { "<html ", "<body ", "<div " };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		struct span tag = span_sub(html, span_find_nocase(html, tags[i]), html.len);
		size_t end = span_find_byte(tag, '>'), equals = span_find_byte(tag, '=');

		if (equals + 1 < end && tag.p[equals + 1] != '"' && tag.p[equals + 1] != '\'')
			return true;
	}
	return false;
}

static bool closes_all(struct span html)
{
	size_t any = 0;

	for (size_t i = 0; i < PARTS; i++) {
		size_t open = count(html, parts[i].start);

		if (open > count(html, parts[i].end))
			return false;
		any += open;
	}
	return any > 0;
}

static bool lacks_end(struct span html)
{
	static const struct {
		const char *start, *end;
	} outer[] = { { "<html", "</html" }, { "<body", "</body" }, { "<head", "</head" },
		{ "<!doctype", NULL } };
	struct span tail = tail_of(html);

	for (size_t i = 0; i < sizeof outer / sizeof *outer; i++) {
		if (outer[i].end && has_tag(tail, outer[i].end))
			return false;
		if (has_tag(html, outer[i].start))
			return outer[i].end ? !is_small(html) || !closes_all(html)
			                    : span_find(tail, SPAN_LIT("</")) == tail.len;
	}
	return lacks_end_of_part(html);
}

static bool ends_in_tag(struct span html)
{
	struct span tail = tail_of(html);
	size_t at = tail.len;

	while (at > 0 && tail.p[at - 1] != '<' && tail.p[at - 1] != '>')
		at--;
	if (!at || tail.p[at - 1] == '>')
		return false;
	char next = at < tail.len ? tail.p[at] : '/';

	return next == '/' || next == '!' || ascii_is_alpha(next);
}

void page_say_cut(const struct ingest_target *target, struct span html)
{
	if (lacks_end(html) || ends_in_tag(html))
		diag_add(target->diags, DIAG_CODE_TRUNCATED, target->source, 0,
		    "the page has no end: it is read as far as it goes");
}
