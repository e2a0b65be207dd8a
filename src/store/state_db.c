/* The state's file.  A post's comments are one blob of 16-byte records (key, first seen,
 * flags; big-endian), so that a library of a million comments costs a row per post, not
 * per comment.  Saving reads the blobs of changed posts again inside the transaction and
 * merges them: two instances on one library do not undo each other. */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "moot/base/xalloc.h"
#include "store/state_priv.h"

enum { SCHEMA_VERSION = 1, RECORD_BYTES = 16, FLAG_READ = 1, BUSY_MS = 500 };

struct state_db {
	sqlite3 *sqlite;
	bool read_only;
};

static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS library(id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL,"
    " sources TEXT, visit_s INTEGER, active_s INTEGER, post INTEGER, comment INTEGER,"
    " text_offset INTEGER);"
    "CREATE TABLE IF NOT EXISTS post(library INTEGER, key INTEGER, comments BLOB,"
    " comment INTEGER, text_offset INTEGER, PRIMARY KEY(library, key)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS mark(library INTEGER, letter INTEGER, post INTEGER,"
    " comment INTEGER, text_offset INTEGER, PRIMARY KEY(library, letter)) WITHOUT ROWID;"
    "PRAGMA user_version = 1;"
    "COMMIT";

/* ---- opening ---- */

static int user_version(sqlite3 *sqlite)
{
	sqlite3_stmt *stmt;
	int version = -1;

	if (sqlite3_prepare_v2(sqlite, "PRAGMA user_version", -1, &stmt, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_step(stmt) == SQLITE_ROW)
		version = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return version;
}

/* SQLITE_OK, or why the file cannot be used. */
static int try_open(const char *path, struct state_db *db)
{
	int code = sqlite3_open_v2(path, &db->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	int version;

	if (code != SQLITE_OK)
		return code;
	chmod(path, 0600);
	db->read_only = sqlite3_db_readonly(db->sqlite, "main") == 1;
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	version = user_version(db->sqlite);
	if (version < 0)
		return sqlite3_errcode(db->sqlite);
	if (version > SCHEMA_VERSION)
		return SQLITE_MISMATCH;
	if (version == SCHEMA_VERSION || db->read_only)
		return SQLITE_OK;
	return sqlite3_exec(db->sqlite, schema, NULL, NULL, NULL);
}

/* The first of path.bad, path.bad2 ... that is not there. */
static char *aside_name(const char *path)
{
	struct stat st;

	for (int i = 1;; i++) {
		char *name = i == 1 ? xasprintf("%s.bad", path) : xasprintf("%s.bad%d", path, i);

		if (lstat(name, &st) < 0)
			return name;
		free(name);
	}
}

static bool set_aside(const char *path, char **trouble)
{
	char *aside = aside_name(path);
	bool ok = rename(path, aside) == 0;

	if (ok)
		*trouble = xasprintf("the reading state was damaged; it is kept as %s", aside);
	free(aside);
	return ok;
}

struct state_db *state_db_open(const char *path, char **trouble)
{
	struct state_db *db = xcalloc(1, sizeof *db);
	int code = try_open(path, db);

	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
		sqlite3_close(db->sqlite);
		db->sqlite = NULL;
		if (set_aside(path, trouble))
			code = try_open(path, db);
	}
	if (code == SQLITE_OK) {
		if (db->read_only)
			*trouble = xasprintf("the reading state cannot be written: what you read now is not kept");
		return db;
	}
	free(*trouble);
	*trouble = xasprintf("the reading state cannot be used (%s): what you read is not kept",
	    code == SQLITE_MISMATCH ? "it is of a newer version" : sqlite3_errstr(code));
	state_db_close(db);
	return NULL;
}

void state_db_close(struct state_db *db)
{
	if (!db)
		return;
	sqlite3_close(db->sqlite);
	free(db);
}

/* ---- statements ---- */

static sqlite3_stmt *prepare(struct state_db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL);
	return stmt; /* NULL is allowed everywhere below, and fails */
}

static bool run(sqlite3_stmt *stmt)
{
	bool ok = stmt && sqlite3_step(stmt) == SQLITE_DONE;

	if (stmt)
		sqlite3_reset(stmt);
	return ok;
}

/* SQLite's integers are signed; keys are bits. */
static int64_t as_signed(uint64_t key)
{
	int64_t value;

	memcpy(&value, &key, sizeof value);
	return value;
}

static uint64_t column_key(sqlite3_stmt *stmt, int column)
{
	int64_t value = sqlite3_column_int64(stmt, column);
	uint64_t key;

	memcpy(&key, &value, sizeof key);
	return key;
}

static uint32_t column_offset(sqlite3_stmt *stmt, int column)
{
	int64_t value = sqlite3_column_int64(stmt, column);

	return value < 0 || value > UINT32_MAX ? 0 : (uint32_t)value;
}

/* ---- records ---- */

static uint64_t get_bytes(const unsigned char *p, int count)
{
	uint64_t value = 0;

	for (int i = 0; i < count; i++)
		value = value << 8 | p[i];
	return value;
}

static void add_bytes(struct buf *out, uint64_t value, int count)
{
	for (int i = count - 1; i >= 0; i--)
		buf_add_char(out, (char)(value >> (8 * i) & 0xFF));
}

static void add_record(struct buf *out, const struct seen *seen)
{
	add_bytes(out, seen->key, 8);
	add_bytes(out, seen->first_seen_s, 4);
	add_bytes(out, seen->read ? FLAG_READ : 0, 4);
}

static void load_records(struct seen_table *table, struct span blob)
{
	const unsigned char *p = (const unsigned char *)blob.p;

	for (size_t n = blob.len / RECORD_BYTES; n--; p += RECORD_BYTES) {
		uint64_t key = get_bytes(p, 8);
		struct seen *seen;

		if (!key)
			continue;
		seen = seen_add(table, key);
		if (seen->changed)
			continue; /* what was done in this run counts */
		seen->first_seen_s = (uint32_t)get_bytes(p + 8, 4);
		seen->read = (get_bytes(p + 12, 4) & FLAG_READ) != 0;
	}
}

static struct span column_blob(sqlite3_stmt *stmt, int column)
{
	const void *p = sqlite3_column_blob(stmt, column);

	return span_of(p, p ? (size_t)sqlite3_column_bytes(stmt, column) : 0);
}

/* ---- loading ---- */

static bool load_library(struct state_db *db, struct state *s)
{
	sqlite3_stmt *stmt = prepare(db,
	    "SELECT id, visit_s, active_s, post, comment, text_offset FROM library WHERE key = ?");
	bool found;

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, s->library_key, -1, SQLITE_STATIC);
	found = sqlite3_step(stmt) == SQLITE_ROW;
	if (found) {
		s->library_row = sqlite3_column_int64(stmt, 0);
		s->visit_s = sqlite3_column_int64(stmt, 1);
		s->last_visit_s = sqlite3_column_int64(stmt, 2);
		s->last = (struct stored_place){
			.post_key = column_key(stmt, 3),
			.comment_key = column_key(stmt, 4),
			.text_offset_bytes = column_offset(stmt, 5),
		};
	}
	sqlite3_finalize(stmt);
	return found;
}

static void load_posts(struct state_db *db, struct state *s)
{
	sqlite3_stmt *stmt =
	    prepare(db, "SELECT key, comments, comment, text_offset FROM post WHERE library = ?");

	if (!stmt)
		return;
	sqlite3_bind_int64(stmt, 1, s->library_row);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		load_records(&s->table, column_blob(stmt, 1));
		if (sqlite3_column_type(stmt, 3) == SQLITE_NULL)
			continue;
		ARRAY_GROW(s->places, s->place_len, s->place_cap);
		s->places[s->place_len++] = (struct stored_place){
			.post_key = column_key(stmt, 0),
			.comment_key = column_key(stmt, 2),
			.text_offset_bytes = column_offset(stmt, 3),
		};
	}
	sqlite3_finalize(stmt);
}

static void load_marks(struct state_db *db, struct state *s)
{
	sqlite3_stmt *stmt =
	    prepare(db, "SELECT letter, post, comment, text_offset FROM mark WHERE library = ?");

	if (!stmt)
		return;
	sqlite3_bind_int64(stmt, 1, s->library_row);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		int i = sqlite3_column_int(stmt, 0);

		if (i >= 0 && i < MARKS)
			s->marks[i] = (struct stored_place){
				.post_key = column_key(stmt, 1),
				.comment_key = column_key(stmt, 2),
				.text_offset_bytes = column_offset(stmt, 3),
			};
	}
	sqlite3_finalize(stmt);
}

bool state_db_load(struct state_db *db, struct state *s)
{
	if (!load_library(db, s))
		return false;
	load_posts(db, s);
	load_marks(db, s);
	return true;
}

void state_db_last_sources(struct state_db *db, struct buf *out)
{
	sqlite3_stmt *stmt = prepare(
	    db, "SELECT sources FROM library WHERE sources IS NOT NULL ORDER BY active_s DESC LIMIT 1");

	if (!stmt)
		return;
	if (sqlite3_step(stmt) == SQLITE_ROW)
		buf_add_span(out, column_blob(stmt, 0));
	sqlite3_finalize(stmt);
}

/* ---- saving ---- */

static void bind_place(sqlite3_stmt *stmt, int first, const struct stored_place *place)
{
	sqlite3_bind_int64(stmt, first, as_signed(place->comment_key));
	sqlite3_bind_int64(stmt, first + 1, place->text_offset_bytes);
}

static bool save_library(struct state_db *db, struct state *s, int64_t now_s)
{
	sqlite3_stmt *stmt = prepare(db,
	    "INSERT INTO library(key, sources, visit_s, active_s, post, comment, text_offset)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(key) DO UPDATE SET"
	    " sources = coalesce(?2, sources), visit_s = max(visit_s, ?3), active_s = ?4,"
	    " post = ?5, comment = ?6, text_offset = ?7 RETURNING id");
	bool ok;

	if (!stmt)
		return false;
	sqlite3_bind_text(stmt, 1, s->library_key, -1, SQLITE_STATIC);
	if (s->sources)
		sqlite3_bind_text(stmt, 2, s->sources, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 3, s->visit_s);
	sqlite3_bind_int64(stmt, 4, now_s);
	sqlite3_bind_int64(stmt, 5, as_signed(s->last.post_key));
	bind_place(stmt, 6, &s->last);
	ok = sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		s->library_row = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return ok;
}

/* What the file has, and what we have, of one post's comments. */
static void merge_post(sqlite3_stmt *select, struct state *s, const struct library *lib, post_id post,
    struct buf *blob)
{
	struct seen_table merged = { 0 };
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	sqlite3_bind_int64(select, 1, s->library_row);
	sqlite3_bind_int64(select, 2, as_signed(s->post_keys[post]));
	if (sqlite3_step(select) == SQLITE_ROW)
		load_records(&merged, column_blob(select, 0));
	sqlite3_reset(select);
	for (uint32_t i = 0; i < count; i++) {
		comment_id c = items[i].comment;
		struct seen *ours, *seen;

		if (c >= s->matched)
			continue;
		ours = seen_find(&s->table, s->keys[c]);
		seen = seen_find(&merged, s->keys[c]);
		if (!seen) {
			seen = seen_add(&merged, s->keys[c]);
			seen->first_seen_s = s->first_seen_s[c];
		}
		if (ours && ours->changed)
			seen->read = ours->read;
	}
	for (size_t i = 0; i < merged.cap; i++)
		if (merged.slots[i].key)
			add_record(blob, &merged.slots[i]);
	seen_release(&merged);
}

static bool post_has_changes(const struct state *s, const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	if (s->post_changed[post])
		return true;
	for (uint32_t i = 0; i < count; i++) {
		comment_id c = items[i].comment;
		const struct seen *seen = c < s->matched ? seen_find(&s->table, s->keys[c]) : NULL;

		if (seen && seen->changed)
			return true;
	}
	return false;
}

static bool save_comments(struct state_db *db, struct state *s, const struct library *lib)
{
	sqlite3_stmt *select =
	    prepare(db, "SELECT comments FROM post WHERE library = ? AND key = ?");
	sqlite3_stmt *insert = prepare(db,
	    "INSERT INTO post(library, key, comments) VALUES(?1, ?2, ?3)"
	    " ON CONFLICT(library, key) DO UPDATE SET comments = ?3");
	struct buf blob = BUF_INIT;
	bool ok = select && insert;

	for (post_id p = 1; ok && p < s->posts_matched; p++) {
		if (!post_has_changes(s, lib, p))
			continue;
		buf_clear(&blob);
		merge_post(select, s, lib, p, &blob);
		sqlite3_bind_int64(insert, 1, s->library_row);
		sqlite3_bind_int64(insert, 2, as_signed(s->post_keys[p]));
		sqlite3_bind_blob64(insert, 3, buf_str(&blob), blob.len, SQLITE_STATIC);
		ok = run(insert);
	}
	sqlite3_finalize(select);
	sqlite3_finalize(insert);
	buf_release(&blob);
	return ok;
}

static bool save_places(struct state_db *db, struct state *s)
{
	sqlite3_stmt *post = prepare(db,
	    "INSERT INTO post(library, key, comment, text_offset) VALUES(?1, ?2, ?3, ?4)"
	    " ON CONFLICT(library, key) DO UPDATE SET comment = ?3, text_offset = ?4");
	sqlite3_stmt *mark = prepare(
	    db, "INSERT OR REPLACE INTO mark(library, letter, comment, text_offset, post)"
		" VALUES(?1, ?2, ?3, ?4, ?5)");
	bool ok = post && mark;

	for (size_t i = 0; ok && i < s->place_len; i++) {
		if (!s->places[i].changed)
			continue;
		sqlite3_bind_int64(post, 1, s->library_row);
		sqlite3_bind_int64(post, 2, as_signed(s->places[i].post_key));
		bind_place(post, 3, &s->places[i]);
		ok = run(post);
	}
	for (int i = 0; ok && i < MARKS; i++) {
		if (!s->marks[i].changed)
			continue;
		sqlite3_bind_int64(mark, 1, s->library_row);
		sqlite3_bind_int(mark, 2, i);
		bind_place(mark, 3, &s->marks[i]);
		sqlite3_bind_int64(mark, 5, as_signed(s->marks[i].post_key));
		ok = run(mark);
	}
	sqlite3_finalize(post);
	sqlite3_finalize(mark);
	return ok;
}

/* Everything is in the file now. */
static void forget_changes(struct state *s)
{
	for (size_t i = 0; i < s->table.cap; i++)
		s->table.slots[i].changed = 0;
	for (size_t i = 0; i < s->place_len; i++)
		s->places[i].changed = false;
	for (int i = 0; i < MARKS; i++)
		s->marks[i].changed = false;
	if (s->posts_matched)
		memset(s->post_changed, 0, s->posts_matched);
}

bool state_db_save(struct state_db *db, struct state *s, const struct library *lib, int64_t now_s,
    char **trouble)
{
	if (db->read_only)
		return true; /* was said when it was opened */
	if (sqlite3_exec(db->sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK
	    && save_library(db, s, now_s) && save_comments(db, s, lib) && save_places(db, s)
	    && sqlite3_exec(db->sqlite, "COMMIT", NULL, NULL, NULL) == SQLITE_OK) {
		forget_changes(s);
		return true;
	}
	*trouble = xasprintf("the reading state is not saved: %s", sqlite3_errmsg(db->sqlite));
	sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
	return false;
}
