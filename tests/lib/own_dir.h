/* A directory of a test's own. */
#ifndef TESTS_OWN_DIR_H
#define TESTS_OWN_DIR_H

#include <stdbool.h>

/* Makes a directory; the last six characters of its name are made up, and put there. */
bool own_dir_make(char *dir);
/* Removes it, with all that is in it. */
bool own_dir_remove(const char *dir);

#endif
