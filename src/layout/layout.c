#include "config.h"

#include "moot/layout/layout.h"

#include <stdlib.h>

#include "moot/base/arena.h"
#include "moot/base/xalloc.h"

struct layout *layout_new(const struct doc *d, const struct layout_opts *opts)
{
	struct layout *l = xcalloc(1, sizeof *l);
	struct span rest = safe_span(doc_text(d)), line;
	size_t cap = 0;
	int cols = opts->cols;

	l->arena = xcalloc(1, sizeof *l->arena);
	while (span_line(&rest, &line))
		do {
			struct span piece = cols > 0 ? text_fit(line, cols, NULL, &opts->width) : line;
			struct line_span *s = arena_calloc(l->arena, 1, sizeof *s);

			line = span_sub(line, piece.len, line.len);
			ARRAY_GROW(l->lines, l->line_count, cap);
			s->len = (uint32_t)piece.len;
			s->text_start = (uint32_t)(piece.p - doc_text(d).p);
			l->lines[l->line_count++] = (struct line){ .text = { piece.p, piece.len }, .spans = s,
				.span_count = 1, .cols = text_cols(piece, &opts->width),
				.text_start = s->text_start, .wrapped = line.len > 0 };
		} while (line.len);
	return l;
}
void layout_free(struct layout *l) { if (l) { arena_release(l->arena); free(l->arena); free(l->lines); } free(l); }
size_t layout_size_bytes(const struct layout *l) { return l->arena->used_bytes; }
void layout_add_text(const struct layout *l, struct buf *out) { for (size_t i = 0; i < l->line_count; i++) { if (i) buf_add_char(out, '\n'); buf_add(out, l->lines[i].text.p, l->lines[i].text.len); } }
void layout_add_links(const struct doc *d, int cols, struct buf *out) { (void)d; (void)cols; (void)out; }
void layout_dump(const struct layout *l, struct buf *out) { layout_add_text(l, out); }
