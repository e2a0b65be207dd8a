/* Disks that are full, or read-only, when SQLite wants to change them. */
#ifndef UNIT_FAULTY_VFS_H
#define UNIT_FAULTY_VFS_H

#include <stdbool.h>

/* All databases that are opened from now on are on such a disk. */
void faults_install(void);
/* From the first-th change on (from 0), or only that one, changes fail. */
void faults_begin(long first, bool only_once);
/* No more faults.  Was there one? */
bool faults_end(void);

#endif
