#include "config.h"

#include "app/data_dir.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

char *data_path(const char *name)
{
	const char *dir = getenv("MOOT_DATADIR");

	return xasprintf("%s/%s", dir && *dir ? dir : PKGDATADIR, name);
}
