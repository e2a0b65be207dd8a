/* A text that gzip has compressed goes through zlib (gunzip.c), all else through libarchive.
 *
 * libarchive reads by calls back into raw.  It is told exactly what to expect, by the
 * container's first bytes: one compression, or zip, or tar; so nothing nests deeper than
 * a compressed file in a compressed tar, and no other of its many formats can be reached
 * by an odd file.  A compressed entry has an archive of its own, which reads by calls
 * back into the entry.
 */
#include "config.h"

#include "source/unpack_priv.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "moot/base/buf.h"
#include "moot/base/dso.h"
#include "moot/base/xalloc.h"
#include "moot/text/safe.h"
#include "source/gunzip_priv.h"

#define FUNCTIONS(F) \
	F(archive_entry_filetype) F(archive_entry_hardlink) F(archive_entry_pathname) \
	F(archive_entry_pathname_utf8) F(archive_error_string) F(archive_filter_count) \
	F(archive_format) F(archive_read_data_block) F(archive_read_free) F(archive_read_new) \
	F(archive_read_next_header) F(archive_read_open1) F(archive_read_set_callback_data) \
	F(archive_read_set_read_callback) F(archive_read_set_seek_callback) \
	F(archive_read_support_filter_by_code) F(archive_read_support_format_empty) \
	F(archive_read_support_format_raw) F(archive_read_support_format_tar) \
	F(archive_read_support_format_zip) F(archive_set_error)

static struct { FUNCTIONS(DSO_POINTER) } libarchive;
static struct dso libarchive_dso = DSO(LIBARCHIVE_SONAME, libarchive, FUNCTIONS);

enum {
	READ_BYTES = 64 * 1024,
	MOST_RETRIES = 10,
};

struct unpack {
	struct gunzip *gunzip;   /* or NULL: archive */
	struct archive *archive; /* or NULL: gunzip */
	struct raw *raw;
	const struct container_type *type;
	int filters;          /* that there must be; libarchive counts reading as one */
	struct buf head;      /* what was read of a pipe before */
	bool head_passed;
	char *block;          /* of READ_BYTES, that libarchive looks at */
	struct buf name;      /* of the entry */
	uint64_t out_bytes;   /* of all entries, also of those that were passed over */
	uint64_t entry_bytes; /* of the entry */
	uint32_t entries;
	bool opened, in_entry, unwanted, ended, broken;
	bool single;          /* the text of a compressed file, no entry of an archive */
	struct archive *inner; /* of an entry that is compressed, or NULL */
	struct span inner_head; /* the entry's first block, until it is passed on */
};

/* The next packed bytes, none at the end; false: errno. */
static bool read_packed(struct unpack *u, struct span *bytes)
{
	ssize_t n;

	if (u->head.len && !u->head_passed) {
		u->head_passed = true;
		*bytes = buf_span(&u->head);
		return true;
	}
	while (raw_would_block(u->raw)) {
		struct pollfd p = { .fd = u->raw->fd, .events = POLLIN };

		poll(&p, 1, -1);
	}
	do
		n = raw_read(u->raw, u->block, READ_BYTES);
	while (n < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK));
	*bytes = span_of(u->block, n > 0 ? (size_t)n : 0);
	return n >= 0;
}

/* ---- what libarchive calls ---- */

static la_ssize_t on_read(struct archive *a, void *user, const void **bytes)
{
	struct span packed;

	if (!read_packed(user, &packed)) {
		libarchive.archive_set_error(a, errno, "reading failed");
		return ARCHIVE_FATAL;
	}
	*bytes = packed.p;
	return (la_ssize_t)packed.len;
}

static la_int64_t on_seek(struct archive *a, void *user, la_int64_t offset, int whence)
{
	struct raw *raw = ((struct unpack *)user)->raw;
	int64_t base = whence == SEEK_SET ? 0
	    : whence == SEEK_CUR          ? (int64_t)raw->at_bytes
	                                  : (int64_t)raw->total_bytes;
	int64_t to;

	(void)a;
	if (__builtin_add_overflow(base, offset, &to) || to < 0)
		return ARCHIVE_FATAL;
	raw->at_bytes = (uint64_t)to;
	return to;
}

/* ---- opening ---- */

static const struct {
	enum container_kind kind;
	int filter;
} filters[] = {
	{ CONTAINER_GZIP, ARCHIVE_FILTER_GZIP },
	{ CONTAINER_BZIP2, ARCHIVE_FILTER_BZIP2 },
	{ CONTAINER_XZ, ARCHIVE_FILTER_XZ },
	{ CONTAINER_ZSTD, ARCHIVE_FILTER_ZSTD },
	{ CONTAINER_LZIP, ARCHIVE_FILTER_LZIP },
};

static bool expect_compressed(struct archive *a, enum container_kind kind)
{
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (filters[i].kind == kind &&
		    libarchive.archive_read_support_filter_by_code(a, filters[i].filter) !=
		        ARCHIVE_OK)
			return false;
	return libarchive.archive_read_support_format_raw(a) == ARCHIVE_OK
	    && libarchive.archive_read_support_format_empty(a) == ARCHIVE_OK;
}

/* A filter that libarchive cannot do itself would be another program: refused. */
static bool expect(struct unpack *u)
{
	struct archive *a = u->archive;
	enum container_kind kind = u->type->kind;

	u->filters = 1;
	if (kind == CONTAINER_ZIP)
		return libarchive.archive_read_support_format_zip(a) == ARCHIVE_OK;
	if (libarchive.archive_read_support_format_tar(a) != ARCHIVE_OK)
		return false;
	if (kind == CONTAINER_TAR)
		return true;
	u->filters = 2;
	return expect_compressed(a, kind);
}

static bool begin(struct unpack *u)
{
	struct archive *a = u->archive;

	u->opened = true;
	libarchive.archive_read_set_callback_data(a, u);
	libarchive.archive_read_set_read_callback(a, on_read);
	if (raw_can_seek(u->raw))
		libarchive.archive_read_set_seek_callback(a, on_seek);
	return libarchive.archive_read_open1(a) == ARCHIVE_OK;
}

static bool open_archive(struct unpack *u)
{
	u->archive = libarchive.archive_read_new();
	if (!u->archive)
		bug("no memory for an archive");
	return expect(u);
}

struct unpack *unpack_open(struct raw *raw, const struct container_type *type, struct span head,
    struct diags *diags, uint32_t source)
{
	struct gunzip *gunzip = type->kind == CONTAINER_GZIP ? gunzip_open(head) : NULL;
	struct unpack *u;
	const char *why;

	if (!gunzip && !dso_load(&libarchive_dso, &why)) {
		diag_add(diags, DIAG_CODE_NOT_BUILT, source, 0, "it is %s, and %s: it is not read",
		    type->name, why);
		return NULL;
	}
	u = xcalloc(1, sizeof *u);
	u->gunzip = gunzip;
	u->single = gunzip;
	u->raw = raw;
	u->type = type;
	u->block = xmalloc(READ_BYTES);
	if (raw_can_seek(raw))
		raw->at_bytes = 0;
	else
		buf_add_span(&u->head, head);
	if (!gunzip && !open_archive(u)) {
		diag_add(diags, DIAG_CODE_NOT_BUILT, source, 0,
		    "it is %s, which this libarchive cannot open: it is not read", type->name);
		unpack_close(u);
		return NULL;
	}
	return u;
}

void unpack_close(struct unpack *u)
{
	if (!u)
		return;
	if (u->inner)
		libarchive.archive_read_free(u->inner);
	if (u->archive)
		libarchive.archive_read_free(u->archive);
	gunzip_close(u->gunzip);
	buf_release(&u->head);
	buf_release(&u->name);
	free(u->block);
	free(u);
}

/* ---- what is said ---- */

/* libarchive's words may hold text of the archive. */
static void say_why(const struct unpack *u, struct diags *diags, uint32_t source)
{
	struct arena arena = { 0 };
	const char *why = u->gunzip
	    ? gunzip_error(u->gunzip)
	    : libarchive.archive_error_string(u->inner ? u->inner : u->archive);
	struct safe clean = safe_field(&arena, span_str(why ? why : "it is damaged"));

	if (u->entry_bytes)
		diag_add(diags, DIAG_CODE_DAMAGED, source, 0,
		    "unpacking stopped after %llu bytes: %s",
		    (unsigned long long)u->entry_bytes, clean.p);
	else
		diag_add(diags, DIAG_CODE_UNREADABLE, source, 0, "cannot be unpacked: %s", clean.p);
	arena_release(&arena);
}

static enum unpack_status stop(struct unpack *u)
{
	u->ended = u->broken = true;
	return UNPACK_BROKEN;
}

static enum unpack_status stop_damaged(struct unpack *u, struct diags *diags, uint32_t source)
{
	say_why(u, diags, source);
	return stop(u);
}

bool unpack_is_too_much(uint64_t out_bytes, uint64_t in_bytes)
{
	if (out_bytes <= UNPACK_FREE_BYTES)
		return false;
	return out_bytes > UNPACK_MOST_BYTES ||
	    (out_bytes - UNPACK_FREE_BYTES) / UNPACK_RATIO >= in_bytes;
}

static enum unpack_status stop_too_much(struct unpack *u, struct diags *diags, uint32_t source)
{
	bool named = u->unwanted && !u->single; /* else the source is called so */

	diag_add(diags, DIAG_CODE_TOO_LARGE, source, 0,
	    "unpacking stopped after %llu bytes%s%s, out of %llu packed ones; what follows is "
	    "left out",
	    (unsigned long long)u->out_bytes, named ? " in " : "", named ? buf_str(&u->name) : "",
	    (unsigned long long)u->raw->at_bytes);
	return stop(u);
}

/* ---- entries ---- */

static void name_entry(struct unpack *u, const char *path)
{
	buf_clear(&u->name);
	container_add_name(&u->name, span_str(path));
	if (!u->name.len)
		buf_add_str(&u->name, "(without a name)");
}

static bool is_wanted(struct archive_entry *entry, const char *path)
{
	return libarchive.archive_entry_filetype(entry) == AE_IFREG &&
	    !libarchive.archive_entry_hardlink(entry) && !container_is_hidden(span_str(path));
}

static enum unpack_status start_entry(struct unpack *u, struct archive_entry *entry,
    struct diags *diags, uint32_t source)
{
	const char *path = libarchive.archive_entry_pathname_utf8(entry);

	if (!path) /* not UTF-8: as it is */
		path = libarchive.archive_entry_pathname(entry);
	u->in_entry = true;
	u->entry_bytes = 0;
	u->single = libarchive.archive_format(u->archive) == ARCHIVE_FORMAT_RAW;
	name_entry(u, path);
	u->unwanted = !u->single && !is_wanted(entry, path);
	if (u->single || u->unwanted)
		return UNPACK_DATA;
	if (u->entries++ == UNPACK_MOST_ENTRIES) {
		diag_add(diags, DIAG_CODE_TOO_LARGE, source, 0,
		    "the archive has more than %d files; the others are left out",
		    UNPACK_MOST_ENTRIES);
		return stop(u);
	}
	return UNPACK_ENTRY;
}

static enum unpack_status next_entry(struct unpack *u, struct diags *diags, uint32_t source)
{
	struct archive_entry *entry;
	int got = ARCHIVE_RETRY;

	for (int i = 0; i < MOST_RETRIES && got == ARCHIVE_RETRY; i++)
		got = libarchive.archive_read_next_header(u->archive, &entry);
	if (got == ARCHIVE_EOF) {
		u->ended = true;
		return UNPACK_END;
	}
	u->entry_bytes = 0;
	if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
		return stop_damaged(u, diags, source);
	if (libarchive.archive_filter_count(u->archive) != u->filters) {
		diag_add(diags, DIAG_CODE_UNREADABLE, source, 0,
		    libarchive.archive_filter_count(u->archive) > u->filters
		        ? "it is compressed more than once: not unpacked"
		        : "it only begins like %s: not unpacked",
		    u->type->name);
		return stop(u);
	}
	return start_entry(u, entry, diags, source);
}

/* ---- what is in them ---- */

/* Holes of a sparse file are passed over: they hold no text. */
static int read_block(struct archive *a, struct span *bytes)
{
	const void *block = NULL;
	size_t len = 0;
	la_int64_t offset;
	int got = ARCHIVE_RETRY;

	for (int i = 0; i < MOST_RETRIES && got == ARCHIVE_RETRY; i++)
		got = libarchive.archive_read_data_block(a, &block, &len, &offset);
	*bytes = len ? span_of(block, len) : SPAN_NONE;
	return got;
}

static la_ssize_t on_inner_read(struct archive *a, void *user, const void **bytes)
{
	struct unpack *u = user;
	struct span block = u->inner_head;
	int got = ARCHIVE_OK;

	u->inner_head = SPAN_NONE;
	while (!block.len && (got == ARCHIVE_OK || got == ARCHIVE_WARN))
		got = read_block(u->archive, &block);
	if (got != ARCHIVE_OK && got != ARCHIVE_WARN && got != ARCHIVE_EOF) {
		const char *why = libarchive.archive_error_string(u->archive);

		libarchive.archive_set_error(a, EIO, "%s", why ? why : "it is damaged");
		return ARCHIVE_FATAL;
	}
	*bytes = block.p;
	return (la_ssize_t)block.len;
}

static bool is_compression(const struct container_type *type)
{
	return type && type->kind != CONTAINER_ZIP && type->kind != CONTAINER_TAR;
}

/* Begins to unpack an entry that begins like compressed data; false: it is not to be. */
static bool open_inner(struct unpack *u, struct span head)
{
	const struct container_type *type = container_find(head);
	struct archive_entry *entry;

	if (!is_compression(type))
		return false;
	u->inner = libarchive.archive_read_new();
	if (!u->inner)
		bug("no memory for an archive");
	u->inner_head = head;
	libarchive.archive_read_set_callback_data(u->inner, u);
	libarchive.archive_read_set_read_callback(u->inner, on_inner_read);
	if (!expect_compressed(u->inner, type->kind)
	    || libarchive.archive_read_open1(u->inner) != ARCHIVE_OK
	    || libarchive.archive_read_next_header(u->inner, &entry) != ARCHIVE_OK)
		return false;
	if (libarchive.archive_filter_count(u->inner) == 2)
		return true;
	libarchive.archive_set_error(u->inner, EIO, "it is compressed more than once");
	return false;
}

static void end_entry(struct unpack *u)
{
	libarchive.archive_read_free(u->inner);
	u->inner = NULL;
	u->in_entry = false;
}

static enum unpack_status next_block(struct unpack *u, struct span *bytes, struct diags *diags,
    uint32_t source)
{
	bool first = u->entry_bytes == 0 && !u->inner && !u->single && !u->unwanted;
	int got = read_block(u->inner ? u->inner : u->archive, bytes);

	if (first && got == ARCHIVE_OK && is_compression(container_find(*bytes))) {
		u->out_bytes += bytes->len;
		got = open_inner(u, *bytes) ? read_block(u->inner, bytes) : ARCHIVE_FAILED;
	}
	if (got == ARCHIVE_EOF || got == ARCHIVE_FAILED || (u->inner && got == ARCHIVE_FATAL)) {
		if (got != ARCHIVE_EOF)
			say_why(u, diags, source);
		end_entry(u);
		*bytes = SPAN_NONE;
		return UNPACK_DATA;
	}
	if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
		return stop_damaged(u, diags, source);
	u->entry_bytes += bytes->len;
	u->out_bytes += bytes->len;
	if (unpack_is_too_much(u->out_bytes, u->raw->at_bytes))
		return stop_too_much(u, diags, source);
	if (u->unwanted)
		*bytes = SPAN_NONE;
	return UNPACK_DATA;
}

static enum unpack_status next_of_gzip(struct unpack *u, struct span *bytes, struct diags *diags,
    uint32_t source)
{
	enum gunzip_status status = gunzip_next(u->gunzip, bytes);
	struct span packed;

	if (status == GUNZIP_HUNGRY) {
		if (!read_packed(u, &packed)) {
			diag_add(diags, DIAG_CODE_UNREADABLE, source, 0,
			    "reading stopped after %llu bytes: %s",
			    (unsigned long long)u->raw->at_bytes, strerror(errno));
			return stop(u);
		}
		gunzip_feed(u->gunzip, packed);
		status = gunzip_next(u->gunzip, bytes);
	}
	if (status == GUNZIP_BROKEN)
		return stop_damaged(u, diags, source);
	u->ended = status == GUNZIP_END;
	u->entry_bytes += bytes->len;
	u->out_bytes += bytes->len;
	if (unpack_is_too_much(u->out_bytes, u->raw->at_bytes))
		return stop_too_much(u, diags, source);
	return u->ended ? UNPACK_END : UNPACK_DATA;
}

enum unpack_status unpack_next(struct unpack *u, struct span *bytes, struct diags *diags,
    uint32_t source)
{
	*bytes = SPAN_NONE;
	if (u->ended)
		return u->broken ? UNPACK_BROKEN : UNPACK_END;
	if (u->gunzip)
		return next_of_gzip(u, bytes, diags, source);
	if (!u->opened && !begin(u))
		return stop_damaged(u, diags, source);
	return u->in_entry ? next_block(u, bytes, diags, source) : next_entry(u, diags, source);
}

struct span unpack_entry(const struct unpack *u)
{
	return buf_span(&u->name);
}

void unpack_skip(struct unpack *u)
{
	u->unwanted = true;
	u->ended |= u->single;
}
