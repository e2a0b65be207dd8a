/* A layer over SQLite's own file access, in which every operation that changes the disk
 * asks first whether it may. */
#include "config.h"

#include "faulty_vfs.h"

#include <sqlite3.h>
#include <stddef.h>

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real; /* behind this struct */
};

static sqlite3_vfs *real_vfs, faulty;
static long changes, first_failing = -1;
static bool once;

void faults_begin(long first, bool only_once)
{
	changes = 0;
	first_failing = first;
	once = only_once;
}

bool faults_end(void)
{
	bool came = first_failing >= 0 && changes > first_failing;

	first_failing = -1;
	return came;
}

static bool fails(void)
{
	long n = changes++;

	return first_failing >= 0 && (once ? n == first_failing : n >= first_failing);
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

#define FORWARD(name, ...) return real_of(f)->pMethods->name(real_of(f), __VA_ARGS__)
#define FAIL_OR_FORWARD(error, name, ...) \
	return fails() ? error : real_of(f)->pMethods->name(real_of(f), __VA_ARGS__)

static int x_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int x_read(sqlite3_file *f, void *to, int bytes, sqlite3_int64 at)
{
	FORWARD(xRead, to, bytes, at);
}

/* A full disk takes the first half of what is written. */
static int x_write(sqlite3_file *f, const void *from, int bytes, sqlite3_int64 at)
{
	if (fails()) {
		real_of(f)->pMethods->xWrite(real_of(f), from, bytes / 2, at);
		return SQLITE_FULL;
	}
	FORWARD(xWrite, from, bytes, at);
}

static int x_truncate(sqlite3_file *f, sqlite3_int64 bytes)
{
	FAIL_OR_FORWARD(SQLITE_IOERR_TRUNCATE, xTruncate, bytes);
}

static int x_sync(sqlite3_file *f, int flags)
{
	FAIL_OR_FORWARD(SQLITE_IOERR_FSYNC, xSync, flags);
}

static int x_file_size(sqlite3_file *f, sqlite3_int64 *bytes)
{
	FORWARD(xFileSize, bytes);
}

static int x_lock(sqlite3_file *f, int lock)
{
	FORWARD(xLock, lock);
}

static int x_unlock(sqlite3_file *f, int lock)
{
	FORWARD(xUnlock, lock);
}

static int x_check_lock(sqlite3_file *f, int *out)
{
	FORWARD(xCheckReservedLock, out);
}

static int x_control(sqlite3_file *f, int op, void *arg)
{
	FORWARD(xFileControl, op, arg);
}

static int x_sector_size(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int x_device(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static const sqlite3_io_methods methods = {
	1, x_close, x_read, x_write, x_truncate, x_sync, x_file_size, x_lock, x_unlock,
	x_check_lock, x_control, x_sector_size, x_device, NULL, NULL, NULL, NULL, NULL, NULL,
};

static int x_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct faulty_file *f = (struct faulty_file *)file;
	int code;

	(void)vfs;
	f->base.pMethods = NULL;
	f->real = (sqlite3_file *)(f + 1);
	if ((flags & SQLITE_OPEN_MAIN_JOURNAL) && fails())
		return SQLITE_CANTOPEN;
	code = real_vfs->xOpen(real_vfs, name, f->real, flags, out);
	if (f->real->pMethods)
		f->base.pMethods = &methods;
	return code;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync_dir)
{
	(void)vfs;
	return fails() ? SQLITE_IOERR_DELETE : real_vfs->xDelete(real_vfs, name, sync_dir);
}

void faults_install(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	faulty = *real_vfs;
	faulty.zName = "faulty";
	faulty.szOsFile += (int)sizeof(struct faulty_file);
	faulty.xOpen = x_open;
	faulty.xDelete = x_delete;
	sqlite3_vfs_register(&faulty, 1);
}
