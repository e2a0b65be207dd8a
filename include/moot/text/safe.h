/* The one place where text of a source becomes text that may be shown.
 *
 * A struct safe can be drawn, exported, copied to the clipboard or used in a
 * title or file name; nothing else can.  It is made only by the functions below,
 * by doc/ (which calls them) and by SAFE_LIT for the program's own words.
 *
 * Invariants of a struct safe: valid UTF-8; no C0 but \n (safe_field: not even
 * that), no DEL, no C1, no bidi override, embedding or isolate, no tag character,
 * no noncharacter, no unpaired surrogate, no U+2028/2029, no U+FEFF; at most
 * four combining marks on a base, none without a base (reference: house rule 16).
 */
#ifndef MOOT_TEXT_SAFE_H
#define MOOT_TEXT_SAFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/arena.h"
#include "moot/base/buf.h"
#include "moot/base/span.h"

struct safe {
	const char *p; /* NUL-terminated where an arena made it */
	size_t len;    /* bytes */
};

#define SAFE_LIT(literal) ((struct safe){ "" literal, sizeof(literal) - 1 })
#define SAFE_NONE ((struct safe){ NULL, 0 })

static inline struct span safe_span(struct safe s)
{
	return (struct span){ s.p, s.len };
}

/* One line: control characters dropped, runs of white space made one space, trimmed. */
struct safe safe_field(struct arena *a, struct span raw);
/* Many lines: \n kept, \t kept as \t (whoever lays it out expands it), \r\n and \r
 * made \n, U+2028 and U+2029 made \n, \v and \f made a space. */
struct safe safe_body(struct arena *a, struct span raw);
/* A URL: as safe_field, and spaces, controls and non-ASCII percent-encoded. */
struct safe safe_url(struct arena *a, struct span raw);
/* A file name made of the text: / and leading dots and dashes replaced, spaces made -,
 * at most 80 columns; never empty. */
struct safe safe_filename(struct arena *a, struct span raw);
/* The same cleaning, added to a buf (for long texts and for streams): what is
 * added is safe.  multiline as safe_body, else as safe_field without trimming. */
void safe_add(struct buf *out, struct span raw, int multiline);
/* A zero-width joiner or non-joiner: within an emoji, or a word of a script in which it
 * changes the letters, it belongs to how the text is written.  A struct safe has none,
 * since cells cannot show what they do; files get these back (doc/tree.h). */
enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };
bool safe_joins(uint32_t before, uint32_t joiner, uint32_t after);
bool safe_is_picture(uint32_t ch); /* an emoji, and what may be drawn as one */
/* safe_add of many lines for a file: such joiners are kept. */
void safe_add_joined(struct buf *out, struct span raw);
/* safe_add of one line for a file: it is a name that must stay equal to the source's, so
 * joiners are kept wherever they stand, one at a place. */
void safe_add_field_joined(struct buf *out, struct span raw);
/* Is this character allowed in a struct safe?  (\n and \t: yes.) */
int safe_char(uint32_t ch);
/* A part of a safe text is safe when it is cut at characters. */
struct safe safe_sub(struct safe s, size_t from, size_t to);

#endif
