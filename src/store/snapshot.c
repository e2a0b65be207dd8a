/* Opening: the header, the checksums and what must be the same are looked at; pages of the
 * sections are read when they are asked for.  They lie in memory of our own, at the same
 * distances as in the file, of which the system makes only what is touched: so a file that
 * is cut or written to by others meanwhile costs what was not read yet, and no more, where
 * a mapped one would end the program (SIGBUS) or change behind its back. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/checksum.h"
#include "moot/base/xalloc.h"
#include "store/snapshot_priv.h"

enum { BITS = 64, SUMS_IN_PAGE = SNAPSHOT_PAGE_BYTES / sizeof(uint64_t) };

struct snapshot {
	int fd;
	struct snapshot_header header;
	char *memory;     /* tops_offset_bytes of it: as the file, but for the header */
	uint64_t *tops;   /* of the pages of checksums */
	uint64_t *loaded; /* a bit for each page behind the header's */
	size_t sections;  /* pages of them; those of the checksums come behind */
};

static const char foreign[] = "it is of another version, or another machine";
static const char damaged[] = "it is damaged";
static const char stale[] = "the sources have changed, or are read in another way";

uint64_t snapshot_header_checksum(const struct snapshot_header *h)
{
	return checksum64(span_of((const char *)h, offsetof(struct snapshot_header, checksum)));
}

uint64_t snapshot_round_up(uint64_t bytes)
{
	return (bytes + SNAPSHOT_PAGE_BYTES - 1) / SNAPSHOT_PAGE_BYTES * SNAPSHOT_PAGE_BYTES;
}

static bool read_at(int fd, void *to, size_t len, uint64_t from)
{
	char *p = to;

	while (len) {
		ssize_t got = pread(fd, p, len, (off_t)from);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		from += (uint64_t)got;
		len -= (size_t)got;
	}
	return true;
}

/* ---- pages ---- */

static bool is_loaded(const struct snapshot *s, size_t page)
{
	return s->loaded[page / BITS] >> page % BITS & 1;
}

static char *page_start(const struct snapshot *s, size_t page)
{
	return s->memory + (page + 1) * SNAPSHOT_PAGE_BYTES;
}

static bool load_pages(struct snapshot *s, size_t first, size_t end);

/* What the page must have for its checksum; false when that is not known. */
static bool sum_of(struct snapshot *s, size_t page, uint64_t *sum)
{
	size_t holder = s->sections + page / SUMS_IN_PAGE;

	if (page >= s->sections) {
		*sum = s->tops[page - s->sections];
		return true;
	}
	if (!is_loaded(s, holder) && !load_pages(s, holder, holder + 1))
		return false;
	memcpy(sum, page_start(s, holder) + page % SUMS_IN_PAGE * sizeof *sum, sizeof *sum);
	return true;
}

static bool load_pages(struct snapshot *s, size_t first, size_t end)
{
	char *to = page_start(s, first);
	uint64_t sum;

	if (!read_at(s->fd, to, (end - first) * SNAPSHOT_PAGE_BYTES, (uint64_t)(to - s->memory)))
		return false;
	for (size_t page = first; page < end; page++) {
		struct span bytes = span_of(page_start(s, page), SNAPSHOT_PAGE_BYTES);

		if (!sum_of(s, page, &sum) || checksum64(bytes) != sum)
			return false;
		s->loaded[page / BITS] |= UINT64_C(1) << page % BITS;
	}
	return true;
}

/* Pages that were loaded are never read again: they stay what they were. */
static bool load(void *user, const char *from, size_t len)
{
	struct snapshot *s = user;
	size_t page = (size_t)(from - s->memory) / SNAPSHOT_PAGE_BYTES - 1, run;
	size_t end = (size_t)(from - s->memory + len + SNAPSHOT_PAGE_BYTES - 1)
	    / SNAPSHOT_PAGE_BYTES - 1;

	for (; page < end; page = run) {
		run = page + 1;
		if (is_loaded(s, page))
			continue;
		while (run < end && !is_loaded(s, run))
			run++;
		if (!load_pages(s, page, run))
			return false;
	}
	return true;
}

/* Not into our memory; the checksums of the pages are kept there. */
static struct span read_once(void *user, const char *from, size_t len, struct buf *scratch)
{
	struct snapshot *s = user;
	size_t at = (size_t)(from - s->memory), skip = at % SNAPSHOT_PAGE_BYTES;
	size_t first = at / SNAPSHOT_PAGE_BYTES - 1;
	size_t pages = (skip + len + SNAPSHOT_PAGE_BYTES - 1) / SNAPSHOT_PAGE_BYTES;
	uint64_t sum;

	buf_clear(scratch);
	buf_reserve(scratch, pages * SNAPSHOT_PAGE_BYTES);
	if (!read_at(s->fd, scratch->data, pages * SNAPSHOT_PAGE_BYTES, at - skip))
		return SPAN_NONE;
	for (size_t i = 0; i < pages; i++) {
		struct span page = span_of(scratch->data + i * SNAPSHOT_PAGE_BYTES,
		    SNAPSHOT_PAGE_BYTES);

		if (!sum_of(s, first + i, &sum) || checksum64(page) != sum)
			return SPAN_NONE;
	}
	return span_of(scratch->data + skip, len);
}

static struct span unread_section(const struct snapshot *s, int n)
{
	const struct snapshot_section_place *place = &s->header.sections[n];

	return span_of(s->memory + place->offset_bytes, (size_t)place->len_bytes);
}

/* Loaded, or none. */
static struct span section(struct snapshot *s, int n)
{
	struct span bytes = unread_section(s, n);

	return load(s, bytes.p, bytes.len) ? bytes : SPAN_NONE;
}

/* ---- the file ---- */

static void release(void *user)
{
	struct snapshot *s = user;

	if (s->memory)
		munmap(s->memory, (size_t)s->header.tops_offset_bytes);
	free(s->tops);
	free(s->loaded);
	close(s->fd);
	free(s);
}

static bool is_own(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid() && (st->st_mode & 077) == 0;
}

/* Where everything stands follows from how long it is. */
static bool is_laid_out(const struct snapshot_header *h)
{
	uint64_t at = SNAPSHOT_PAGE_BYTES, sums;

	for (int i = 0; i < SECTIONS; i++) {
		if (h->sections[i].offset_bytes != at || at > h->file_bytes
		    || h->sections[i].len_bytes > h->file_bytes - at)
			return false;
		at = snapshot_round_up(at + h->sections[i].len_bytes);
	}
	if (h->sums_offset_bytes != at)
		return false;
	sums = (at / SNAPSHOT_PAGE_BYTES - 1) * sizeof(uint64_t);
	at += snapshot_round_up(sums);
	return h->tops_offset_bytes == at && h->file_bytes > at
	    && h->file_bytes - at
	    == snapshot_round_up(sums) / SNAPSHOT_PAGE_BYTES * sizeof(uint64_t);
}

static const char *read_header(struct snapshot *s)
{
	struct snapshot_header *h = &s->header;
	struct stat st;

	if (fstat(s->fd, &st) != 0 || !is_own(&st))
		return "it is not the user's own and private";
	if (!read_at(s->fd, h, sizeof *h, 0))
		return damaged;
	if (memcmp(h->magic, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC) != 0
	    || h->byte_order != SNAPSHOT_BYTE_ORDER || h->version != SNAPSHOT_VERSION
	    || h->layout != image_layout())
		return foreign;
	if (h->checksum != snapshot_header_checksum(h) || (uint64_t)st.st_size != h->file_bytes
	    || !is_laid_out(h))
		return damaged;
	return NULL;
}

static bool read_tops(struct snapshot *s)
{
	size_t len = (size_t)(s->header.file_bytes - s->header.tops_offset_bytes);

	s->sections = (size_t)s->header.sums_offset_bytes / SNAPSHOT_PAGE_BYTES - 1;
	s->loaded = xcalloc((size_t)s->header.tops_offset_bytes / SNAPSHOT_PAGE_BYTES / BITS + 1,
	    sizeof *s->loaded);
	s->tops = try_calloc(len / sizeof *s->tops, sizeof *s->tops);
	return s->tops && read_at(s->fd, s->tops, len, s->header.tops_offset_bytes)
	    && checksum64(span_of((const char *)s->tops, len)) == s->header.tops_checksum;
}

/* Small pages only: of a large one most would be of no use. */
static bool make_memory(struct snapshot *s)
{
	size_t len = (size_t)s->header.tops_offset_bytes;
	void *memory = mmap(NULL, len, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		return false;
#ifdef MADV_NOHUGEPAGE
	madvise(memory, len, MADV_NOHUGEPAGE);
#endif
	s->memory = memory;
	return true;
}

/* ---- what it is of ---- */

/* The files may be called by other names than when it was written: from another directory,
 * say.  Where an archive has given several sources, that cannot be told from the names. */
static bool take_names(struct library *lib, struct span written, const struct snapshot_key *key)
{
	struct span names = buf_span(&key->names), name;
	source_id source = 1;

	if (span_eq(written, names))
		return true;
	if (key->count != library_source_count(lib))
		return false;
	for (; snapshot_next_name(&names, &name); source++)
		library_rename_source(lib, source, name);
	return true;
}

static struct library *open_library(struct snapshot *s, const char **wrong)
{
	struct image image = { .load = load, .release = release, .user = s };
	const char *what;
	struct library *lib;

	for (int part = 0; part < IMAGE_PARTS; part++)
		image.parts[part] = unread_section(s, SECTION_IMAGE + part);
	lib = library_from_image(&image, &what);
	*wrong = lib ? NULL : damaged;
	return lib;
}

static const char *read_beginning(struct snapshot *s, const struct snapshot_key *key)
{
	const char *wrong = read_header(s);

	if (wrong)
		return wrong;
	if (!read_tops(s) || !make_memory(s))
		return damaged;
	if (key && !span_eq(section(s, SECTION_IDENTITY), buf_span(&key->identity)))
		return stale;
	return NULL;
}

/* Those of comments are loaded when they are wanted. */
static bool take_keys(struct snapshot *s, const struct library *lib, struct state_keys *keys)
{
	struct span posts = section(s, SECTION_POST_KEYS);
	struct span comments = unread_section(s, SECTION_COMMENT_KEYS);
	const void *start[] = { posts.p, comments.p };

	*keys = (struct state_keys){ start[0], start[1], load, s };
	return posts.len == ((size_t)library_post_count(lib) + 1) * sizeof *keys->posts
	    && comments.len == ((size_t)library_comment_count(lib) + 1) * sizeof *keys->comments;
}

static void take_more(struct snapshot *s, struct image_more *more)
{
	*more = (struct image_more){ .load = load, .read = read_once, .user = s };
	for (int part = 0; part < IMAGE_MORE_PARTS; part++)
		more->parts[part] = unread_section(s, SECTION_MORE + part);
}

static const char *take_rest(struct snapshot *s, struct library *lib,
    const struct snapshot_key *key, struct diags *diags, struct state_keys *keys)
{
	struct span found = section(s, SECTION_DIAGS);

	if (key && !take_names(lib, section(s, SECTION_NAMES), key))
		return stale;
	if (!take_keys(s, lib, keys) || span_is_none(found)
	    || !snapshot_take_diags(found, library_source_count(lib), diags))
		return damaged;
	return NULL;
}

struct library *snapshot_from_file(int fd, const struct snapshot_key *key, struct diags *diags,
    struct state_keys *keys, struct image_more *more, const char **wrong)
{
	struct snapshot *s = xcalloc(1, sizeof *s);
	struct library *lib;

	s->fd = fd;
	*wrong = read_beginning(s, key);
	lib = *wrong ? NULL : open_library(s, wrong);
	if (!lib) {
		release(s);
		return NULL;
	}
	take_more(s, more);
	*wrong = take_rest(s, lib, key, diags, keys);
	if (!*wrong)
		return lib;
	library_free(lib);
	return NULL;
}

struct library *snapshot_open(const char *directory, const struct snapshot_key *key,
    struct diags *diags, struct state_keys *keys, struct image_more *more)
{
	char *name = snapshot_file_name(key), *path = xasprintf("%s/%s", directory, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct library *lib = NULL;
	const char *wrong;

	if (fd >= 0) {
		futimens(fd, NULL); /* used now: see snapshot_trim.c */
		lib = snapshot_from_file(fd, key, diags, keys, more, &wrong);
		if (!lib)
			diag_add(diags, DIAG_CODE_CACHE, 0, 0, "the cache is not used: %s", wrong);
	}
	free(path);
	free(name);
	return lib;
}

void snapshot_remove(const char *directory, const struct snapshot_key *key)
{
	char *name = snapshot_file_name(key), *path = xasprintf("%s/%s", directory, name);

	unlink(path);
	free(path);
	free(name);
}
