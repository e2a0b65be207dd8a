#include "config.h"

#include "source/label_priv.h"

static bool is_label_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
}

/* Text after a key: white space, "=", white space, a quote that may be missing, the
 * label. */
static struct span label_value(struct span text)
{
	size_t i = 0, start;

	while (i < text.len && ascii_is_space(text.p[i]))
		i++;
	if (i == text.len || text.p[i] != '=')
		return SPAN_NONE;
	i++;
	while (i < text.len && (ascii_is_space(text.p[i]) || text.p[i] == '"' || text.p[i] == '\''))
		i++;
	start = i;
	while (i < text.len && is_label_char(text.p[i]))
		i++;
	return i > start ? span_sub(text, start, i) : SPAN_NONE;
}

/* The label in the first tag that begins with opening and has the key. */
static struct span label_in_tag(struct span head, const char *opening, const char *key)
{
	struct span rest = head, label = SPAN_NONE;

	while (span_is_none(label) && rest.len) {
		size_t at = span_find_nocase(rest, opening);
		struct span tag = span_sub(rest, at, rest.len);
		tag = span_sub(tag, 0, span_find_byte(tag, '>'));
		rest = span_sub(rest, at + tag.len, rest.len);
		size_t found = span_find_nocase(tag, key);
		if (found < tag.len)
			label = label_value(span_sub(tag, found + strlen(key), tag.len));
	}
	return label;
}

struct span label_find(struct span head)
{
	struct span label = label_in_tag(head, "<?xml ", "encoding");

	return span_is_none(label) ? label_in_tag(head, "<meta", "charset") : label;
}
