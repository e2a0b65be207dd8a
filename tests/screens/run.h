/* A case of tests/screens that is run: its script so far, and the reader that it drives. */
#ifndef TESTS_SCREENS_RUN_H
#define TESTS_SCREENS_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "app/config_file.h"
#include "moot/app/reader.h"
#include "moot/base/buf.h"

struct run {
	const char *screens_dir, *name;
	bool update;
	struct buf report; /* "# ..." lines: what went wrong */
	/* The script so far. */
	char *source, *address;
	struct buf input; /* the bytes of source */
	bool all, ended, keeps_state, first_start;
	struct config config;
	struct buf config_text, config_errors;
	int cols, rows;
	int long_lines; /* of a text that is made; 0: the source is read */
	int commented; /* posts of a feed of comments that is made; 0: as above */
	bool has_posts; /* it has two of these posts, too */
	int slices; /* to be read before the first keys; -1 = everything */
	struct library *lib;
	struct diags diags;
	struct ingest *in;
	struct term *term;
	struct session *session;
	struct state *state;
};

extern const char run_state_path[];
extern int64_t run_now_s; /* what the reader is told */

void run_wrong(struct run *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Compares with expect-NAME, or writes it. */
void run_compare(struct run *r, const char *name, struct span got);
void run_open_reader(struct run *r, int cols, int rows);
/* The reader answers the keys that were pressed. */
void run_answer(struct run *r);
void run_close_reader(struct run *r);
/* A line of the script; directives.c has what each does. */
void run_line(struct run *r, struct span line);

#endif
