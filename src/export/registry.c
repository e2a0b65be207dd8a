#include "config.h"

#include "moot/export/export.h"

#define FORMAT(name) extern const struct export_format export_##name;
#include "export/formats.inc"
#undef FORMAT

#define FORMAT(name) &export_##name,
const struct export_format *const export_formats[] = {
#include "export/formats.inc"
	NULL,
};
#undef FORMAT

const struct export_format *export_format_find(const char *name)
{
	for (size_t i = 0; export_formats[i]; i++)
		if (strcmp(export_formats[i]->name, name) == 0)
			return export_formats[i];
	return NULL;
}
