#include "config.h"

#include <stdlib.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/file.h"
#include "moot/store/snapshot.h"

void cmd_clear_cache(struct session *s, const struct call *call)
{
	char *directory = xdg_path(XDG_CACHE, ".", false);
	uint64_t bytes = directory ? snapshot_remove_all(directory) : 0;

	(void)call;
	if (bytes)
		session_say(s, "removed from the cache: %.1f MB", (double)bytes / 1e6);
	else
		session_say(s, "there is nothing in the cache");
	free(directory);
}
