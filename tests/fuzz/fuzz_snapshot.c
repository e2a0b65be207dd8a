/* A snapshot of any bytes.  The first byte of an input tells what the rest is: the file
 * itself, or changes to one that is well: of each, 7 bytes, the first is the section (or,
 * behind the last, the header), the next four where in it, the last two what is put there.
 * The changed file gets the checksums of one that is unharmed: what is tested is not what
 * an accident does, but what somebody does who means harm.  Whatever comes of it is
 * looked at as all of the program does. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "everything.h"
#include "fuzz.h"
#include "moot/base/checksum.h"
#include "moot/base/xalloc.h"
#include "moot/export/export.h"
#include "moot/search/index.h"
#include "store/snapshot_priv.h"

enum { WHOLE_FILE = 1, CHANGE_BYTES = 7 };

/* ---- a file that is well ---- */

static void make_file(struct buf *bytes)
{
	char dir[] = "fuzz_snapshot.XXXXXX", *name, *path;
	struct diags diags = { 0 };
	struct library *lib = library_of_everything(&diags);
	struct snapshot_key *key = snapshot_key_new(SPAN_LIT("fuzz"));
	struct search_index *si = search_index_new(lib, false);
	struct image_more_writer more = { search_index_write_part, si };

	if (!mkdtemp(dir))
		abort();
	name = snapshot_file_name(key);
	path = xasprintf("%s/%s", dir, name);
	if (!snapshot_write(dir, key, lib, &diags, &more, 1 << 30))
		abort();
	if (!read_file(path, bytes))
		abort();
	unlink(path);
	rmdir(dir);
	free(path);
	free(name);
	search_index_free(si);
	snapshot_key_free(key);
	library_free(lib);
	diags_release(&diags);
}

/* ---- changes ---- */

static void change(struct buf *bytes, const uint8_t *c)
{
	struct snapshot_header h;
	uint64_t start = 0, len = sizeof h, at;

	memcpy(&h, bytes->data, sizeof h);
	if (c[0] % (SECTIONS + 1) < SECTIONS) {
		start = h.sections[c[0] % (SECTIONS + 1)].offset_bytes;
		len = h.sections[c[0] % (SECTIONS + 1)].len_bytes;
	}
	at = (uint64_t)c[1] | (uint64_t)c[2] << 8 | (uint64_t)c[3] << 16 | (uint64_t)c[4] << 24;
	if (len < 2 || start >= bytes->len || len > bytes->len - start)
		return;
	memcpy(bytes->data + start + at % (len - 1), c + 5, 2);
}

static char *at(struct buf *bytes, uint64_t offset)
{
	return bytes->data + offset;
}

/* Puts the checksums of pages [from, to) at `sums`, as far as they fit before `end`. */
static void seal_pages(struct buf *bytes, uint64_t from, uint64_t to, uint64_t sums, uint64_t end)
{
	for (; from < to && sums + sizeof(uint64_t) <= end; from += SNAPSHOT_PAGE_BYTES) {
		uint64_t sum = checksum64(span_of(at(bytes, from), SNAPSHOT_PAGE_BYTES));

		memcpy(at(bytes, sums), &sum, sizeof sum);
		sums += sizeof sum;
	}
}

static void seal(struct buf *bytes)
{
	struct snapshot_header h;

	if (bytes->len < SNAPSHOT_PAGE_BYTES)
		return;
	memcpy(&h, bytes->data, sizeof h);
	memcpy(h.magic, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC);
	h.byte_order = SNAPSHOT_BYTE_ORDER;
	h.version = SNAPSHOT_VERSION;
	h.layout = image_layout();
	h.file_bytes = bytes->len;
	if (h.sums_offset_bytes >= SNAPSHOT_PAGE_BYTES && h.tops_offset_bytes < bytes->len
	    && h.sums_offset_bytes <= h.tops_offset_bytes
	    && h.sums_offset_bytes % SNAPSHOT_PAGE_BYTES == 0
	    && h.tops_offset_bytes % SNAPSHOT_PAGE_BYTES == 0) {
		seal_pages(bytes, SNAPSHOT_PAGE_BYTES, h.sums_offset_bytes, h.sums_offset_bytes,
		    h.tops_offset_bytes);
		seal_pages(bytes, h.sums_offset_bytes, h.tops_offset_bytes, h.tops_offset_bytes,
		    bytes->len);
		h.tops_checksum = checksum64(span_of(at(bytes, h.tops_offset_bytes),
		    bytes->len - (size_t)h.tops_offset_bytes));
	}
	h.checksum = snapshot_header_checksum(&h);
	memcpy(bytes->data, &h, sizeof h);
}

/* ---- looking ---- */

static void look_at_post(const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);
	struct buf number = BUF_INIT;

	for (uint32_t i = 0; i < count; i += items[i].size) {
		if (items[i].depth != 1)
			abort();
	}
	for (uint32_t i = 0; i < count; i++) {
		buf_clear(&number);
		library_add_number(lib, items[i].comment, &number);
		library_by_post_author(lib, items[i].comment);
		if (library_comment(lib, items[i].comment)->post != post)
			abort();
	}
	buf_release(&number);
}

static void export_all(const struct library *lib, const char *format, const struct diags *diags)
{
	static FILE *sink;
	size_t count = library_post_count(lib);
	post_id *posts = xcalloc(count + 1, sizeof *posts);
	uint32_t *numbers = xcalloc(count + 1, sizeof *numbers);

	if (!sink)
		sink = fopen("/dev/null", "w");
	for (uint32_t i = 0; i < count; i++)
		numbers[i] = posts[i] = i + 1;
	export_format_find(format)->write(lib,
	    &(struct export_selection){ .posts = posts, .numbers = numbers, .count = count },
	    &(struct export_opts){ .all = true, .diags = diags }, sink);
	free(numbers);
	free(posts);
}

static void look_at(const struct library *lib, const struct diags *diags)
{
	comment_id comment;
	post_id post;

	for (post_id p = 1; p <= library_post_count(lib); p++)
		look_at_post(lib, p);
	library_resolve(lib, SPAN_LIT("1#1.1"), true, &post, &comment);
	library_resolve(lib, SPAN_LIT("p1#nowhere"), true, &post, &comment);
	export_all(lib, "text", diags);
	export_all(lib, "json", diags);
	for (comment_id c = 1; c <= library_comment_count(lib); c++)
		library_text(lib, library_comment(lib, c)->body);
}

static void search(const struct library *lib, const struct image_more *more)
{
	struct search_index *si = search_index_from_image(lib, more);
	struct pattern_fault fault;
	struct pattern *p = pattern_new(SPAN_LIT("e|a b"), &fault);
	struct index_search q = { 0 };

	if (si) {
		index_search_begin(&q, si, p);
		while (index_search_step(&q))
			continue;
		for (size_t i = 0; i < q.row_count; i++) {
			uint32_t comment = search_index_comment(si, q.rows[i].text);

			if (comment != INDEX_TITLE && comment > library_comment_count(lib))
				abort();
		}
	}
	index_search_release(&q);
	search_index_free(si);
	pattern_free(p);
}

static void match(const struct library *lib, const struct state_keys *keys)
{
	char *trouble;
	struct state *s = state_open(NULL, &trouble);

	state_take_keys(s, keys);
	state_begin(s, SPAN_LIT("fuzz"), 1, &trouble);
	state_match(s, lib, true);
	while (state_step(s, lib, &trouble))
		continue;
	for (post_id p = 1; p <= library_post_count(lib); p++)
		state_new_count(s, lib, p);
	state_close(s);
}

static void open_bytes(const struct buf *bytes)
{
	int fd = memfd_create("snapshot", MFD_CLOEXEC);
	struct diags diags = { 0 };
	struct state_keys keys;
	struct image_more more;
	const char *wrong;
	struct library *lib;

	if (fd < 0 || fchmod(fd, 0600) != 0
	    || write(fd, buf_str(bytes), bytes->len) != (ssize_t)bytes->len)
		abort();
	lib = snapshot_from_file(fd, NULL, &diags, &keys, &more, &wrong);
	if (lib) {
		look_at(lib, &diags);
		search(lib, &more);
		match(lib, &keys);
	}
	library_free(lib);
	diags_release(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct buf well;
	struct buf bytes = BUF_INIT;

	if (!well.len)
		make_file(&well);
	if (!size)
		return 0;
	if (data[0] & WHOLE_FILE) {
		buf_add(&bytes, data + 1, size - 1);
	} else {
		buf_add_span(&bytes, buf_span(&well));
		for (size_t i = 1; i + CHANGE_BYTES <= size; i += CHANGE_BYTES)
			change(&bytes, data + i);
	}
	seal(&bytes);
	open_bytes(&bytes);
	buf_release(&bytes);
	return 0;
}
