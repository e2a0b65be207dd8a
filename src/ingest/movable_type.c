/* The text export of Movable Type, which TypePad, Squarespace and many others write too.
 *
 * An entry is a header of "KEY: value" lines and sections, each ended by a line of five
 * dashes; the entry by a line of eight.  The lines of one entry are kept until it has
 * ended.  Bodies may hold lines of dashes: writers since version 7 put a tab behind
 * those, older ones do nothing.  So dashes end an entry only when the next line that is
 * not blank could begin another, and a section only when it is the title of one.
 *
 * Source: Movable Type, lib/MT/ImportExport.pm.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/movable_type_priv.h"
#include "moot/base/xalloc.h"

/* Without what may end a line (\r), but with the tab that marks dashes of a body. */
static struct span line_text(struct span line)
{
	if (line.len && line.p[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool is_entry_end(struct span line)
{
	return span_eq_str(line, "--------");
}

static bool begins_entry(struct span line)
{
	struct span value;

	return mt_entry_key(line, &value) != MT_NO_KEY;
}

/* ---- sniffing ---- */

/* The first line is one of a header, and dashes end that header. */
static int sniff(const struct sniff *head)
{
	struct span rest = head->head, line;
	bool begun = false;

	while (span_line(&rest, &line)) {
		if (span_eq_str(line, "-----"))
			return begun ? 92 : 0;
		if (is_entry_end(line) || !span_trim(line).len)
			continue;
		if (!begins_entry(line))
			return begun && span_starts(line, "START BODY:") ? 92 : 0;
		begun = true;
	}
	return 0;
}

/* ---- entries ---- */

static void end_entry(struct movable_type *m, size_t end, bool cut)
{
	struct span lines = span_sub(buf_span(&m->raw), m->start, end);

	if (span_trim(lines).len)
		mt_add_entry(m, lines, m->start_line, cut);
}

static void take_line(struct movable_type *m, struct span line)
{
	line = line_text(line);
	if (m->maybe_end && span_trim(line).len && !is_entry_end(line)) {
		m->maybe_end = false;
		if (begins_entry(line)) {
			end_entry(m, m->end_at, false);
			m->start = m->seen;
			m->start_line = m->line;
		}
	}
	if (!m->maybe_end && is_entry_end(line)) {
		m->maybe_end = true;
		m->end_at = m->seen;
	}
}

static void take_lines(struct movable_type *m)
{
	for (;;) {
		struct span rest = span_sub(buf_span(&m->raw), m->searched, m->raw.len);
		size_t end = m->searched + span_find_byte(rest, '\n');

		m->searched = end;
		if (end == m->raw.len)
			return;
		take_line(m, span_sub(buf_span(&m->raw), m->seen, end));
		m->seen = ++m->searched;
		m->line++;
	}
}

/* ---- the adapter ---- */

static void *open_movable_type(const struct ingest_target *target)
{
	struct movable_type *m = xcalloc(1, sizeof *m);

	m->target = *target;
	m->start_line = m->line = 1;
	return m;
}

/* Drops what belongs to entries that are done. */
static void compact(struct movable_type *m)
{
	if (!m->start)
		return;
	memmove(m->raw.data, m->raw.data + m->start, m->raw.len - m->start);
	buf_truncate(&m->raw, m->raw.len - m->start);
	m->seen -= m->start;
	m->searched -= m->start;
	m->end_at -= m->maybe_end ? m->start : 0;
	m->start = 0;
}

static void feed(void *state, struct span utf8)
{
	struct movable_type *m = state;

	compact(m);
	buf_add_span(&m->raw, utf8);
	take_lines(m);
}

static void finish(void *state)
{
	struct movable_type *m = state;

	if (!m->raw.len)
		return;
	buf_add_char(&m->raw, '\n');
	take_lines(m);
	end_entry(m, m->maybe_end ? m->end_at : m->raw.len, !m->maybe_end);
}

static void close_movable_type(void *state)
{
	struct movable_type *m = state;
	struct buf *const bufs[] = { &m->raw, &m->title, &m->author, &m->id, &m->body, &m->text,
		&m->key };

	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_release(bufs[i]);
	labels_release(&m->labels);
	hash_release(&m->dates);
	free(m->dated);
	free(m);
}

extern const struct ingest_format ingest_movable_type;
const struct ingest_format ingest_movable_type = {
	.name = "movable-type",
	.label = "Movable Type, TypePad or Squarespace export (text)",
	.sniff = sniff,
	.open = open_movable_type,
	.feed = feed,
	.finish = finish,
	.close = close_movable_type,
};
