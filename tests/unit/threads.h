/* Libraries of one post whose thread has a given shape. */
#ifndef TESTS_UNIT_THREADS_H
#define TESTS_UNIT_THREADS_H

#include "moot/model/model.h"

/* depths: of each comment in preorder, "1223112"; bodies are "text of comment N".
 * The post is 1, the comments are 1, 2, ... in that order. */
struct library *thread_of(const char *depths);
/* Each comment answers the one before. */
struct library *chain_of(uint32_t count);
/* Adds one to the thread of post 1. */
comment_id add_comment(struct library *lib, comment_id parent, const char *body,
    enum comment_state state);

#endif
