#include "config.h"

#include "ingest/inputs_priv.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "moot/base/xalloc.h"

enum { DIRECTORY_DEPTH = 2 }; /* the directory itself and what is in it */

static struct input *add_row(struct inputs *list, char *name)
{
	ARRAY_GROW(list->rows, list->len, list->cap);
	list->rows[list->len] = (struct input){ .name = name };
	return &list->rows[list->len++];
}

static void add_file(struct inputs *list, char *path, uint64_t size_bytes, bool from_directory)
{
	struct input *row = add_row(list, path);

	row->path = row->name;
	row->size_bytes = size_bytes;
	row->from_directory = from_directory;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_directory(struct inputs *list, const char *path, int depth);

/* What cannot be looked at is a file as well: whoever opens it says why. */
static void add_child(struct inputs *list, char *path, int depth)
{
	struct stat st;
	bool known = stat(path, &st) == 0;

	if (known && S_ISDIR(st.st_mode)) {
		if (depth == DIRECTORY_DEPTH || add_directory(list, path, depth + 1))
			free(path);
		else
			add_file(list, path, 0, true);
	} else if (!known || S_ISREG(st.st_mode)) {
		add_file(list, path, known ? (uint64_t)st.st_size : 0, true);
	} else {
		free(path);
	}
}

/* One level of calls for each level of directories, of which there are two. */
static bool add_directory(struct inputs *list, const char *path, int depth)
{
	size_t len = strlen(path);
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, is_visible, by_name);

	for (int i = 0; i < count; i++) {
		add_child(list,
		    xasprintf("%s%s%s", path, len && path[len - 1] == '/' ? "" : "/",
		        entries[i]->d_name),
		    depth);
		free(entries[i]);
	}
	free(entries);
	return count >= 0;
}

void inputs_add(struct inputs *list, const char *path)
{
	struct stat st;
	bool known = strcmp(path, "-") != 0 && stat(path, &st) == 0;

	if (known && S_ISDIR(st.st_mode) && add_directory(list, path, 1))
		return;
	add_file(
	    list, xstrdup(path), known && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0, false);
}

void inputs_add_memory(struct inputs *list, const char *name, struct span bytes)
{
	struct input *row = add_row(list, xstrdup(name));

	row->bytes = bytes;
	row->size_bytes = bytes.len;
}

uint64_t inputs_total_bytes(const struct inputs *list)
{
	uint64_t total = 0;

	for (size_t i = 0; i < list->len; i++) {
		if (list->rows[i].size_bytes == 0)
			return 0;
		total += list->rows[i].size_bytes;
	}
	return total;
}

void inputs_release(struct inputs *list)
{
	for (size_t i = 0; i < list->len; i++)
		free(list->rows[i].name);
	free(list->rows);
}
