#include "config.h"

#include "ingest/plain_priv.h"

#include "moot/text/entity.h"

/* Does html begin with the start tag of that element? */
static bool hides(struct span html, const char *name)
{
	size_t len = strlen(name);

	return html.len > len + 1 && span_starts_nocase(span_sub(html, 1, html.len), name) &&
	    !ascii_is_alnum(html.p[len + 1]);
}

/* An element that holds no text to read, up to the end of its end tag. */
static size_t hidden_len(struct span html)
{
	size_t close = span_find(html, SPAN_LIT("</"));
	size_t end = span_find_byte(span_sub(html, close, html.len), '>');

	return close + end < html.len ? close + end + 1 : html.len;
}

/* The length of the tag, comment or CDATA opening at the start of html ('<'), or 0. */
static size_t tag_len(struct span html)
{
	char next = html.len > 1 ? html.p[1] : ' ';
	size_t end = span_find_byte(html, '>'), comment;

	if (span_starts(html, "<![CDATA["))
		return sizeof "<![CDATA[" - 1;
	if (span_starts(html, "<!--")) {
		comment = span_find(html, SPAN_LIT("-->"));
		return comment < html.len ? comment + 3 : end < html.len ? end + 1 : html.len;
	}
	if (hides(html, "script") || hides(html, "style"))
		return hidden_len(html);
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
