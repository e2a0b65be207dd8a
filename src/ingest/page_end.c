/* HTML lets a page leave out the end tags of html, body and head, but whoever writes the
 * start tag writes the end tag too, and whoever declares the document's type ends at least
 * its title.  A page where the end is missing was cut, and so was one that stops inside a
 * tag.  A parser makes sense of either and says nothing.
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

static bool lacks_end(struct span html)
{
	static const struct {
		const char *start, *end;
	} outer[] = { { "<html", "</html" }, { "<body", "</body" }, { "<head", "</head" },
		{ "<!doctype", "</" } };
	struct span tail = tail_of(html);

	for (size_t i = 0; i < sizeof outer / sizeof *outer; i++) {
		if (span_find_nocase(tail, outer[i].end) < tail.len)
			return false;
		if (has_tag(html, outer[i].start))
			return true;
	}
	return false;
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
