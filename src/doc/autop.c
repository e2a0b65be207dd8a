/* WordPress keeps what was typed, and makes paragraphs of it when it shows it: an
 * empty line begins a paragraph, a line end is a <br>, but not beside the tags of
 * blocks, and not in what is preformatted.  Bodies of the block editor, known by
 * its comments, hold their paragraphs already.
 *
 * Shortcodes ("[name attributes]content[/name]") of the kinds that WordPress brings
 * along become markup; any other word in brackets is text.
 * Source: WordPress wp-includes/formatting.php (wpautop), media.php.
 */
#include "config.h"

#include <string.h>

#include "doc/doc_priv.h"
#include "moot/base/xalloc.h"
#include "moot/text/entity.h"

/* What ends something that may begin anywhere.  Where the next one is, is looked for
 * once and remembered: many beginnings without an end cost one search. */
enum mark {
	MARK_GREATER,
	MARK_COMMENT,
	MARK_BRACKET,
	MARK_PRE,
	MARK_SCRIPT,
	MARK_STYLE,
	MARK_TEXTAREA,
	MARK_CAPTION,
	MARK_SOURCECODE,
	MARK_CODE,
	MARK_CC,
	MARK_EMBED,
	MARK_AUDIO,
	MARK_VIDEO,
	MARK_YOUTUBE,
	MARK_VIMEO,
	MARK_GALLERY,
	MARK_PLAYLIST,
	MARKS
};

static const char *const mark_text[MARKS] = {
	">",
	"-->",
	"]",
	"</pre",
	"</script",
	"</style",
	"</textarea",
	"[/caption]",
	"[/sourcecode]",
	"[/code]",
	"[/cc]",
	"[/embed]",
	"[/audio]",
	"[/video]",
	"[/youtube]",
	"[/vimeo]",
	"[/gallery]",
	"[/playlist]",
};

struct autop {
	struct buf *out;
	struct span rest;
	bool after_block; /* the last thing written was the tag of a block */
	const char *marks[MARKS]; /* NULL: not looked for */
};

/* How far in text, which ends where the body ends, the next mark is; its length when
 * there is none. */
static size_t find_mark(struct autop *a, enum mark mark, struct span text)
{
	const char **at = &a->marks[mark];

	if (!*at || *at < text.p)
		*at = text.p +
		    (mark < MARK_PRE ? span_find(text, span_str(mark_text[mark]))
		                     : span_find_nocase(text, mark_text[mark]));
	return (size_t)(*at - text.p);
}

/* Elements beside which a line end means nothing. */
static const char *const blocks[] = {
	"address",
	"article",
	"aside",
	"audio",
	"blockquote",
	"br",
	"caption",
	"center",
	"col",
	"colgroup",
	"dd",
	"details",
	"div",
	"dl",
	"dt",
	"embed",
	"fieldset",
	"figcaption",
	"figure",
	"footer",
	"form",
	"h1",
	"h2",
	"h3",
	"h4",
	"h5",
	"h6",
	"header",
	"hr",
	"iframe",
	"legend",
	"li",
	"main",
	"menu",
	"nav",
	"object",
	"ol",
	"p",
	"param",
	"pre",
	"script",
	"section",
	"style",
	"summary",
	"table",
	"tbody",
	"td",
	"tfoot",
	"th",
	"thead",
	"tr",
	"ul",
	"video",
};

static struct span tag_name(struct span tag)
{
	size_t start = tag.len > 1 && tag.p[1] == '/' ? 2 : 1, end = start;

	while (end < tag.len && ascii_is_alnum(tag.p[end]))
		end++;
	return span_sub(tag, start, end);
}

/* Is a tag or comment at the start of text that stands between paragraphs? */
static bool is_block_tag(struct span text)
{
	struct span name = tag_name(text);

	if (span_starts(text, "<!--"))
		return true;
	if (!text.len || text.p[0] != '<' || !name.len)
		return false;
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (span_eq_nocase(name, blocks[i]))
			return true;
	return false;
}

static void take(struct autop *a, size_t len)
{
	a->rest = span_sub(a->rest, len, a->rest.len);
}

/* White space with a line end in it. */
static void line_end(struct autop *a)
{
	size_t len = 0, line_ends = 0;

	for (; len < a->rest.len && ascii_is_space(a->rest.p[len]); len++)
		line_ends += a->rest.p[len] == '\n';
	struct span next = span_sub(a->rest, len, a->rest.len);
	bool before_block = is_block_tag(next) && !span_starts(next, "<!--more");

	if (line_ends == 0 || !next.len)
		buf_add_char(a->out, ' ');
	else if (line_ends > 1 && !before_block)
		buf_add_str(a->out, "\n<p>");
	else if (line_ends == 1 && !before_block && !a->after_block)
		buf_add_str(a->out, "<br>");
	else
		buf_add_char(a->out, '\n');
	take(a, len);
	a->after_block = true;
}

/* Elements whose content is left as it is. */
static const struct {
	const char *name;
	enum mark end;
} kept[] = {
	{ "pre", MARK_PRE },
	{ "script", MARK_SCRIPT },
	{ "style", MARK_STYLE },
	{ "textarea", MARK_TEXTAREA },
};

static void tag(struct autop *a)
{
	struct span name = tag_name(a->rest);
	bool closing = a->rest.len > 1 && a->rest.p[1] == '/';
	size_t end = span_starts(a->rest, "<!--") ? find_mark(a, MARK_COMMENT, a->rest) + 2
	                                          : find_mark(a, MARK_GREATER, a->rest);

	for (size_t i = 0; !closing && i < sizeof kept / sizeof *kept; i++)
		if (span_eq_nocase(name, kept[i].name))
			end = find_mark(a, kept[i].end, a->rest);
	a->after_block = is_block_tag(a->rest);
	end += end < a->rest.len;
	buf_add_span(a->out, span_sub(a->rest, 0, end));
	take(a, end);
}

/* The first three need an end tag. */
enum code_kind { CODE_LITERAL, CODE_CAPTION, CODE_LINK, CODE_MEDIA, CODE_NAMED };

/* A shortcode that WordPress or its usual companions know. */
struct code_row {
	const char *name;
	enum mark close;
	enum code_kind kind;
	const char *element; /* that stands for it */
};

static const struct code_row codes[] = {
	{ "caption", MARK_CAPTION, CODE_CAPTION, NULL },
	{ "sourcecode", MARK_SOURCECODE, CODE_LITERAL, NULL },
	{ "code", MARK_CODE, CODE_LITERAL, NULL },
	{ "cc", MARK_CC, CODE_LITERAL, NULL },
	{ "embed", MARK_EMBED, CODE_LINK, NULL },
	{ "audio", MARK_AUDIO, CODE_MEDIA, "audio" },
	{ "video", MARK_VIDEO, CODE_MEDIA, "video" },
	{ "youtube", MARK_YOUTUBE, CODE_MEDIA, "video" },
	{ "vimeo", MARK_VIMEO, CODE_MEDIA, "video" },
	{ "gallery", MARK_GALLERY, CODE_NAMED, NULL },
	{ "playlist", MARK_PLAYLIST, CODE_NAMED, NULL },
};

/* The shortcode at the start of text: its row, and the length of "[name ...]". */
static const struct code_row *find_code(struct autop *a, struct span text, size_t *len)
{
	size_t end = 1;

	while (end < text.len && ascii_is_alnum(text.p[end]))
		end++;
	struct span name = span_sub(text, 1, end);

	if (end == text.len ||
	    (text.p[end] != ']' && text.p[end] != '=' && !ascii_is_space(text.p[end])))
		return NULL;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		if (!span_eq_str(name, codes[i].name))
			continue;
		*len = find_mark(a, MARK_BRACKET, text) + 1;
		return *len <= text.len ? &codes[i] : NULL;
	}
	return NULL;
}

/* The first address in the attributes: quoted, after = or alone. */
static struct span code_url(struct span attrs)
{
	size_t from = span_find(attrs, SPAN_LIT("http")), to = from;

	while (to < attrs.len && !ascii_is_space(attrs.p[to]) && attrs.p[to] != '"' &&
	    attrs.p[to] != '\'' && attrs.p[to] != ']')
		to++;
	return span_sub(attrs, from, to);
}

static void add_literal(struct autop *a, struct span content)
{
	buf_add_str(a->out, "<pre>");
	entity_escape(a->out, content);
	buf_add_str(a->out, "</pre>");
}

/* <img ...> and the text after it. */
static void add_caption(struct autop *a, struct span content)
{
	size_t image_end = span_find_byte(content, '>') + 1;

	if (span_find_nocase(content, "</a>") < content.len)
		image_end = span_find_nocase(content, "</a>") + 4;
	buf_add_str(a->out, "<figure>");
	buf_add_span(a->out, span_sub(content, 0, image_end));
	buf_add_str(a->out, "<figcaption>");
	buf_add_span(a->out, span_sub(content, image_end, content.len));
	buf_add_str(a->out, "</figcaption></figure>");
}

static void add_media(struct autop *a, const char *element, struct span url)
{
	buf_addf(a->out, "<p><%s src=\"", element);
	entity_escape(a->out, url);
	buf_addf(a->out, "\"></%s></p>", element);
}

static void add_link(struct autop *a, struct span url)
{
	buf_add_str(a->out, "<p><a href=\"");
	entity_escape(a->out, url);
	buf_add_str(a->out, "\">");
	entity_escape(a->out, url);
	buf_add_str(a->out, "</a></p>");
}

static void add_code(
    struct autop *a, const struct code_row *row, struct span attrs, struct span content)
{
	struct span url = code_url(attrs);

	switch (row->kind) {
	case CODE_LITERAL:
		add_literal(a, content);
		break;
	case CODE_CAPTION:
		add_caption(a, content);
		break;
	case CODE_LINK:
		add_link(a, span_trim(content));
		break;
	case CODE_MEDIA:
		add_media(a, row->element, url.len ? url : span_trim(content));
		break;
	case CODE_NAMED:
		buf_addf(a->out, "<p>[%s]</p>", row->name);
		break;
	}
	a->after_block = true;
}

/* "[[name]]" is the text "[name]". */
static bool escaped_code(struct autop *a)
{
	struct span code = span_sub(a->rest, 1, a->rest.len);
	size_t len;

	if (!code.len || code.p[0] != '[' || !find_code(a, code, &len) || len == code.len ||
	    code.p[len] != ']')
		return false;
	entity_escape(a->out, span_sub(code, 0, len));
	take(a, len + 2);
	a->after_block = false;
	return true;
}

/* What starts with a bracket; false when it is text. */
static bool bracket(struct autop *a)
{
	size_t len;
	const struct code_row *row = find_code(a, a->rest, &len);

	if (!row)
		return escaped_code(a);
	struct span attrs = span_sub(a->rest, 0, len),
	            content = span_sub(a->rest, len, a->rest.len);
	size_t close = find_mark(a, row->close, content);
	bool closed = close < content.len;

	if (!closed && row->kind <= CODE_LINK)
		return false;
	add_code(a, row, attrs, span_sub(content, 0, closed ? close : 0));
	take(a, len + (closed ? close + strlen(mark_text[row->close]) : 0));
	return true;
}

static void text(struct autop *a)
{
	size_t len = 0;

	while (len < a->rest.len && !ascii_is_space(a->rest.p[len]) && a->rest.p[len] != '<' &&
	    a->rest.p[len] != '[')
		len++;
	len += len == 0;
	buf_add_span(a->out, span_sub(a->rest, 0, len));
	take(a, len);
	a->after_block = false;
}

struct autop *autop_begin(struct buf *out, struct span raw)
{
	struct autop *a;

	if (span_find(raw, SPAN_LIT("<!-- wp:")) < raw.len)
		return NULL;
	a = xcalloc(1, sizeof *a);
	a->out = out;
	a->rest = raw;
	a->after_block = true;
	return a;
}

bool autop_step(struct autop *a, size_t bytes)
{
	size_t len = a->rest.len;

	while (a->rest.len && len - a->rest.len < bytes) {
		if (ascii_is_space(a->rest.p[0]))
			line_end(a);
		else if (a->rest.p[0] == '<')
			tag(a);
		else if (a->rest.p[0] != '[' || !bracket(a))
			text(a);
	}
	return a->rest.len > 0;
}
