/* Bytes of a source, as clean UTF-8, in slices.
 *
 * A source undoes the character set (BOM and UTF-16/32 patterns; valid UTF-8 beats
 * any label; the declared label; else each bad byte as windows-1252) and drops what
 * XML forbids (C0 but \t \n \r, U+FFFE, U+FFFF, surrogates), so that no parser ever
 * sees it.  C1 characters are read as windows-1252.  What it assumed is said in
 * diagnostics.  Reading never blocks longer than one read() of a file; a pipe that
 * has nothing gives SOURCE_WAIT (but what is compressed may have to wait for more).
 *
 * A compressed file (.gz .bz2 .xz .zst .lz) is read as what is in it.  An archive (.zip,
 * .tar, .tar.*) is several texts, one after the other: see SOURCE_ENTRY; they may be
 * compressed themselves.  Both are told
 * by content, need libarchive, and are read in slices as well.
 */
#ifndef MOOT_SOURCE_SOURCE_H
#define MOOT_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"

enum source_status {
	SOURCE_DATA,  /* a slice was delivered */
	SOURCE_ENTRY, /* a file of an archive begins, a source of its own: source_entry() */
	SOURCE_WAIT,  /* nothing yet: poll source_fd() */
	SOURCE_END,   /* no more; no slice */
	SOURCE_ERROR, /* cannot be read (any further); said in a diagnostic */
};

struct source;

/* path is a file, or "-" for stdin.  NULL with a diagnostic when it cannot be opened. */
struct source *source_open(const char *path, struct diags *diags, uint32_t source);
/* Bytes in memory, borrowed; for tests, fuzzing and the bundled sample. */
struct source *source_open_memory(struct span bytes, struct diags *diags, uint32_t source);
/* The next slice (about 64 KB, or empty), valid until the next call. */
enum source_status source_next(struct source *s, struct span *utf8);
/* The first bytes as they are in the source, to tell by what it is when it is no text;
 * at most SOURCE_MAGIC_BYTES. */
enum { SOURCE_MAGIC_BYTES = 16 };
struct span source_magic(const struct source *s);
/* Are these a container's: is it one that is not opened, being in another? */
bool source_is_container(const struct source *s);
/* The clean relative name of the entry that began last, until the next; else SPAN_NONE. */
struct span source_entry(const struct source *s);
/* Diagnostics from here on are about this source. */
void source_set_id(struct source *s, uint32_t source);
/* The rest of the text, or of the entry, is not wanted.  (With SOURCE_ENTRY the text before
 * has ended, and the next has not begun: nothing is left to skip.) */
void source_skip(struct source *s);
int source_fd(const struct source *s); /* -1: always ready */
/* For the progress line: bytes read, and of how many (0 = not known). */
void source_progress(const struct source *s, uint64_t *read_bytes, uint64_t *total_bytes);
void source_close(struct source *s); /* NULL is allowed */

#endif
