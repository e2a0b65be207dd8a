/* What cannot be shown in cells is named in brackets: pictures by their text, films
 * by their title.
 */
#include "config.h"

#include <string.h>

#include "doc/doc_priv.h"
#include "moot/base/xalloc.h"
#include "moot/markup/html.h"
#include "moot/text/url.h"
#include "moot/text/utf8.h"

/* A URL of a picture that can be told: none for data: and about:blank. */
static struct span usable_url(struct span url)
{
	url = span_trim(url);
	return !url.len || span_starts_nocase(url, "data:") || span_starts_nocase(url, "about:")
	    ? SPAN_NONE
	    : url;
}

/* The first address of a srcset. */
static struct span first_of_set(struct span set)
{
	size_t end = 0;

	set = span_trim(set);
	while (end < set.len && !ascii_is_space(set.p[end]))
		end++;
	return span_sub(set, 0, end);
}

/* Scripts that load pictures late keep the address elsewhere, with a stand-in in its
 * place. */
static struct span image_url(const struct html_attr *attrs, size_t count)
{
	static const struct {
		const char *name;
		bool is_set;
	} places[] = {
		{ "data-src", false }, { "data-original", false }, { "data-lazy-src", false },
		{ "data-srcset", true }, { "data-lazy-srcset", true }, { "src", false },
		{ "srcset", true },
	};
	struct span url = SPAN_NONE;

	for (size_t i = 0; i < sizeof places / sizeof *places && !url.len; i++) {
		struct span value = html_attr_get(attrs, count, places[i].name);

		url = usable_url(places[i].is_set ? first_of_set(value) : value);
	}
	return url;
}

/* As it is written: data: URIs, too. */
static void want_address(struct builder *b, const struct html_attr *attrs, size_t count,
    struct span url)
{
	if (!b->wanted_address || b->doc->image_len != b->wanted_image + 1)
		return;
	buf_add_span(b->wanted_address,
	    url.len ? url : span_trim(html_attr_get(attrs, count, "src")));
	b->wanted_address = NULL;
}

static bool is_pixel(struct span length)
{
	length = span_trim(length);
	if (span_ends(length, "px"))
		length = span_sub(length, 0, length.len - 2);
	return span_eq_str(length, "0") || span_eq_str(length, "1");
}

static bool has_pixel_style(struct span css)
{
	for (struct span part; span_split(&css, ';', &part);) {
		size_t colon = span_find_byte(part, ':');
		struct span property = span_trim(span_sub(part, 0, colon));

		if ((span_eq_nocase(property, "width") || span_eq_nocase(property, "height")) &&
		    is_pixel(span_sub(part, colon + 1, part.len)))
			return true;
	}
	return false;
}

/* Pictures of one pixel count readers. */
static bool is_tracker(const struct html_attr *attrs, size_t count)
{
	return is_pixel(html_attr_get(attrs, count, "width")) ||
	    is_pixel(html_attr_get(attrs, count, "height")) ||
	    has_pixel_style(html_attr_get(attrs, count, "style"));
}

/* Of data:, or relative to where the text is from. */
static bool is_near(const struct html_attr *attrs, size_t count, struct span url)
{
	size_t end = 0;

	if (!url.len)
		return span_starts_nocase(span_trim(html_attr_get(attrs, count, "src")), "data:");
	while (end < url.len && (ascii_is_alnum(url.p[end]) || strchr("+-.", url.p[end])))
		end++;
	return url.p[0] != '/' && (end == url.len || url.p[end] != ':');
}

/* Its row; false when it repeats the picture before it. */
static bool image_keep(struct builder *b, struct span alt, struct span url, bool near)
{
	struct doc *d = b->doc;
	struct doc_image image = { .is_near = near, .text_start = (uint32_t)d->text.len };

	if (alt.len)
		image.alt = safe_field(&d->arena, alt);
	if (url.len) {
		buf_clear(&b->url);
		url_resolve(&b->url, b->base_url, url);
		image.url = safe_url(&d->arena, buf_span(&b->url));
	}
	if (b->scope.in_noscript && d->image_len && image.url.len &&
	    span_eq(safe_span(d->images[d->image_len - 1].url), safe_span(image.url)))
		return false;
	ARRAY_GROW(d->images, d->image_len, d->image_cap);
	d->images[d->image_len++] = image;
	return true;
}

/* Its label stands at the end of the text, if it is shown at all. */
static void note_place(struct builder *b, size_t len_before)
{
	struct doc *d = b->doc;
	size_t room = d->text.len > len_before ? d->text.len - len_before : 0;
	size_t label = b->scratch.len < room ? b->scratch.len : room;

	d->images[d->image_len - 1].text_start = (uint32_t)(d->text.len - label);
}

/* Smilies are text that was made a picture: the text of one is no description. */
static bool is_smiley(const struct html_attr *attrs, size_t count, struct span alt)
{
	static const char *const classes[] = { "smiley", "smilie", "emoji", "emoticon" };
	struct span class = html_attr_get(attrs, count, "class");
	uint32_t ch;

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (span_find_nocase(class, classes[i]) < class.len)
			return true;
	for (size_t i = 0; i < alt.len;) {
		i += utf8_next(alt.p + i, alt.len - i, &ch);
		if (ch < 0x80 ? ascii_is_alnum((char)ch) || ch == ' ' : !safe_is_picture(ch))
			return false;
	}
	return alt.len > 0;
}

/* What a server calls a picture, not a person: long, in one piece, of no type. */
static bool is_token(struct span name)
{
	enum { LONG_BYTES = 40 };

	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.p[i]) && !memchr("-_=", name.p[i], 3))
			return false;
	return name.len >= LONG_BYTES;
}

static void add_image_name(struct buf *out, struct span name)
{
	buf_add_str(out, "[image ");
	url_add_decoded(out, name);
	buf_add_char(out, ']');
}

void image_add(struct builder *b, const struct html_attr *attrs, size_t count)
{
	struct span url = image_url(attrs, count),
	            alt = span_trim(html_attr_get(attrs, count, "alt"));
	bool has_src = html_attr_get(attrs, count, "src").len > 0 || url.len > 0;

	if (!alt.len)
		alt = span_trim(html_attr_get(attrs, count, "title"));
	if (is_tracker(attrs, count) || (!alt.len && !has_src) ||
	    !image_keep(b, alt, url, is_near(attrs, count, url)))
		return;
	want_address(b, attrs, count, url);
	struct safe kept = b->doc->images[b->doc->image_len - 1].alt;
	struct span name = url_basename(url);
	size_t len = b->doc->text.len;

	buf_clear(&b->scratch);
	if (kept.len && is_smiley(attrs, count, safe_span(kept)))
		buf_add_span(&b->scratch, safe_span(kept));
	else if (kept.len)
		buf_addf(&b->scratch, "[%.*s]", (int)kept.len, kept.p);
	else if (name.len && !is_token(name))
		add_image_name(&b->scratch, name);
	else
		buf_add_str(&b->scratch, "[image]");
	if (kept.len || b->scope.link)
		text_add_label(b, buf_span(&b->scratch), DOC_IMAGE);
	else
		text_add_guess(b, buf_span(&b->scratch), DOC_IMAGE);
	note_place(b, len);
}

/* What an address says about what is embedded there. */
static const struct {
	const char *part, *label;
} media_hints[] = {
	{ "soundcloud.com", "audio" },
	{ "bandcamp.com", "audio" },
	{ ".mp3", "audio" },
	{ ".ogg", "audio" },
	{ ".m4a", "audio" },
	{ "google.com/maps", "map" },
	{ "maps.google.", "map" },
	{ "openstreetmap.org", "map" },
};

static const char *media_label(struct span element, struct span url)
{
	if (span_eq_str(element, "audio"))
		return "audio";
	for (size_t i = 0; i < sizeof media_hints / sizeof *media_hints; i++)
		if (span_find_nocase(url, media_hints[i].part) < url.len)
			return media_hints[i].label;
	return "video";
}

bool media_is_nameless(struct span title, struct span url)
{
	size_t host = span_find(url, SPAN_LIT("//"));
	struct span rest = span_sub(url, host + 2, url.len);
	size_t path = span_find_byte(rest, '/');

	return !span_trim(title).len && host < url.len && path + 1 >= rest.len &&
	    span_find_byte(rest, '?') == rest.len;
}

/* What it is called, by its title or its kind; a kind that is guessed from nothing gives
 * way to any other text of the line. */
static void add_media_label(struct builder *b, struct span name, struct span title, struct span url)
{
	const char *label = media_label(name, url);

	buf_clear(&b->scratch);
	if (title.len)
		buf_addf(&b->scratch, "[%s: %.*s]", label, (int)title.len, title.p);
	else
		buf_addf(&b->scratch, "[%s]", label);
	struct safe text = safe_field(&b->doc->arena, buf_span(&b->scratch));

	if (media_is_nameless(title, url))
		text_add_guess(b, safe_span(text), DOC_IMAGE);
	else
		text_add_label(b, safe_span(text), DOC_IMAGE);
}

void media_add(struct builder *b, struct span name, struct span title, struct span url)
{
	uint32_t outer = b->scope.link;

	url = usable_url(url);
	title = span_trim(title);
	if (!url.len && !title.len)
		return;
	if (!outer) {
		if (!media_is_nameless(title, url))
			text_flush(b);
		link_start(b, url);
	}
	add_media_label(b, name, title, url);
	if (!outer)
		link_end(b);
}

/* Characters that Unicode has raised and lowered. */
static const struct shifted {
	uint32_t plain, raised, lowered; /* 0: there is none */
} shifted[] = {
	{ '0', 0x2070, 0x2080 },
	{ '1', 0xB9, 0x2081 },
	{ '2', 0xB2, 0x2082 },
	{ '3', 0xB3, 0x2083 },
	{ '4', 0x2074, 0x2084 },
	{ '5', 0x2075, 0x2085 },
	{ '6', 0x2076, 0x2086 },
	{ '7', 0x2077, 0x2087 },
	{ '8', 0x2078, 0x2088 },
	{ '9', 0x2079, 0x2089 },
	{ '+', 0x207A, 0x208A },
	{ '-', 0x207B, 0x208B },
	{ '=', 0x207C, 0x208C },
	{ '(', 0x207D, 0x208D },
	{ ')', 0x207E, 0x208E },
	{ 'n', 0x207F, 0 },
	{ 'i', 0x2071, 0 },
	{ ' ', ' ', ' ' },
	/* what is raised already, or stands there as a sign of a note */
	{ '*', '*', 0 },
	{ 0xAA, 0xAA, 0 },
	{ 0xAE, 0xAE, 0 },
	{ 0xB0, 0xB0, 0 },
	{ 0xBA, 0xBA, 0 },
	{ 0x2020, 0x2020, 0 },
	{ 0x2021, 0x2021, 0 },
	{ 0x2032, 0x2032, 0 },
	{ 0x2033, 0x2033, 0 },
	{ 0x2120, 0x2120, 0 },
	{ 0x2122, 0x2122, 0 },
};

static uint32_t shift_char(uint32_t ch, bool raise)
{
	for (size_t i = 0; i < sizeof shifted / sizeof *shifted; i++)
		if (shifted[i].plain == ch)
			return raise ? shifted[i].raised : shifted[i].lowered;
	return 0;
}

/* Moves what belongs to bytes of the text behind a place. */
static uint32_t moved(uint32_t at, size_t start, const uint32_t *offsets)
{
	return at <= start ? at : (uint32_t)start + offsets[at - start];
}

enum { MAX_SHIFTED_BYTES = 200 };

/* Puts text in the place of the last bytes; offsets says where each byte went.  Runs, marks
 * and pictures move along. */
static void replace_tail(struct builder *b, size_t start, struct span text, const uint32_t *offsets)
{
	struct doc *d = b->doc;

	for (size_t i = d->run_len; i > 0; i--) {
		struct doc_run *run = &d->runs[i - 1];
		uint32_t end = run->start + run->len;

		if (end <= start)
			break;
		run->start = moved(run->start, start, offsets);
		run->len = moved(end, start, offsets) - run->start;
	}
	for (size_t i = d->mark_len; i > 0 && d->marks[i - 1].at > start; i--)
		d->marks[i - 1].at = moved(d->marks[i - 1].at, start, offsets);
	for (size_t i = d->image_len; i > 0 && d->images[i - 1].text_start > start; i--)
		d->images[i - 1].text_start = moved(d->images[i - 1].text_start, start, offsets);
	buf_truncate(&d->text, start);
	buf_add_span(&d->text, text);
}

static bool has_shifted(struct span text, bool raise)
{
	uint32_t ch;

	for (size_t i = 0; i < text.len;) {
		i += utf8_next(text.p + i, text.len - i, &ch);
		if (!shift_char(ch, raise))
			return false;
	}
	return true;
}

/* The characters of the text as they are when shifted, or unshifted; offsets says where
 * the bytes of each begin. */
static void add_shifted(
    struct buf *out, struct span text, bool shift, bool raise, uint32_t *offsets)
{
	for (size_t i = 0, n; i < text.len; i += n) {
		uint32_t ch;

		n = utf8_next(text.p + i, text.len - i, &ch);
		for (size_t byte = 0; byte < n; byte++)
			offsets[i + byte] = (uint32_t)out->len;
		buf_add_utf8(out, shift ? shift_char(ch, raise) : ch);
	}
}

/* In brackets already, as numbers of notes are. */
static bool is_bracketed(struct span text)
{
	return text.p[0] == '[' && text.p[text.len - 1] == ']';
}

/* The text of a sub or sup: in Unicode's own characters, or as ^(text). */
void shifted_end(struct builder *b, const struct open_element *open)
{
	struct doc *d = b->doc;
	size_t start = open->text_start > b->line_start ? open->text_start : b->line_start;
	struct span text = span_sub(buf_span(&d->text), start, d->text.len);
	uint32_t offsets[MAX_SHIFTED_BYTES + 1];
	bool raise = open->element->arg == '^';
	char mark[3] = { raise ? '^' : '_', '(', '\0' };

	if (!b->leaf_open || !text.len || text.len > MAX_SHIFTED_BYTES || is_bracketed(text))
		return;
	bool all = has_shifted(text, raise);

	buf_clear(&b->scratch);
	if (!all)
		buf_add_str(&b->scratch, mark);
	add_shifted(&b->scratch, text, all, raise, offsets);
	offsets[text.len] = (uint32_t)b->scratch.len;
	if (!all)
		buf_add_char(&b->scratch, ')');
	replace_tail(b, start, buf_span(&b->scratch), offsets);
}
