#include "config.h"

#include "moot/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "moot/base/buf.h"
#include "moot/base/xalloc.h"

static void release(struct atomic_file *f)
{
	free(f->path);
	free(f->temp_path);
	*f = (struct atomic_file){ 0 };
}

bool atomic_file_open(struct atomic_file *f, const char *path, bool replace)
{
	struct stat st;
	mode_t mask;
	int fd;

	*f = (struct atomic_file){ .replace = replace };
	if (!replace && lstat(path, &st) == 0) {
		errno = EEXIST;
		return false;
	}
	f->path = xstrdup(path);
	f->temp_path = xasprintf("%s.XXXXXX", path);
	fd = mkstemp(f->temp_path);
	if (fd < 0)
		goto fail;
	mask = umask(0);
	umask(mask);
	if (fchmod(fd, 0666 & ~mask) < 0 || !(f->out = fdopen(fd, "w"))) {
		close(fd);
		unlink(f->temp_path);
		goto fail;
	}
	return true;
fail:
	{
		int error = errno;

		release(f);
		errno = error;
	}
	return false;
}

/* link() refuses to replace what has come into being meanwhile; rename() does not. */
static bool take_name(const struct atomic_file *f)
{
	if (f->replace)
		return rename(f->temp_path, f->path) == 0;
	if (link(f->temp_path, f->path) == 0)
		return unlink(f->temp_path) == 0;
	if (errno == EEXIST)
		return false;
	return rename(f->temp_path, f->path) == 0; /* a file system without hard links */
}

bool atomic_file_commit(struct atomic_file *f)
{
	bool ok = fflush(f->out) == 0 && !ferror(f->out) && fsync(fileno(f->out)) == 0;
	int error = errno;

	if (fclose(f->out) != 0 && ok) {
		ok = false;
		error = errno;
	}
	if (ok && !take_name(f)) {
		ok = false;
		error = errno;
	}
	if (!ok)
		unlink(f->temp_path);
	release(f);
	errno = error;
	return ok;
}

void atomic_file_abort(struct atomic_file *f)
{
	if (!f->out)
		return;
	fclose(f->out);
	unlink(f->temp_path);
	release(f);
}

static const struct {
	const char *variable, *under_home;
} xdg_dirs[] = {
	[XDG_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
	[XDG_STATE] = { "XDG_STATE_HOME", ".local/state" },
	[XDG_CACHE] = { "XDG_CACHE_HOME", ".cache" },
	[XDG_DATA] = { "XDG_DATA_HOME", ".local/share" },
};

static bool make_dirs(char *path)
{
	for (char *slash = strchr(path + 1, '/');; slash = strchr(slash + 1, '/')) {
		if (slash)
			*slash = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST && errno != EISDIR)
			return false;
		if (!slash)
			return true;
		*slash = '/';
	}
}

char *xdg_path(enum xdg_dir dir, const char *name, bool create)
{
	const char *base = getenv(xdg_dirs[dir].variable), *home = getenv("HOME");
	struct buf path = BUF_INIT;

	/* The specification has relative paths ignored. */
	if (base && base[0] == '/')
		buf_add_str(&path, base);
	else if (home && home[0] == '/')
		buf_addf(&path, "%s/%s", home, xdg_dirs[dir].under_home);
	else
		return NULL;
	buf_add_str(&path, "/moot");
	if (create && !make_dirs(path.data)) {
		buf_release(&path);
		return NULL;
	}
	buf_addf(&path, "/%s", name);
	return buf_detach(&path);
}

char *path_expand(const char *path)
{
	const char *home = getenv("HOME");

	if (path[0] == '~' && (path[1] == '/' || path[1] == '\0') && home)
		return xasprintf("%s%s", home, path + 1);
	return xstrdup(path);
}
