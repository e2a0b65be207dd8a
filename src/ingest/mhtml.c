/* A page that a browser saved as one file: a MIME message of many parts, of which the
 * first in HTML is the page, and the others are its pictures, styles and frames.
 *
 * The message is read line by line.  What the page's part holds is collected and decoded;
 * all other parts are passed over, but for the frame in which Disqus shows its comments:
 * it is put behind the page as if it stood there.  What comes out is read by the format
 * that it is in.  Parts may be messages of parts themselves.
 *
 * Facts: RFC 2045 to 2047, RFC 2557; files of Chromium (an address in
 * Snapshot-Content-Location, frames as further parts) and of Internet Explorer.
 */
#include "config.h"

#include <stdlib.h>

#include "ingest/sniff_priv.h"
#include "moot/base/xalloc.h"
#include "moot/source/source.h"
#include "moot/text/base64.h"
#include "moot/text/url.h"

enum where { IN_HEAD, BETWEEN, IN_PART_HEAD, IN_PAGE, IN_OTHER, AT_END };
enum coding { PLAIN, QUOTED, BASE64 };

/* How deep parts are looked for in parts. */
enum { BOUNDARIES = 8 };

struct mhtml {
	struct ingest_target target;
	enum where where;
	enum coding coding; /* of the page's part */
	struct buf charset; /* the same */
	struct buf line;    /* what a slice left unfinished */
	struct buf head;    /* fields, one a line, of the message or the part */
	struct buf boundary[BOUNDARIES]; /* of the messages around, the innermost last */
	size_t depth;                    /* so many of them */
	struct buf encoded; /* the part at hand */
	struct buf bytes;   /* the same, decoded */
	struct buf html;    /* all that was decoded, as clean text */
	struct buf address; /* of the page */
};

/* ---- fields ---- */

static struct span field(struct span head, const char *name)
{
	struct span line;

	while (span_line(&head, &line))
		if (span_starts_nocase(line, name) && line.len > strlen(name) &&
		    line.p[strlen(name)] == ':')
			return span_trim(span_sub(line, strlen(name) + 1, line.len));
	return SPAN_NONE;
}

/* "multipart/related; type=..; boundary=\"x\"" has the boundary x; name ends in "=". */
static struct span parameter_in(struct span value, const char *name)
{
	size_t at = span_find_nocase(value, name);
	char end = ';';

	value = span_sub(value, at + strlen(name), value.len);
	if (span_starts(value, "\"")) {
		end = '"';
		value = span_sub(value, 1, value.len);
	}
	return span_trim(span_sub(value, 0, span_find_byte(value, end)));
}

static enum coding coding_in(struct span value)
{
	if (span_starts_nocase(value, "quoted-printable"))
		return QUOTED;
	return span_starts_nocase(value, "base64") ? BASE64 : PLAIN;
}

static void add_field(struct mhtml *m, struct span line)
{
	bool goes_on = line.p[0] == ' ' || line.p[0] == '\t';

	buf_add_char(&m->head, goes_on ? ' ' : '\n');
	buf_add_span(&m->head, span_trim(line));
}

/* ---- parts ---- */

static int hex(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_quoted(struct buf *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len ? hex(text.p[i + 1]) : -1;
		int low = high >= 0 ? hex(text.p[i + 2]) : -1;

		if (text.p[i] != '=') {
			buf_add_char(out, text.p[i]);
		} else if (low >= 0) {
			buf_add_char(out, (char)(high * 16 + low));
			i += 2;
		} else if (i + 1 < text.len && text.p[i + 1] == '\n') {
			i++; /* the line goes on */
		}
	}
}

/* What was not coded has been read by now, whatever its character set was.  Else the field
 * of the head counts more than what the page says itself: it stands before that. */
static void add_label(struct mhtml *m)
{
	if (m->coding == PLAIN || !m->charset.len)
		return;
	buf_add_str(&m->bytes, "<meta charset=\"");
	buf_add_span(&m->bytes, buf_span(&m->charset));
	buf_add_str(&m->bytes, "\">");
}

/* The bytes as clean text, without the label before them. */
static void add_clean(struct mhtml *m, size_t label_bytes)
{
	struct source *s =
	    source_open_memory(buf_span(&m->bytes), m->target.diags, m->target.source);
	struct span slice;

	while (s && source_next(s, &slice) == SOURCE_DATA) {
		size_t label = label_bytes < slice.len ? label_bytes : slice.len;

		buf_add_span(&m->html, span_sub(slice, label, slice.len));
		label_bytes -= label;
	}
	source_close(s);
}

static void end_part(struct mhtml *m)
{
	struct span encoded = buf_span(&m->encoded);
	size_t label_bytes;

	if (m->where != IN_PAGE)
		return;
	buf_clear(&m->bytes);
	add_label(m);
	label_bytes = m->bytes.len;
	if (m->coding == QUOTED)
		add_quoted(&m->bytes, encoded);
	else if (m->coding == BASE64)
		base64_add(&m->bytes, encoded);
	else
		buf_add_span(&m->bytes, encoded);
	add_clean(m, label_bytes);
	buf_clear(&m->encoded);
}

/* The page itself, or the frame with its comments. */
static bool is_wanted(const struct mhtml *m, struct span type, struct span location)
{
	return span_starts_nocase(type, "text/html") &&
	    (!m->html.len ||
	        span_find(location, SPAN_LIT("disqus.com/embed/comments")) < location.len);
}

static void begin_parts(struct mhtml *m, struct span type)
{
	struct buf *boundary = &m->boundary[m->depth++];

	buf_clear(boundary);
	buf_add_span(boundary, parameter_in(type, "boundary="));
	m->where = BETWEEN;
}

static bool is_label(struct span text)
{
	size_t len = 0;

	while (len < text.len && (ascii_is_alnum(text.p[len]) || strchr("-_.:", text.p[len])))
		len++;
	return len == text.len;
}

static void begin_page(struct mhtml *m, struct span head, struct span type)
{
	struct span charset = parameter_in(type, "charset=");

	m->coding = coding_in(field(head, "content-transfer-encoding"));
	buf_clear(&m->charset);
	if (is_label(charset))
		buf_add_span(&m->charset, charset);
	m->where = IN_PAGE;
}

static void end_head(struct mhtml *m)
{
	struct span head = buf_span(&m->head), type = field(head, "content-type");
	struct span location = field(head, "content-location");

	if (!location.len)
		location = field(head, "snapshot-content-location");
	if (location.len && !m->address.len)
		buf_add_span(&m->address, location);
	if (span_starts_nocase(type, "multipart/") && m->depth < BOUNDARIES)
		begin_parts(m, type);
	else if (is_wanted(m, type, location))
		begin_page(m, head, type);
	else
		m->where = IN_OTHER;
	buf_clear(&m->head);
}

/* ---- lines ---- */

/* "--x" between parts, "--x--" behind the last. */
static bool is_boundary(struct span boundary, struct span line, bool *last)
{
	if (!boundary.len)
		return false;
	line = span_sub(line, strlen("--"), line.len);
	if (!span_eq(span_sub(line, 0, boundary.len), boundary))
		return false;
	line = span_trim(span_sub(line, boundary.len, line.len));
	*last = span_eq_str(line, "--");
	return *last || !line.len;
}

/* A line between the parts of a message around ends what is inside, too. */
static bool take_boundary(struct mhtml *m, struct span line)
{
	bool last = false;
	size_t depth = span_starts(line, "--") ? m->depth : 0;

	while (depth && !is_boundary(buf_span(&m->boundary[depth - 1]), line, &last))
		depth--;
	if (!depth)
		return false;
	end_part(m);
	m->depth = depth - last;
	m->where = !last ? IN_PART_HEAD : m->depth ? BETWEEN : AT_END;
	return true;
}

static void take_line(struct mhtml *m, struct span line)
{
	if (m->where != AT_END && take_boundary(m, line))
		return;
	if (m->where == IN_HEAD || m->where == IN_PART_HEAD) {
		if (line.len)
			add_field(m, line);
		else
			end_head(m);
	} else if (m->where == IN_PAGE) {
		buf_add_span(&m->encoded, line);
		buf_add_char(&m->encoded, '\n');
	}
}

static void take_text(struct mhtml *m, struct span utf8)
{
	size_t end;
	struct span line;

	while ((end = span_find_byte(utf8, '\n')) < utf8.len) {
		buf_add_span(&m->line, span_sub(utf8, 0, end));
		line = buf_span(&m->line);
		take_line(m, span_sub(line, 0, line.len - span_ends(line, "\r")));
		buf_clear(&m->line);
		utf8 = span_sub(utf8, end + 1, utf8.len);
	}
	buf_add_span(&m->line, utf8);
}

/* ---- the page ---- */

/* Browsers that save a page by itself note down where it came from. */
static void add_note(const struct mhtml *m, struct buf *text)
{
	struct span address = buf_span(&m->address);

	if (url_is_link(address) && span_find_byte(address, '>') == address.len)
		buf_addf(text, "<!-- saved from url=(%04zu)%.*s -->\n", address.len,
		    (int)address.len, address.p);
}

static void read_page(struct mhtml *m, const struct ingest_format *self)
{
	struct buf text = BUF_INIT;
	struct ingest_target target = m->target;
	const struct ingest_format *format;
	struct span read;

	add_note(m, &text);
	buf_add_span(&text, buf_span(&m->html));
	if (!target.base_url.len)
		target.base_url = buf_span(&m->address);
	read = buf_span(&text);
	format = sniff_format(span_sub(read, 0, SNIFF_BYTES), read.len <= SNIFF_BYTES);
	if (format && format != self) {
		void *state;

		library_set_source(target.lib, target.source,
		    &(struct source_meta){ .format = span_str(format->name) });
		state = format->open(&target);
		format->feed(state, read);
		format->finish(state);
		format->close(state);
	}
	buf_release(&text);
}

/* ---- the adapter ---- */

/* A head with the fields of a message of related parts, or of one in HTML. */
static int sniff(const struct sniff *head)
{
	struct span fields = span_sub(head->head, 0, span_find(head->head, SPAN_LIT("\n\n")));
	size_t end = span_find(fields, SPAN_LIT("\r\n\r\n"));

	fields = span_sub(fields, 0, end);
	if (!field(fields, "mime-version").len || !field(fields, "content-type").len)
		return 0;
	return span_find_nocase(fields, "multipart/related") < fields.len ||
	        span_find_nocase(fields, "text/html") < fields.len
	    ? 95
	    : 0;
}

static void *open_mhtml(const struct ingest_target *target)
{
	struct mhtml *m = xcalloc(1, sizeof *m);

	m->target = *target;
	return m;
}

static void feed_mhtml(void *state, struct span utf8)
{
	take_text(state, utf8);
}

extern const struct ingest_format ingest_mhtml;

static void finish(void *state)
{
	struct mhtml *m = state;

	if (m->line.len)
		take_line(m, buf_span(&m->line));
	end_part(m);
	if (m->where == IN_HEAD || m->depth)
		diag_add(m->target.diags, DIAG_CODE_TRUNCATED, m->target.source, 0,
		    "the file ends before its last part does");
	read_page(m, &ingest_mhtml);
}

static void close_mhtml(void *state)
{
	struct mhtml *m = state;
	struct buf *const bufs[] = { &m->line, &m->head, &m->charset, &m->encoded, &m->bytes,
		&m->html, &m->address };

	for (size_t i = 0; i < BOUNDARIES; i++)
		buf_release(&m->boundary[i]);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	free(m);
}

const struct ingest_format ingest_mhtml = {
	.name = "mhtml",
	.label = "page saved as one file (MHTML)",
	.sniff = sniff,
	.open = open_mhtml,
	.feed = feed_mhtml,
	.finish = finish,
	.close = close_mhtml,
};
