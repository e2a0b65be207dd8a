#include "config.h"

#include "moot/export/export.h"

static void write_text(const struct library *lib, const struct export_selection *selection,
    const struct export_opts *opts, FILE *out)
{
	(void)lib;
	(void)selection;
	(void)opts;
	(void)out;
}

const struct export_format export_text = { "text", "text in the shape of a Blogger page", "txt", write_text };
