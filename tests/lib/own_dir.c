#include "config.h"

#include "own_dir.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool own_dir_make(char *dir)
{
	enum { MADE_LEN = 6 };

	memset(dir + strlen(dir) - MADE_LEN, 'X', MADE_LEN);
	return mkdtemp(dir) != NULL;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

bool own_dir_remove(const char *dir)
{
	enum { OPEN_MOST = 16 };

	return nftw(dir, remove_one, OPEN_MOST, FTW_DEPTH | FTW_PHYS) == 0;
}
