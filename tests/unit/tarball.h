/* Tar archives made by tests (POSIX pax, "ustar Interchange Format"). */
#ifndef TESTS_TARBALL_H
#define TESTS_TARBALL_H

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum { TAR_BLOCK = 512 };

/* type: '0' a file, '2' a symbolic link, '5' a directory. */
void add_tar_entry(struct buf *tar, const char *name, char type, const char *text);
void add_tar_bytes(struct buf *tar, const char *name, char type, struct span bytes);
void end_tar(struct buf *tar);

#endif
