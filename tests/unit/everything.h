/* A library with something of everything. */
#ifndef TESTS_UNIT_EVERYTHING_H
#define TESTS_UNIT_EVERYTHING_H

#include "moot/base/diag.h"
#include "moot/model/model.h"

/* Two posts and a stand-in for one, labels, a thread with a stub, what is hidden, a copy
 * of a comment; linked.  Its one source is called "blog". */
struct library *library_of_everything(struct diags *diags);

#endif
