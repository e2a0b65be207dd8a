#include "config.h"

#include "read_file.h"

#include <stdio.h>

bool read_file(const char *path, struct buf *bytes)
{
	char block[16384];
	size_t got;
	FILE *f = fopen(path, "rb");

	if (!f)
		return false;
	while ((got = fread(block, 1, sizeof block, f)) > 0)
		buf_add(bytes, block, got);
	bool complete = !ferror(f);
	fclose(f);
	return complete;
}
