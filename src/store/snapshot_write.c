/* Writing: section after section, each page's checksum taken while it goes by; then the
 * checksums, and theirs; then, at the beginning, the header that they belong to. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/checksum.h"
#include "moot/base/file.h"
#include "moot/base/xalloc.h"
#include "store/snapshot_priv.h"
#include "store/state_priv.h"

enum { WRITE_BYTES = 1 << 20 }; /* at once */

struct writer {
	FILE *out;
	struct snapshot_header header;
	char page[SNAPSHOT_PAGE_BYTES]; /* begun */
	size_t page_len;
	uint64_t at_bytes; /* in the file, the begun page not counted */
	struct buf sums;   /* of the pages */
	uint64_t limit_bytes; /* of the file, for what is kept beside */
	bool too_large;
};

static bool write_page(struct writer *w, const char *page)
{
	uint64_t sum = checksum64(span_of(page, SNAPSHOT_PAGE_BYTES));

	buf_add(&w->sums, &sum, sizeof sum);
	w->at_bytes += SNAPSHOT_PAGE_BYTES;
	return fwrite(page, SNAPSHOT_PAGE_BYTES, 1, w->out) == 1;
}

/* Adds to the page that is begun, and writes it when it is full. */
static bool fill_page(struct writer *w, struct span bytes)
{
	memcpy(w->page + w->page_len, bytes.p, bytes.len);
	w->page_len += bytes.len;
	if (w->page_len < SNAPSHOT_PAGE_BYTES)
		return true;
	w->page_len = 0;
	return write_page(w, w->page);
}

/* Whole pages go as they are. */
static bool write_bytes(void *user, struct span bytes)
{
	struct writer *w = user;
	bool ok = true;

	while (ok && bytes.len) {
		size_t n = SNAPSHOT_PAGE_BYTES - w->page_len;

		n = n < bytes.len ? n : bytes.len;
		ok = n == SNAPSHOT_PAGE_BYTES ? write_page(w, bytes.p)
		                              : fill_page(w, span_sub(bytes, 0, n));
		bytes = span_sub(bytes, n, bytes.len);
	}
	return ok;
}

static bool end_page(struct writer *w)
{
	if (!w->page_len)
		return true;
	memset(w->page + w->page_len, 0, SNAPSHOT_PAGE_BYTES - w->page_len);
	w->page_len = 0;
	return write_page(w, w->page);
}

/* Keys of posts, or of comments; that of a comment is made with its post's. */
static bool write_keys(struct writer *w, const struct library *lib, bool of_comments)
{
	uint32_t count = of_comments ? library_comment_count(lib) : library_post_count(lib);
	bool ok = true;

	for (uint32_t id = 0; ok && id <= count; id++) {
		post_id post = of_comments ? library_comment(lib, id)->post : id;
		uint64_t key = post ? key_of_post(lib, post) : 0;

		if (post && of_comments)
			key = key_of_comment(lib, key, id);
		ok = write_bytes(w, span_of((const char *)&key, sizeof key));
	}
	return ok;
}

/* What goes into a snapshot. */
struct contents {
	const struct snapshot_key *key;
	const struct library *lib;
	const struct diags *diags;
	const struct image_more_writer *more; /* or NULL */
	uint64_t limit_bytes;
	struct buf found;                     /* diags as bytes */
};

static bool write_section(struct writer *w, int section, const struct contents *c)
{
	switch (section) {
	case SECTION_IDENTITY:
		return write_bytes(w, buf_span(&c->key->identity));
	case SECTION_NAMES:
		return write_bytes(w, buf_span(&c->key->names));
	case SECTION_DIAGS:
		return write_bytes(w, buf_span(&c->found));
	case SECTION_POST_KEYS:
	case SECTION_COMMENT_KEYS:
		return write_keys(w, c->lib, section == SECTION_COMMENT_KEYS);
	default:
		return library_write_part(
		    c->lib, (enum image_part)(section - SECTION_IMAGE), write_bytes, w);
	}
}

static bool end_section(struct writer *w, int section)
{
	struct snapshot_section_place *place = &w->header.sections[section];

	place->len_bytes = w->at_bytes + w->page_len - place->offset_bytes;
	return end_page(w);
}

static bool write_sections(struct writer *w, struct contents *c)
{
	bool ok = true;

	snapshot_add_diags(&c->found, c->diags);
	for (int section = 0; ok && section < SECTION_MORE; section++) {
		w->header.sections[section].offset_bytes = w->at_bytes;
		ok = write_section(w, section, c) && end_section(w, section);
	}
	buf_release(&c->found);
	return ok;
}

/* ---- what is kept beside ---- */

static uint64_t with_sums(uint64_t bytes)
{
	return bytes + bytes / SNAPSHOT_PAGE_BYTES * sizeof(uint64_t) + 2 * SNAPSHOT_PAGE_BYTES;
}

/* Its size is known when it is written. */
static bool write_if_room(void *user, struct span bytes)
{
	struct writer *w = user;

	w->too_large |= with_sums(w->at_bytes + w->page_len + bytes.len) > w->limit_bytes;
	return !w->too_large && write_bytes(w, bytes);
}

static bool write_parts(struct writer *w, const struct image_more_writer *more)
{
	bool ok = true;

	for (int part = 0; ok && part < IMAGE_MORE_PARTS; part++) {
		int section = SECTION_MORE + part;

		w->header.sections[section].offset_bytes = w->at_bytes;
		ok = !more || more->write_part(more->what, part, write_if_room, w);
		ok = ok && end_section(w, section);
	}
	return ok;
}

/* As if nothing had been written behind this place. */
static bool go_back(struct writer *w, uint64_t at_bytes)
{
	w->at_bytes = at_bytes;
	w->page_len = 0;
	buf_truncate(&w->sums, (at_bytes / SNAPSHOT_PAGE_BYTES - 1) * sizeof(uint64_t));
	return fflush(w->out) == 0 && ftruncate(fileno(w->out), (off_t)at_bytes) == 0 &&
	    fseeko(w->out, (off_t)at_bytes, SEEK_SET) == 0;
}

static bool write_more(struct writer *w, const struct contents *c)
{
	uint64_t start = w->at_bytes;

	w->limit_bytes = c->limit_bytes;
	return write_parts(w, c->more) ||
	    (w->too_large && go_back(w, start) && write_parts(w, NULL));
}

/* The checksums as pages, with their own checksums behind. */
static bool write_sums(struct writer *w)
{
	struct buf sums = w->sums;
	bool ok;

	w->sums = BUF_INIT;
	w->header.sums_offset_bytes = w->at_bytes;
	ok = write_bytes(w, buf_span(&sums)) && end_page(w);
	w->header.tops_offset_bytes = w->at_bytes;
	buf_release(&sums);
	return ok && fwrite(buf_str(&w->sums), w->sums.len, 1, w->out) == 1;
}

static bool write_header(struct writer *w)
{
	struct snapshot_header *h = &w->header;

	memcpy(h->magic, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC);
	h->byte_order = SNAPSHOT_BYTE_ORDER;
	h->version = SNAPSHOT_VERSION;
	h->layout = image_layout();
	h->file_bytes = w->at_bytes + w->sums.len;
	h->tops_checksum = checksum64(buf_span(&w->sums));
	h->checksum = snapshot_header_checksum(h);
	return fseek(w->out, 0, SEEK_SET) == 0 && fwrite(h, sizeof *h, 1, w->out) == 1;
}

/* ---- how much it will be ---- */

static bool count_bytes(void *user, struct span bytes)
{
	uint64_t *sum = user;

	*sum += bytes.len;
	return true;
}

static bool fits(const struct library *lib, uint64_t limit_bytes)
{
	uint64_t bytes = 0;

	for (int part = 0; part < IMAGE_PARTS; part++)
		library_write_part(lib, (enum image_part)part, count_bytes, &bytes);
	return bytes <= limit_bytes;
}

/* ---- all of it ---- */

static bool write_into(struct writer *w, struct contents *c)
{
	w->at_bytes = SNAPSHOT_PAGE_BYTES;
	return setvbuf(w->out, NULL, _IOFBF, WRITE_BYTES) == 0
	    && fchmod(fileno(w->out), 0600) == 0
	    && fseek(w->out, SNAPSHOT_PAGE_BYTES, SEEK_SET) == 0
	    && write_sections(w, c) && write_more(w, c) && write_sums(w)
	    && write_header(w);
}

static bool write_file(const char *path, struct contents *c)
{
	struct writer *w;
	struct atomic_file file;
	bool ok;
	int error;

	if (!atomic_file_open(&file, path, true))
		return false;
	w = xcalloc(1, sizeof *w);
	w->out = file.out;
	ok = write_into(w, c) && atomic_file_commit(&file);
	error = errno;
	if (file.out)
		atomic_file_abort(&file);
	buf_release(&w->sums);
	free(w);
	errno = error;
	return ok;
}

bool snapshot_write(const char *directory, const struct snapshot_key *key,
    const struct library *lib, const struct diags *diags, const struct image_more_writer *more,
    uint64_t limit_bytes)
{
	struct contents c = { .key = key, .lib = lib, .diags = diags, .more = more,
		.limit_bytes = limit_bytes };
	char *name = snapshot_file_name(key), *path = xasprintf("%s/%s", directory, name);
	bool ok = fits(lib, limit_bytes);
	int error = EFBIG;

	if (ok) {
		ok = write_file(path, &c);
		error = errno;
	}
	snapshot_trim(directory, limit_bytes);
	free(name);
	free(path);
	errno = error;
	return ok;
}
