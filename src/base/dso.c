#include "config.h"

#include "moot/base/dso.h"

#include <string.h>

#include "moot/base/xalloc.h"

#ifdef HAVE_DLOPEN

#include <dlfcn.h>

/* POSIX lets pointers to functions and to data be of one form. */
static dso_function *address_of(struct dso *dso, const struct dso_row *row)
{
	void *found = dlsym(dso->handle, row->name);
	dso_function *function;

	if (!found)
		dso->error = xasprintf("%s has no function %s", dso->soname, row->name);
	memcpy(&function, &found, sizeof function);
	return function;
}

static void open_library(struct dso *dso)
{
	dso->handle = dlopen(dso->soname, RTLD_LAZY | RTLD_LOCAL);
	if (!dso->handle)
		dso->error = xasprintf("%s", dlerror());
}

#else

static dso_function *address_of(struct dso *dso, const struct dso_row *row)
{
	(void)dso;
	return row->address;
}

static void open_library(struct dso *dso)
{
	dso->handle = dso; /* the program has been linked with it */
}

#endif

static void load(struct dso *dso)
{
	char *to = dso->pointers;

	open_library(dso);
	for (const struct dso_row *row = dso->rows; row->name && !dso->error; row++) {
		dso_function *function = address_of(dso, row);

		memcpy(to, &function, sizeof function);
		to += sizeof function;
	}
}

bool dso_load(struct dso *dso, const char **error)
{
	if (!dso->handle && !dso->error)
		load(dso);
	*error = dso->error;
	return !dso->error;
}
