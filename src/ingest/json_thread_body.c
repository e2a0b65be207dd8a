/* The body of a post or comment: what the document has, and what it has beside it. */
#include "config.h"

#include "ingest/json_thread_priv.h"

#include "moot/text/entity.h"

static struct span decoded(const struct json_thread *t, struct span text, struct buf *room)
{
	if (!text.len || !(t->shape->flags & SHAPE_ESCAPED))
		return text;
	buf_clear(room);
	entity_decode(room, text, ENTITY_TEXT);
	return buf_span(room);
}

static bool has_any(struct span text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_find_nocase(text, words[i]) < text.len)
			return true;
	return false;
}

/* Tags, or references, which HTML has for what plain text may say with a < as it is. */
static bool is_html(struct span text)
{
	static const char *const tags[] = { "</", "<p>", "<br" };
	static const char *const references[] = { "&#", "&amp;", "&lt;", "&gt;", "&quot;" };

	return has_any(text, tags, sizeof tags / sizeof *tags) ||
	    (span_find_byte(text, '<') == text.len &&
	        has_any(text, references, sizeof references / sizeof *references));
}

static void add_attribute(struct buf *out, const char *name, struct span value)
{
	buf_addf(out, " %s=\"", name);
	entity_escape(out, value);
	buf_add_char(out, '"');
}

/* Pictures and films, each in a paragraph of its own. */
static void add_media(struct buf *out, struct jval list)
{
	for (size_t i = 0; i < jval_len(list); i++) {
		struct jval item = jval_at(list, i);
		bool is_image = span_eq_str(jval_text(jval_get(item, "type")), "image");
		struct span words = jval_first_text(item, "description");

		buf_addf(out, "<p><%s", is_image ? "img" : "embed");
		add_attribute(out, "src", jval_first_text(item, "url|remote_url"));
		if (words.len)
			add_attribute(out, is_image ? "alt" : "title", words);
		buf_add_str(out, "></p>");
	}
}

/* The body with a warning before it and the media behind it. */
static struct span put_together(
    struct json_thread *t, struct span warning, struct span html, struct jval media)
{
	buf_clear(&t->body);
	if (warning.len) {
		buf_add_str(&t->body, "<p><strong>");
		entity_escape(&t->body, warning);
		buf_add_str(&t->body, "</strong></p>");
	}
	buf_add_span(&t->body, html);
	add_media(&t->body, media);
	return buf_span(&t->body);
}

struct span json_body(
    struct json_thread *t, struct jval map, const struct json_fields *at, enum body_type *type)
{
	struct span html = at->html ? jval_first_text(map, at->html) : SPAN_NONE, text;
	struct span warning = at->warning ? jval_first_text(map, at->warning) : SPAN_NONE;
	struct jval media = at->media ? jval_first(map, at->media) : JVAL_NONE;

	*type = BODY_HTML;
	if (warning.len || jval_len(media))
		return put_together(t, warning, html, media);
	if (html.len)
		return decoded(t, html, &t->body);
	text = at->text ? jval_first_text(map, at->text) : SPAN_NONE;
	if (!(t->shape->flags & SHAPE_GUESS_HTML) || !is_html(text))
		*type = BODY_TEXT;
	return decoded(t, text, &t->body);
}
