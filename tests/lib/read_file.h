/* A whole file as bytes. */
#ifndef TESTS_READ_FILE_H
#define TESTS_READ_FILE_H

#include <stdbool.h>

#include "moot/base/buf.h"

/* Adds the file to bytes; false, with errno set, when it cannot be read. */
bool read_file(const char *path, struct buf *bytes);

#endif
