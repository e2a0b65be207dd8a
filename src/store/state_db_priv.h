/* What loading and saving share: the file, and statements on it. */
#ifndef STORE_STATE_DB_PRIV_H
#define STORE_STATE_DB_PRIV_H

#include <sqlite3.h>

#include "moot/base/dso.h"
#include "store/state_priv.h"

#define SQLITE_FUNCTIONS(F) \
	F(sqlite3_bind_blob64) F(sqlite3_bind_int) F(sqlite3_bind_int64) \
	F(sqlite3_bind_text) F(sqlite3_busy_timeout) F(sqlite3_close) F(sqlite3_column_blob) \
	F(sqlite3_column_bytes) F(sqlite3_column_int) F(sqlite3_column_int64) \
	F(sqlite3_column_type) F(sqlite3_db_readonly) F(sqlite3_errcode) F(sqlite3_errmsg) \
	F(sqlite3_errstr) F(sqlite3_exec) F(sqlite3_finalize) F(sqlite3_open_v2) \
	F(sqlite3_prepare_v2) F(sqlite3_reset) F(sqlite3_step)

struct libsqlite { SQLITE_FUNCTIONS(DSO_POINTER) };

/* Filled where there is a state_db. */
extern struct libsqlite libsqlite;

enum { RECORD_BYTES = 16, FLAG_READ = 1 }; /* of one comment in a post's blob */

struct state_db {
	sqlite3 *sqlite;
	char *path;
	bool read_only;
	sqlite3_stmt *posts; /* that are being loaded, or NULL */
};

bool db_is_damage(int code);
/* A new file in the place of a damaged one; false when there can be none. */
bool db_start_anew(struct state_db *db, char **trouble);
/* NULL (on which everything fails) when there can be none. */
sqlite3_stmt *db_prepare(struct state_db *db, const char *sql);
/* Steps a statement that gives no rows, and makes it ready for the next time. */
bool db_run(sqlite3_stmt *stmt);
/* SQLite's integers are signed; keys are bits. */
int64_t db_signed(uint64_t key);
struct span db_column_blob(sqlite3_stmt *stmt, int column);
void db_load_records(struct seen_table *table, struct span blob);

#endif
