#include "config.h"

#include "ingest/plain_priv.h"

#include "moot/text/entity.h"

/* The length of the tag, comment or CDATA opening at the start of html ('<'), or 0. */
static size_t tag_len(struct span html)
{
	char next = html.len > 1 ? html.p[1] : ' ';
	size_t end = span_find_byte(html, '>');

	if (span_starts(html, "<![CDATA["))
		return sizeof "<![CDATA[" - 1;
	if (span_starts(html, "<!--")) {
		end = span_find(html, SPAN_LIT("-->"));
		return end < html.len ? end + 3 : 0;
	}
	return end < html.len && (ascii_is_alpha(next) || next == '/' || next == '!') ? end + 1 : 0;
}

void plain_add_html(struct buf *out, struct span html)
{
	while (html.len) {
		size_t text = span_find_byte(html, '<');
		entity_decode(out, span_sub(html, 0, text), ENTITY_TEXT);
		html = span_sub(html, text, html.len);
		if (!html.len)
			return;
		size_t tag = tag_len(html);
		if (!tag)
			buf_add_char(out, '<');
		html = span_sub(html, tag ? tag : 1, html.len);
	}
}

void plain_add_line(struct buf *out, struct span text)
{
	size_t start = out->len;

	text = span_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_space(text.p[i]))
			buf_add_char(out, text.p[i]);
		else if (out->len > start && out->data[out->len - 1] != ' ')
			buf_add_char(out, ' ');
	}
}
