/* Posts with their threads, written out.
 *
 * An export format is one file and one row (src/export/Makemodule.am).  Everything
 * written is clean: bodies pass doc/ and layout/, all other text safe_add_field_joined().
 * Writing is iterative: a thread of any depth costs memory and time proportional to
 * what is written.
 */
#ifndef MOOT_EXPORT_EXPORT_H
#define MOOT_EXPORT_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "moot/base/diag.h"
#include "moot/model/model.h"
#include "moot/text/width.h"

struct export_opts {
	int width_cols; /* 0 = do not wrap */
	struct width_opts width;
	bool all;       /* hidden posts and comments too */
	bool no_body, no_thread; /* leave out a part (reader's save) */
	/* For formats that tell where things come from: per-source findings. */
	const struct diags *diags;
};

struct export_selection {
	const post_id *posts; /* in the order to be written */
	const uint32_t *numbers; /* of each post in `moot list` */
	size_t count;
	comment_id subtree;   /* only this comment and its replies, 0 = whole threads */
};

struct export_format {
	const char *name, *label, *extension;
	/* Errors of writing are left in ferror(out). */
	void (*write)(const struct library *lib, const struct export_selection *selection,
	    const struct export_opts *opts, FILE *out);
};

extern const struct export_format *const export_formats[]; /* ends with NULL */
const struct export_format *export_format_find(const char *name);

/* `moot list`: one line per post, as text (number, date, comments, title; columns
 * aligned), tsv or json. */
enum list_format { LIST_TEXT, LIST_TSV, LIST_JSON };
void export_list(const struct library *lib, const struct export_selection *selection,
    enum list_format format, const struct export_opts *opts, FILE *out);

#endif
