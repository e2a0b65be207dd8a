/* What is typed into a journal is HTML with elements of the site's own, and with line
 * ends that break lines.  Both are undone here, so that any reader of HTML can show it:
 * <lj user="ann"> is the name, a cut is unfolded with its words above it, and a line end
 * is <br> but where it stands beside a block or in preformatted text.
 */
#include "config.h"

#include "ingest/livejournal_priv.h"

#include "moot/markup/html.h"
#include "moot/text/entity.h"

struct writer {
	struct buf *out;
	bool breaks; /* line ends are <br> */
	size_t raw; /* open elements in which they are not */
	size_t line_ends; /* that were met, but not written yet */
	bool at_edge; /* nothing was written since a block began or ended */
};

/* Writes the line ends before text; beside a block they mean nothing. */
static void write_line_ends(struct writer *w)
{
	for (; w->line_ends && !w->at_edge; w->line_ends--)
		buf_add_str(w->out, "<br>");
	w->line_ends = 0;
	w->at_edge = false;
}

static void make_edge(struct writer *w)
{
	w->line_ends = 0;
	w->at_edge = true;
}

static void write_text(struct writer *w, struct span text)
{
	write_line_ends(w);
	entity_escape(w->out, text);
}

/* ---- the site's elements ---- */

typedef void element_fn(struct writer *w, const struct html_attr *attrs, size_t count);

static void start_user(struct writer *w, const struct html_attr *attrs, size_t count)
{
	static const char *const names[] = { "user", "comm", "name" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct span name = html_attr_get(attrs, count, names[i]);

		if (!name.len)
			continue;
		write_text(w, name);
		return;
	}
}

static void start_cut(struct writer *w, const struct html_attr *attrs, size_t count)
{
	struct span words = html_attr_get(attrs, count, "text");

	make_edge(w);
	buf_add_str(w->out, "<p>( ");
	entity_escape(w->out, words.len ? words : SPAN_LIT("Read more..."));
	buf_add_str(w->out, " )</p>");
}

static void start_raw(struct writer *w, const struct html_attr *attrs, size_t count)
{
	(void)attrs;
	(void)count;
	w->raw++;
}

static void end_raw(struct writer *w, const struct html_attr *attrs, size_t count)
{
	(void)attrs;
	(void)count;
	w->raw--;
}

static void start_embed(struct writer *w, const struct html_attr *attrs, size_t count)
{
	if (html_attr_get(attrs, count, "id").len)
		write_text(w, SPAN_LIT("[embedded media]"));
}

static void start_poll(struct writer *w, const struct html_attr *attrs, size_t count)
{
	struct span name = html_attr_get(attrs, count, "name");

	make_edge(w);
	buf_add_str(w->out, "<p>[poll] ");
	entity_escape(w->out, name);
	buf_add_str(w->out, "</p>");
}

static void start_question(struct writer *w, const struct html_attr *attrs, size_t count)
{
	(void)attrs;
	(void)count;
	make_edge(w);
	buf_add_str(w->out, "<p>");
}

static void start_answer(struct writer *w, const struct html_attr *attrs, size_t count)
{
	(void)attrs;
	(void)count;
	make_edge(w);
	buf_add_str(w->out, "<br>- ");
}

static const struct {
	const char *name;
	element_fn *start, *end; /* NULL: nothing */
} site_elements[] = {
	{ "lj", start_user, NULL },
	{ "user", start_user, NULL },
	{ "lj-cut", start_cut, NULL },
	{ "cut", start_cut, NULL },
	{ "lj-raw", start_raw, end_raw },
	{ "raw-code", start_raw, end_raw },
	{ "lj-embed", start_embed, NULL },
	{ "site-embed", start_embed, NULL },
	{ "lj-poll", start_poll, NULL },
	{ "poll", start_poll, NULL },
	{ "lj-pq", start_question, NULL },
	{ "poll-question", start_question, NULL },
	{ "lj-pi", start_answer, NULL },
	{ "poll-item", start_answer, NULL },
};

enum { NOT_SITE = -1, SITE_UNKNOWN = -2 };

/* Its row, or one of the above: of elements that are not known the content is kept. */
static int site_element(struct span name)
{
	for (size_t i = 0; i < sizeof site_elements / sizeof *site_elements; i++)
		if (span_eq_str(name, site_elements[i].name))
			return (int)i;
	return span_starts(name, "lj-") || span_starts(name, "poll-") ? SITE_UNKNOWN : NOT_SITE;
}

/* A poll that is in the site's database: <lj-poll-12>. */
static void start_stored_poll(struct writer *w, struct span name)
{
	struct span number = span_sub(name, span_find(name, SPAN_LIT("poll-")) + 5, name.len);
	uint64_t value;

	if (!span_to_uint(number, UINT64_MAX, &value))
		return;
	write_text(w, SPAN_LIT("[poll "));
	write_text(w, number);
	write_text(w, SPAN_LIT("]"));
}

/* ---- HTML ---- */

static bool is_in(const char *const *names, struct span name)
{
	for (; *names; names++)
		if (span_eq_str(name, *names))
			return true;
	return false;
}

static bool is_block(struct span name)
{
	static const char *const blocks[] = { "address", "blockquote", "center", "dd", "div", "dl",
		"dt", "fieldset", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
		"pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", NULL };

	return is_in(blocks, name);
}

static bool is_raw(struct span name)
{
	static const char *const raws[] = { "pre", "script", "style", "textarea", "xmp", NULL };

	return is_in(raws, name);
}

static void write_tag(
    struct writer *w, struct span name, const struct html_attr *attrs, size_t count)
{
	buf_add_char(w->out, '<');
	buf_add_span(w->out, name);
	for (size_t i = 0; i < count; i++) {
		buf_add_char(w->out, ' ');
		buf_add_span(w->out, attrs[i].name);
		buf_add_str(w->out, "=\"");
		entity_escape(w->out, attrs[i].value);
		buf_add_char(w->out, '"');
	}
	buf_add_char(w->out, '>');
}

static void on_start(void *user, struct span name, const struct html_attr *attrs, size_t attr_count)
{
	struct writer *w = user;
	int site = site_element(name);

	if (site >= 0) {
		site_elements[site].start(w, attrs, attr_count);
		return;
	}
	if (site == SITE_UNKNOWN) {
		start_stored_poll(w, name);
		return;
	}
	if (is_block(name))
		make_edge(w);
	else
		write_line_ends(w);
	w->raw += is_raw(name);
	write_tag(w, name, attrs, attr_count);
}

static void on_end(void *user, struct span name)
{
	struct writer *w = user;
	int site = site_element(name);

	if (site >= 0 && site_elements[site].end)
		site_elements[site].end(w, NULL, 0);
	if (site != NOT_SITE)
		return;
	w->raw -= is_raw(name);
	buf_add_str(w->out, "</");
	buf_add_span(w->out, name);
	buf_add_char(w->out, '>');
	if (is_block(name))
		make_edge(w);
}

/* White space behind a line end is as good as none. */
static void on_text(void *user, struct span text)
{
	struct writer *w = user;
	struct span line;

	if (!w->breaks || w->raw) {
		write_text(w, text);
		return;
	}
	while (text.len) {
		while (text.len && ascii_is_space(*text.p) &&
		    (*text.p == '\n' || w->line_ends || w->at_edge)) {
			w->line_ends += *text.p == '\n';
			text = span_sub(text, 1, text.len);
		}
		line = span_sub(text, 0, span_find_byte(text, '\n'));
		if (line.len)
			write_text(w, line);
		text = span_sub(text, line.len, text.len);
	}
}

void lj_add_html(struct buf *out, struct span typed, bool breaks)
{
	static const struct html_handlers handlers = { on_start, on_end, on_text };
	struct writer w = { .out = out, .breaks = breaks, .at_edge = true };

	html_parse(typed, &handlers, &w);
}
