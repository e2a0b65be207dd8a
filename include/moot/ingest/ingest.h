/* From sources to facts: finding the format, running its adapter, linking.
 *
 * An input format is one file and one row (src/ingest/Makemodule.am); its adapter
 * describes what it sees and never links trees or parses bodies.  An ingest reads
 * its sources one after the other in slices, so that the reader can draw and answer
 * keys in between.
 */
#ifndef MOOT_INGEST_INGEST_H
#define MOOT_INGEST_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/diag.h"
#include "moot/base/span.h"
#include "moot/model/model.h"

/* What a format is told by: up to the first 64 KB of clean UTF-8. */
struct sniff {
	struct span head;  /* without leading white space */
	struct span root;  /* name of the first element ("feed", "ns0:feed", "html"), or none */
	bool whole;        /* head is all there is */
};

struct ingest_target {
	struct library *lib;
	source_id source;
	struct diags *diags;
	struct span base_url; /* --base, or none */
};

struct ingest_format {
	const char *name, *label;
	/* 0 = not this format; the highest score wins (100 = certain). */
	int (*sniff)(const struct sniff *head);
	void *(*open)(const struct ingest_target *target);
	void (*feed)(void *state, struct span utf8);
	/* The input has ended: complete what is open, say what is cut. */
	void (*finish)(void *state);
	void (*close)(void *state);
};

extern const struct ingest_format *const ingest_formats[]; /* ends with NULL */
const struct ingest_format *ingest_format_find(const char *name);

struct ingest_opts {
	const struct ingest_format *from; /* NULL: by content */
	const char *base_url;             /* or NULL */
};

struct ingest;

/* lib and diags are borrowed and must outlive the ingest. */
struct ingest *ingest_new(struct library *lib, struct diags *diags, const struct ingest_opts *opts);
/* A file, a directory (its files, in order of name, without hidden ones), or "-". */
void ingest_add(struct ingest *in, const char *source);
/* Bytes that stay in memory, under a name. */
void ingest_add_memory(struct ingest *in, const char *name, struct span bytes);

/* What was added: how many files and memories; the path of each, NULL for memory. */
size_t ingest_input_count(const struct ingest *in);
const char *ingest_input_path(const struct ingest *in, size_t index);

enum ingest_status {
	INGEST_MORE, /* call again */
	INGEST_WAIT, /* nothing to read yet: poll ingest_fd() */
	INGEST_DONE, /* everything is read and linked (final) */
};
/* Reads one slice. */
enum ingest_status ingest_step(struct ingest *in);
/* Steps until done. */
void ingest_run(struct ingest *in);
int ingest_fd(const struct ingest *in);
/* No more is read; further steps link what is there, which is kept. */
void ingest_cancel(struct ingest *in);
struct ingest_progress {
	uint64_t read_bytes, total_bytes; /* total 0 = not known */
	uint32_t source, source_count;
	bool done;
};
struct ingest_progress ingest_progress(const struct ingest *in);
void ingest_free(struct ingest *in); /* NULL is allowed */

#endif
