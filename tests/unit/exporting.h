/* Libraries that tests hold, written by an export format. */
#ifndef TESTS_EXPORTING_H
#define TESTS_EXPORTING_H

#include "moot/base/buf.h"
#include "moot/model/model.h"

/* A library with one source and one post of that title and HTML body. */
struct library *library_with_post(const char *title, const char *html);
/* Adds a comment, in reply to another (0 = to the post). */
comment_id add_reply(struct library *lib, comment_id parent, const char *author, const char *html);
/* A chain of replies below the post. */
void add_chain(struct library *lib, int depth);
/* Links, and writes every post. */
void export_all(struct library *lib, const char *format, struct buf *out);

#endif
