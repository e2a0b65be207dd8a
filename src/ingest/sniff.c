#include "config.h"

#include "ingest/sniff_priv.h"

#include "moot/markup/xml.h"
#include "moot/text/safe.h"

static struct sniff sniff_of(struct span head, bool whole)
{
	struct xml_start start;
	struct sniff s = { span_sub(span_trim(head), 0, SNIFF_BYTES), SPAN_NONE, whole };

	if (xml_find_start(s.head, &start))
		s.root = start.root;
	return s;
}

const struct ingest_format *sniff_format(struct span head, bool whole)
{
	struct sniff s = sniff_of(head, whole);
	const struct ingest_format *best = NULL;
	int best_score = 0;

	for (size_t i = 0; ingest_formats[i]; i++) {
		int score = ingest_formats[i]->sniff(&s);
		if (score > best_score) {
			best_score = score;
			best = ingest_formats[i];
		}
	}
	return best;
}

/* Formats that are not read, by their first bytes. */
static const struct {
	const char *magic, *what;
} magics[] = {
	{ "\x1F\x8B", "gzip data" },
	{ "PK\x03\x04", "a zip archive" },
	{ "BZh", "bzip2 data" },
	{ "\xFD"
	  "7zXZ",
	    "xz data" },
	{ "\x28\xB5\x2F\xFD", "zstd data" },
	{ "7z\xBC\xAF", "a 7-Zip archive" },
	{ "%PDF", "a PDF file" },
	{ "\x89PNG", "a PNG image" },
	{ "GIF8", "a GIF image" },
	{ "\xFF\xD8\xFF", "a JPEG image" },
	{ "RIFF", "a RIFF file (image, sound or video)" },
	{ "\x7F"
	  "ELF",
	    "a program" },
	{ "SQLite format 3", "an SQLite database" },
	{ "From ", "a mailbox" },
	{ "{", "JSON" },
	{ "[", "JSON" },
};

static const char *by_magic(struct span magic)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (span_starts(magic, magics[i].magic))
			return magics[i].what;
	return NULL;
}

static bool is_html(struct span head, struct span root)
{
	return span_starts_nocase(head, "<!doctype html") || span_eq_nocase(root, "html") ||
	    span_find_nocase(head, "<body") < head.len;
}

static void describe_html(struct buf *out, struct span head)
{
	struct span title = span_sub(head, span_find_nocase(head, "<title"), head.len);

	title = span_sub(title, span_find_byte(title, '>') + 1, title.len);
	title = span_trim(span_sub(title, 0, span_find_byte(title, '<')));
	buf_add_str(out, "an HTML page");
	if (title.len) {
		buf_add_str(out, " titled \"");
		safe_add(out, span_sub(title, 0, 100), false);
		buf_add_char(out, '"');
	}
}

/* What export writes for others only; its text is what can be opened again. */
static const char *written_by_moot(struct span head)
{
	if (span_starts(head, "{\"moot\":"))
		return "what moot exports as JSON; its text export can be opened again";
	if (span_starts(head, "<a id=\"1\"></a>\n\n# "))
		return "what moot exports as Markdown; its text export can be opened again";
	return NULL;
}

void sniff_describe(struct buf *out, struct span magic, struct span head)
{
	struct sniff s = sniff_of(head, false);
	const char *known = written_by_moot(s.head);

	if (!known)
		known = by_magic(magic);

	if (known) {
		buf_add_str(out, known);
	} else if (is_html(s.head, s.root)) {
		describe_html(out, s.head);
	} else if (s.root.len) {
		buf_add_str(out, "XML with the root <");
		safe_add(out, span_sub(s.root, 0, 60), false);
		buf_add_char(out, '>');
	} else {
		buf_add_str(out, "plain text in a shape that is not known");
	}
}
