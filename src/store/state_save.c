/* Saving reads the blobs of changed posts again inside the transaction and merges them:
 * two instances on one library do not undo each other.
 *
 * It goes from post to post in transactions of some thousand comments.  A library is
 * marked as visited (active_s) only when all of them are written for the first time:
 * killed before that, the next visit is the first one again, and nothing is called new
 * that was there. */
#include "config.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "store/state_db_priv.h"

enum {
	BUSY_SAVE_MS = 30, /* how long to wait for another program */
	BUSY_END_MS = 3000,
	SAVE_RECORDS = 8000, /* in one transaction, about */
};

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

static void bind_place(sqlite3_stmt *stmt, int first, const struct stored_place *place)
{
	libsqlite.sqlite3_bind_int64(stmt, first, db_signed(place->post_key));
	libsqlite.sqlite3_bind_int64(stmt, first + 1, db_signed(place->comment_key));
	libsqlite.sqlite3_bind_int64(stmt, first + 2, place->text_offset_bytes);
	libsqlite.sqlite3_bind_int(stmt, first + 3, place->pane);
}

static bool save_library(struct state_db *db, struct state *s)
{
	sqlite3_stmt *stmt = db_prepare(db,
	    "INSERT INTO library(key, sources, visit_s, post, comment, text_offset, pane)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(key) DO UPDATE SET"
	    " sources = coalesce(?2, sources), visit_s = max(visit_s, ?3),"
	    " post = coalesce(?4, post), comment = coalesce(?5, comment),"
	    " text_offset = coalesce(?6, text_offset), pane = coalesce(?7, pane) RETURNING id");
	bool ok;

	if (!stmt)
		return false;
	libsqlite.sqlite3_bind_text(stmt, 1, s->library_key, -1, SQLITE_STATIC);
	if (s->sources)
		libsqlite.sqlite3_bind_text(stmt, 2, s->sources, -1, SQLITE_STATIC);
	libsqlite.sqlite3_bind_int64(stmt, 3, s->visit_s);
	if (s->last.unsaved)
		bind_place(stmt, 4, &s->last);
	ok = libsqlite.sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		s->library_row = libsqlite.sqlite3_column_int64(stmt, 0);
	libsqlite.sqlite3_finalize(stmt);
	return ok;
}

static bool save_activity(struct state_db *db, const struct state *s, int64_t now_s)
{
	sqlite3_stmt *stmt = db_prepare(db, "UPDATE library SET active_s = ?2 WHERE id = ?1");
	bool ok;

	libsqlite.sqlite3_bind_int64(stmt, 1, s->library_row);
	libsqlite.sqlite3_bind_int64(stmt, 2, now_s);
	ok = db_run(stmt);
	libsqlite.sqlite3_finalize(stmt);
	return ok;
}

/* What the file has, and what we have, of one post's comments. */
static void merge_post(sqlite3_stmt *select, const struct state *s, const struct library *lib,
    post_id post, struct buf *blob)
{
	struct seen_table merged = { 0 };
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	libsqlite.sqlite3_bind_int64(select, 1, s->library_row);
	libsqlite.sqlite3_bind_int64(select, 2, db_signed(state_post_key(s, post)));
	if (libsqlite.sqlite3_step(select) == SQLITE_ROW)
		db_load_records(&merged, db_column_blob(select, 0));
	libsqlite.sqlite3_reset(select);
	for (uint32_t i = 0; i < count; i++) {
		comment_id c = items[i].comment;
		const struct known_comment *ours = &s->comments[c];
		struct seen *seen;

		if (c >= s->matched)
			continue;
		seen = seen_add(&merged, ours->key);
		if (!seen->known)
			seen->first_seen_s = ours->first_seen_s;
		if (!seen->known || ours->flags & UNSAVED)
			seen->read = (ours->flags & IS_READ) != 0;
	}
	seen_move(&merged, SIZE_MAX);
	for (size_t i = 0; i < merged.cap; i++)
		if (merged.slots[i].key)
			add_record(blob, &merged.slots[i]);
	seen_release(&merged);
}

/* Saves posts up to *end, which is behind the last one when nothing is left. */
static bool save_comments(struct state_db *db, struct state *s, const struct library *lib,
    size_t records, size_t *end)
{
	sqlite3_stmt *select =
	    db_prepare(db, "SELECT comments FROM post WHERE library = ? AND key = ?");
	sqlite3_stmt *insert = db_prepare(db,
	    "INSERT INTO post(library, key, comments) VALUES(?1, ?2, ?3)"
	    " ON CONFLICT(library, key) DO UPDATE SET comments = ?3");
	struct buf blob = BUF_INIT;
	bool ok = select && insert;
	size_t written = 0;

	for (*end = 1; ok && *end < s->posts_matched && written < records; ++*end) {
		post_id p = (post_id)*end;

		if (!s->posts[p].unsaved)
			continue;
		buf_clear(&blob);
		merge_post(select, s, lib, p, &blob);
		written += blob.len / RECORD_BYTES + 1;
		libsqlite.sqlite3_bind_int64(insert, 1, s->library_row);
		libsqlite.sqlite3_bind_int64(insert, 2, db_signed(state_post_key(s, p)));
		libsqlite.sqlite3_bind_blob64(insert, 3, buf_str(&blob), blob.len, SQLITE_STATIC);
		ok = db_run(insert);
	}
	libsqlite.sqlite3_finalize(select);
	libsqlite.sqlite3_finalize(insert);
	buf_release(&blob);
	return ok;
}

/* A statement of library, post, comment, text_offset, pane and perhaps letter. */
static bool save_place(sqlite3_stmt *stmt, const struct state *s, const struct stored_place *place)
{
	if (!place->unsaved)
		return true;
	libsqlite.sqlite3_bind_int64(stmt, 1, s->library_row);
	bind_place(stmt, 2, place);
	return db_run(stmt);
}

static bool save_places(struct state_db *db, const struct state *s)
{
	sqlite3_stmt *post = db_prepare(db,
	    "INSERT INTO post(library, key, comment, text_offset, pane)"
	    " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(library, key) DO UPDATE SET"
	    " comment = ?3, text_offset = ?4, pane = ?5");
	sqlite3_stmt *mark = db_prepare(db,
	    "INSERT OR REPLACE INTO mark(library, post, comment, text_offset, pane, letter)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	bool ok = post && mark;

	for (size_t i = 0; ok && i < s->place_len; i++)
		ok = save_place(post, s, &s->places[i]);
	for (int i = 0; ok && i < MARKS; i++) {
		libsqlite.sqlite3_bind_int(mark, 6, i);
		ok = save_place(mark, s, &s->marks[i]);
	}
	libsqlite.sqlite3_finalize(post);
	libsqlite.sqlite3_finalize(mark);
	return ok;
}

static void forget_unsaved_comments(struct state *s, const struct library *lib, post_id post)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);

	for (uint32_t i = 0; i < count; i++)
		if (items[i].comment < s->matched)
			s->comments[items[i].comment].flags &= (uint8_t)~UNSAVED;
}

/* Posts before end, and all places, are in the file now. */
static void forget_unsaved(struct state *s, const struct library *lib, size_t end)
{
	for (size_t p = 1; p < end; p++)
		if (s->posts[p].unsaved) {
			forget_unsaved_comments(s, lib, (post_id)p);
			s->posts[p].unsaved = false;
		}
	for (size_t i = 0; i < s->place_len; i++)
		s->places[i].unsaved = false;
	for (int i = 0; i < MARKS; i++)
		s->marks[i].unsaved = false;
	s->last.unsaved = false;
}

/* The file is another one: it has nothing of this library. */
static void everything_is_unsaved(struct state *s)
{
	s->library_row = 0;
	s->whole_in_file = false;
	for (size_t p = 1; p < s->posts_matched; p++)
		s->posts[p].unsaved = true;
	for (size_t i = 0; i < s->place_len; i++)
		s->places[i].unsaved = true;
	for (int i = 0; i < MARKS; i++)
		s->marks[i].unsaved = s->marks[i].post_key != 0;
	s->last.unsaved = s->last.post_key != 0;
}

static int exec(struct state_db *db, const char *sql)
{
	return libsqlite.sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
}

static bool save_part(struct state_db *db, struct state *s, const struct library *lib,
    int64_t now_s, size_t records, size_t *end)
{
	return exec(db, "BEGIN IMMEDIATE") == SQLITE_OK && save_library(db, s)
	    && save_comments(db, s, lib, records, end) && save_places(db, s)
	    && ((*end < s->posts_matched && !s->whole_in_file) || save_activity(db, s, now_s))
	    && exec(db, "COMMIT") == SQLITE_OK;
}

enum state_saved state_db_save(struct state_db *db, struct state *s, const struct library *lib,
    int64_t now_s, bool at_end, char **trouble)
{
	size_t end = 0;
	int code;

	if (db->read_only)
		return STATE_SAVED; /* was said when it was opened */
	libsqlite.sqlite3_busy_timeout(db->sqlite, at_end ? BUSY_END_MS : BUSY_SAVE_MS);
	if (save_part(db, s, lib, now_s, at_end ? SIZE_MAX : SAVE_RECORDS, &end)) {
		forget_unsaved(s, lib, end);
		s->whole_in_file |= end >= s->posts_matched;
		return end < s->posts_matched ? STATE_SAVE_MORE : STATE_SAVED;
	}
	code = libsqlite.sqlite3_errcode(db->sqlite);
	*trouble =
	    xasprintf("the reading state is not saved (%s)", libsqlite.sqlite3_errmsg(db->sqlite));
	exec(db, "ROLLBACK");
	if (code == SQLITE_BUSY && !at_end) {
		free(*trouble);
		*trouble = NULL;
		return STATE_SAVE_LATER;
	}
	if (db_is_damage(code) && db_start_anew(db, trouble))
		everything_is_unsaved(s);
	return STATE_SAVE_FAILED;
}
