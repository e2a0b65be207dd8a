/* Files written whole or not at all, and the places where they belong.
 *
 * An atomic file is written under a temporary name in the target's directory and
 * takes the target's name only when everything is on the disk; until then the
 * target is untouched, and on any error the temporary file is removed.
 */
#ifndef MOOT_BASE_FILE_H
#define MOOT_BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct atomic_file {
	FILE *out; /* write here */
	char *path, *temp_path;
	bool replace;
};

/* False with errno set; EEXIST when the target exists and replace is false. */
bool atomic_file_open(struct atomic_file *f, const char *path, bool replace);
/* False with errno set: nothing was written then.  Releases f either way. */
bool atomic_file_commit(struct atomic_file *f);
void atomic_file_abort(struct atomic_file *f);

enum xdg_dir { XDG_CONFIG, XDG_STATE, XDG_CACHE, XDG_DATA };

/* Path of a file in moot's own directory of that kind; the caller frees.  With
 * create, the directories are made (mode 0700).  NULL when there is no home or
 * the directory cannot be made. */
char *xdg_path(enum xdg_dir dir, const char *name, bool create);
/* A path that starts with ~/ or ~ with the home directory in its place; the caller frees. */
char *path_expand(const char *path);

#endif
