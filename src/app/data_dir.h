/* Where what is installed beside the program is: the sample, the themes. */
#ifndef APP_DATA_DIR_H
#define APP_DATA_DIR_H

/* The path of a file or directory there; the caller frees.  Tests and the source tree
 * name another place by MOOT_DATADIR, which has the same files. */
char *data_path(const char *name);

#endif
