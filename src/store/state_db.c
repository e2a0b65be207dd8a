/* The state's file.  A post's comments are one blob of 16-byte records (key, first seen,
 * flags; big-endian), so that a library of a million comments costs a row per post, not
 * per comment. */
#include "config.h"

#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/xalloc.h"
#include "store/state_db_priv.h"

enum {
	SCHEMA_VERSION = 1,
	BUSY_OPEN_MS = 1000,
	ROWS_AT_ONCE = 100, /* posts: some tenths of a millisecond */
};

struct libsqlite libsqlite;
static struct dso libsqlite_dso = DSO(SQLITE_SONAME, libsqlite, SQLITE_FUNCTIONS);

static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS library(id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL,"
    " sources TEXT, visit_s INTEGER, active_s INTEGER, post INTEGER, comment INTEGER,"
    " text_offset INTEGER, pane INTEGER);"
    "CREATE TABLE IF NOT EXISTS post(library INTEGER, key INTEGER, comments BLOB,"
    " comment INTEGER, text_offset INTEGER, pane INTEGER, PRIMARY KEY(library, key));"
    "CREATE TABLE IF NOT EXISTS mark(library INTEGER, letter INTEGER, post INTEGER,"
    " comment INTEGER, text_offset INTEGER, pane INTEGER, PRIMARY KEY(library, letter))"
    " WITHOUT ROWID;"
    "PRAGMA user_version = 1;"
    "COMMIT";

/* ---- opening ---- */

static int user_version(sqlite3 *sqlite)
{
	sqlite3_stmt *stmt;
	int version = -1;

	if (libsqlite.sqlite3_prepare_v2(sqlite, "PRAGMA user_version", -1, &stmt, NULL) !=
	    SQLITE_OK)
		return -1;
	if (libsqlite.sqlite3_step(stmt) == SQLITE_ROW)
		version = libsqlite.sqlite3_column_int(stmt, 0);
	libsqlite.sqlite3_finalize(stmt);
	return version;
}

/* Its journal gets the mode of the file. */
static void make_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
}

/* SQLITE_OK, or why the file cannot be used. */
static int try_open(struct state_db *db)
{
	int code, version;

	make_private(db->path);
	code = libsqlite.sqlite3_open_v2(
	    db->path, &db->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code != SQLITE_OK)
		return code;
	db->read_only = libsqlite.sqlite3_db_readonly(db->sqlite, "main") == 1;
	libsqlite.sqlite3_busy_timeout(db->sqlite, BUSY_OPEN_MS);
	version = user_version(db->sqlite);
	if (version < 0)
		return libsqlite.sqlite3_errcode(db->sqlite);
	if (version > SCHEMA_VERSION)
		return SQLITE_MISMATCH;
	if (version == SCHEMA_VERSION || db->read_only)
		return SQLITE_OK;
	return libsqlite.sqlite3_exec(db->sqlite, schema, NULL, NULL, NULL);
}

bool db_is_damage(int code)
{
	return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
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

	if (ok) {
		free(*trouble);
		*trouble = xasprintf("the reading state was damaged; it is kept as %s", aside);
	}
	free(aside);
	return ok;
}

static void end_loading(struct state_db *db)
{
	libsqlite.sqlite3_finalize(db->posts);
	db->posts = NULL;
}

/* A new file in the place of a damaged one; false when there can be none. */
bool db_start_anew(struct state_db *db, char **trouble)
{
	end_loading(db);
	libsqlite.sqlite3_close(db->sqlite);
	db->sqlite = NULL;
	return set_aside(db->path, trouble) && try_open(db) == SQLITE_OK;
}

static void set_unusable(char **trouble, const char *why)
{
	free(*trouble);
	*trouble =
	    xasprintf("the reading state cannot be used (%s): what you read is not kept", why);
}

struct state_db *state_db_open(const char *path, char **trouble)
{
	struct state_db *db;
	const char *why;
	int code;

	if (!dso_load(&libsqlite_dso, &why)) {
		set_unusable(trouble, why);
		return NULL;
	}
	db = xcalloc(1, sizeof *db);
	db->path = xstrdup(path);
	code = try_open(db);
	if (code == SQLITE_OK && db->read_only)
		*trouble =
		    xasprintf("the reading state cannot be written: what you read now is not kept");
	if (code == SQLITE_OK || (db_is_damage(code) && db_start_anew(db, trouble)))
		return db;
	set_unusable(trouble,
	    code == SQLITE_MISMATCH ? "it is of a newer version" : libsqlite.sqlite3_errstr(code));
	state_db_close(db);
	return NULL;
}

void state_db_close(struct state_db *db)
{
	if (!db)
		return;
	end_loading(db);
	libsqlite.sqlite3_close(db->sqlite);
	free(db->path);
	free(db);
}

/* ---- statements ---- */

sqlite3_stmt *db_prepare(struct state_db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	libsqlite.sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL);
	return stmt; /* NULL is allowed everywhere below, and fails */
}

bool db_run(sqlite3_stmt *stmt)
{
	bool ok = stmt && libsqlite.sqlite3_step(stmt) == SQLITE_DONE;

	if (stmt)
		libsqlite.sqlite3_reset(stmt);
	return ok;
}

/* SQLite's integers are signed; keys are bits. */
int64_t db_signed(uint64_t key)
{
	int64_t value;

	memcpy(&value, &key, sizeof value);
	return value;
}

static uint64_t column_key(sqlite3_stmt *stmt, int column)
{
	int64_t value = libsqlite.sqlite3_column_int64(stmt, column);
	uint64_t key;

	memcpy(&key, &value, sizeof key);
	return key;
}

static uint32_t column_offset(sqlite3_stmt *stmt, int column)
{
	int64_t value = libsqlite.sqlite3_column_int64(stmt, column);

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

void db_load_records(struct seen_table *table, struct span blob)
{
	const unsigned char *p = (const unsigned char *)blob.p;

	for (size_t n = blob.len / RECORD_BYTES; n--; p += RECORD_BYTES) {
		uint64_t key = get_bytes(p, 8);
		struct seen *seen;

		if (!key)
			continue;
		seen = seen_add(table, key);
		seen->known = 1;
		seen->first_seen_s = (uint32_t)get_bytes(p + 8, 4);
		seen->read = (get_bytes(p + 12, 4) & FLAG_READ) != 0;
	}
}

struct span db_column_blob(sqlite3_stmt *stmt, int column)
{
	const void *p = libsqlite.sqlite3_column_blob(stmt, column);

	return span_of(p, p ? (size_t)libsqlite.sqlite3_column_bytes(stmt, column) : 0);
}

/* ---- loading ---- */

static struct stored_place column_place(sqlite3_stmt *stmt, int first)
{
	return (struct stored_place){
		.post_key = column_key(stmt, first),
		.comment_key = column_key(stmt, first + 1),
		.text_offset_bytes = column_offset(stmt, first + 2),
		.pane = (uint8_t)libsqlite.sqlite3_column_int(stmt, first + 3),
	};
}

/* Each of these: the code of the last step, SQLITE_DONE when all is well. */
static int load_library(sqlite3_stmt *stmt, struct state *s)
{
	int code;

	libsqlite.sqlite3_bind_text(stmt, 1, s->library_key, -1, SQLITE_STATIC);
	code = libsqlite.sqlite3_step(stmt);
	if (code != SQLITE_ROW)
		return code;
	s->library_row = libsqlite.sqlite3_column_int64(stmt, 0);
	s->visit_s = libsqlite.sqlite3_column_int64(stmt, 1);
	s->last_visit_s = libsqlite.sqlite3_column_int64(stmt, 2);
	s->last = column_place(stmt, 3);
	return libsqlite.sqlite3_step(stmt);
}

/* Some rows of posts: SQLITE_ROW when there may be more. */
static int load_some_posts(sqlite3_stmt *stmt, struct state *s, int most)
{
	int code = SQLITE_ROW;

	while (most-- > 0 && (code = libsqlite.sqlite3_step(stmt)) == SQLITE_ROW) {
		db_load_records(&s->table, db_column_blob(stmt, 4));
		if (libsqlite.sqlite3_column_type(stmt, 2) == SQLITE_NULL)
			continue;
		ARRAY_GROW(s->places, s->place_len, s->place_cap);
		s->places[s->place_len++] = column_place(stmt, 0);
	}
	return code;
}

static int load_posts(sqlite3_stmt *stmt, struct state *s)
{
	int code;

	libsqlite.sqlite3_bind_int64(stmt, 1, s->library_row);
	while ((code = load_some_posts(stmt, s, INT_MAX)) == SQLITE_ROW)
		continue;
	return code;
}

static int load_marks(sqlite3_stmt *stmt, struct state *s)
{
	int code;

	libsqlite.sqlite3_bind_int64(stmt, 1, s->library_row);
	while ((code = libsqlite.sqlite3_step(stmt)) == SQLITE_ROW) {
		int i = libsqlite.sqlite3_column_int(stmt, 4);

		if (i >= 0 && i < MARKS)
			s->marks[i] = column_place(stmt, 0);
	}
	return code;
}

static const char posts_sql[] =
    "SELECT key, comment, text_offset, pane, comments FROM post WHERE library = ?";

static const struct {
	const char *sql;
	int (*load)(sqlite3_stmt *stmt, struct state *s);
	bool later; /* state_db_load_more() does it, where that is called */
} loads[] = {
	{ "SELECT id, visit_s, active_s, post, comment, text_offset, pane FROM library"
	  " WHERE key = ?", load_library, false },
	{ posts_sql, load_posts, true },
	{ "SELECT post, comment, text_offset, pane, letter FROM mark WHERE library = ?",
	  load_marks, false },
};

/* A file of our version in which a table is missing is damaged, too. */
static int code_of(struct state_db *db, sqlite3_stmt *stmt, int code)
{
	if (!stmt)
		code = libsqlite.sqlite3_errcode(db->sqlite);
	return code == SQLITE_ERROR ? SQLITE_CORRUPT : code;
}

static int load_all(struct state_db *db, struct state *s)
{
	for (size_t i = 0; i < sizeof loads / sizeof *loads; i++) {
		sqlite3_stmt *stmt;
		int code;

		if (loads[i].later && s->unsettled)
			continue;
		stmt = db_prepare(db, loads[i].sql);
		code = code_of(db, stmt, stmt ? loads[i].load(stmt, s) : SQLITE_ERROR);
		libsqlite.sqlite3_finalize(stmt);
		if (code != SQLITE_DONE)
			return code;
	}
	return SQLITE_DONE;
}

/* Was everything loaded?  A damaged file is set aside. */
static bool was_loaded(struct state_db *db, struct state *s, int code, char **trouble)
{
	if (db_is_damage(code) && !db->read_only) {
		s->library_row = 0;
		if (!db_start_anew(db, trouble) && !*trouble)
			*trouble =
			    xasprintf("the reading state is damaged, and cannot be set aside");
		return false;
	}
	if (code != SQLITE_DONE)
		*trouble = xasprintf("the reading state cannot be read (%s)",
		    libsqlite.sqlite3_errstr(code));
	return code == SQLITE_DONE && s->library_row && s->last_visit_s;
}

bool state_db_load(struct state_db *db, struct state *s, char **trouble)
{
	return was_loaded(db, s, load_all(db, s), trouble);
}

static int start_posts(struct state_db *db, struct state *s)
{
	db->posts = db_prepare(db, posts_sql);
	libsqlite.sqlite3_bind_int64(db->posts, 1, s->library_row);
	return db->posts ? SQLITE_ROW : SQLITE_ERROR;
}

bool state_db_load_more(struct state_db *db, struct state *s, char **trouble)
{
	int code = SQLITE_ROW;

	if (!s->library_row || s->posts_loaded)
		return false;
	if (!db->posts)
		code = start_posts(db, s);
	if (code == SQLITE_ROW)
		code = load_some_posts(db->posts, s, ROWS_AT_ONCE);
	if (code == SQLITE_ROW)
		return true;
	code = code_of(db, db->posts, code);
	end_loading(db);
	s->posts_loaded = true;
	s->known_before = was_loaded(db, s, code, trouble);
	return false;
}

bool state_db_is_unused(struct state_db *db)
{
	sqlite3_stmt *stmt = db_prepare(db, "SELECT 1 FROM library LIMIT 1");
	bool unused = stmt && !db->read_only && libsqlite.sqlite3_step(stmt) == SQLITE_DONE;

	libsqlite.sqlite3_finalize(stmt);
	return unused;
}

void state_db_last_sources(struct state_db *db, struct buf *out)
{
	sqlite3_stmt *stmt = db_prepare(db,
	    "SELECT sources FROM library WHERE sources IS NOT NULL ORDER BY active_s DESC LIMIT 1");

	if (!stmt)
		return;
	if (libsqlite.sqlite3_step(stmt) == SQLITE_ROW)
		buf_add_span(out, db_column_blob(stmt, 0));
	libsqlite.sqlite3_finalize(stmt);
}
