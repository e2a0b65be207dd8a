#include "config.h"

#include "tarball.h"

#include <stdio.h>
#include <string.h>

void add_tar_entry(struct buf *tar, const char *name, char type, const char *text)
{
	add_tar_bytes(tar, name, type, span_str(text));
}

void add_tar_bytes(struct buf *tar, const char *name, char type, struct span bytes)
{
	char head[TAR_BLOCK] = { 0 };
	unsigned sum = 0;

	snprintf(head, 100, "%s", name);
	snprintf(head + 100, 8, "%07o", 0644u);
	snprintf(head + 124, 12, "%011o", (unsigned)bytes.len);
	snprintf(head + 136, 12, "%011o", 0u);
	memset(head + 148, ' ', 8);
	head[156] = type;
	memcpy(head + 257, "ustar\00000", 8);
	for (size_t i = 0; i < TAR_BLOCK; i++)
		sum += (unsigned char)head[i];
	snprintf(head + 148, 8, "%06o", sum);
	buf_add(tar, head, TAR_BLOCK);
	buf_add_span(tar, bytes);
	buf_add_repeat(tar, '\0', (TAR_BLOCK - bytes.len % TAR_BLOCK) % TAR_BLOCK);
}

void end_tar(struct buf *tar)
{
	buf_add_repeat(tar, '\0', 2 * (size_t)TAR_BLOCK);
}
