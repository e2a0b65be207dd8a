#include "config.h"

#include "source/container_priv.h"

#include "moot/text/safe.h"
#include "moot/text/utf8.h"

static const struct container_type types[] = {
	{ "\x1F\x8B", "gzip data", CONTAINER_GZIP },
	{ "BZh", "bzip2 data", CONTAINER_BZIP2 },
	{ "\xFD" "7zXZ", "xz data", CONTAINER_XZ },
	{ "\x28\xB5\x2F\xFD", "zstd data", CONTAINER_ZSTD },
	{ "LZIP", "lzip data", CONTAINER_LZIP },
	{ "PK\x03\x04", "a zip archive", CONTAINER_ZIP },
	{ "PK\x05\x06", "a zip archive", CONTAINER_ZIP }, /* without an entry */
	{ NULL, "a tar archive", CONTAINER_TAR },
};

/* A tar header is a block of 512 bytes that has its own sum, in octal, at byte 148; for
 * the sum those eight bytes count as spaces (POSIX pax, "ustar Interchange Format"). */
enum { TAR_BLOCK_BYTES = 512, TAR_SUM_AT = 148, TAR_SUM_BYTES = 8 };

static bool is_tar(struct span head)
{
	struct span digits = span_sub(head, TAR_SUM_AT, TAR_SUM_AT + TAR_SUM_BYTES);
	unsigned want = 0, sum = 0;

	if (head.len < TAR_BLOCK_BYTES)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		if (digits.p[i] >= '0' && digits.p[i] <= '7')
			want = want * 8 + (unsigned)(digits.p[i] - '0');
		else if (digits.p[i] != ' ' && digits.p[i] != '\0')
			return false;
	for (size_t i = 0; i < TAR_BLOCK_BYTES; i++)
		sum += i - TAR_SUM_AT < TAR_SUM_BYTES ? ' ' : (unsigned char)head.p[i];
	return sum == want;
}

const struct container_type *container_find(struct span head)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i].magic ? span_starts(head, types[i].magic) : is_tar(head))
			return &types[i];
	return NULL;
}

/* ---- names of entries ---- */

static bool goes_nowhere(struct span part)
{
	return !part.len || span_eq_str(part, ".") || span_eq_str(part, "..");
}

static void cut_at_character(struct buf *name, size_t len)
{
	while (len && ((unsigned char)name->data[len] & 0xC0) == 0x80)
		len--;
	buf_truncate(name, len);
}

void container_add_name(struct buf *out, struct span path)
{
	struct span rest = span_sub(path, 0, 2 * CONTAINER_NAME_BYTES), part;
	struct buf name = BUF_INIT;

	while (span_split(&rest, '/', &part)) {
		if (goes_nowhere(part))
			continue;
		if (name.len)
			buf_add_char(&name, '/');
		safe_add(&name, part, 0);
	}
	if (name.len > CONTAINER_NAME_BYTES)
		cut_at_character(&name, CONTAINER_NAME_BYTES);
	buf_add_span(out, buf_span(&name));
	buf_release(&name);
}

bool container_is_hidden(struct span path)
{
	struct span part;

	while (span_split(&path, '/', &part))
		if (!goes_nowhere(part) &&
		    (part.p[0] == '.' || span_eq_str(part, "__MACOSX")))
			return true;
	return false;
}
