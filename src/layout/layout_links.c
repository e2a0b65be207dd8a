#include "config.h"

#include "layout/layout_priv.h"
#include "moot/text/linebreak.h"

/* How much of the URL goes on a line: up to the last of its delimiters that fits, if
 * that fills half of the line. */
static size_t url_part(struct span url, int cols)
{
	size_t fit = text_fit(url, cols, NULL, NULL).len;

	if (fit == url.len)
		return fit;
	if (!fit)
		return cluster_next(url, NULL).bytes;
	for (size_t i = fit; i > fit / 2; i--)
		if (linebreak_between((unsigned char)url.p[i - 1], (unsigned char)url.p[i], true))
			return i;
	return fit;
}

void layout_add_links(const struct doc *d, int cols, struct buf *out)
{
	bool first = true;

	for (size_t n = 1; n <= doc_link_count(d); n++) {
		struct span url = safe_span(doc_link(d, n)->url);
		size_t start = out->len;

		if (doc_link_is_shown(d, n))
			continue;
		if (!first)
			buf_add_char(out, '\n');
		start += !first;
		first = false;
		buf_addf(out, "[%zu] ", n);
		while (url.len) {
			int used = (int)(out->len - start),
			    room = cols > 0 ? cols - used : UNLIMITED;
			size_t part = url_part(url, room > 0 ? room : 1);

			if (used && room < (int)url.len && room < cols / 2 && part < url.len)
				part = 0;
			buf_add(out, url.p, part);
			url = span_sub(url, part, url.len);
			if (url.len) {
				buf_add_char(out, '\n');
				start = out->len;
			}
		}
	}
}
