/* Text that means itself: whatever Markdown could take for markup gets a backslash. */
#include "config.h"

#include "export/markdown_priv.h"

/* Anywhere in a line; what pandoc adds to CommonMark is math, citations, sub- and
 * superscripts. */
static const char special[] = "\\`*_[]<>&~^$@|";
/* At the start of a line: headings, lists, underlines, definitions, title blocks. */
static const char special_at_start[] = "#+-=:%";

static size_t add_start(struct buf *out, struct span text)
{
	size_t digits = 0;

	if (text.len && strchr(special_at_start, text.p[0])) {
		buf_addf(out, "\\%c", text.p[0]);
		return 1;
	}
	while (digits < text.len && ascii_is_digit(text.p[digits]))
		digits++;
	buf_add(out, text.p, digits);
	if (digits && digits < text.len && (text.p[digits] == '.' || text.p[digits] == ')'))
		buf_add_char(out, '\\');
	return digits;
}

void markdown_add_escaped(struct buf *out, struct span clean, enum markdown_place place)
{
	size_t from = 0;

	if (place == MARKDOWN_LINE_START) {
		while (clean.len && ascii_is_space(clean.p[0]))
			clean = span_sub(clean, 1, clean.len);
		from = add_start(out, clean);
	}
	for (size_t i = from; i < clean.len; i++) {
		if (!clean.p[i] || !strchr(special, clean.p[i]))
			continue;
		buf_add(out, clean.p + from, i - from);
		buf_add_char(out, '\\');
		from = i;
	}
	buf_add(out, clean.p + from, clean.len - from);
}

void markdown_add_url(struct buf *out, struct span url)
{
	for (size_t i = 0; i < url.len; i++)
		if (url.p[i] <= ' ' || strchr("()<>\\`|", url.p[i]))
			buf_addf(out, "%%%02X", (unsigned char)url.p[i]);
		else
			buf_add_char(out, url.p[i]);
}
