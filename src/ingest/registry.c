#include "config.h"

#include "moot/ingest/ingest.h"

#define FORMAT(name) extern const struct ingest_format ingest_##name;
#include "ingest/formats.inc"
#undef FORMAT

#define FORMAT(name) &ingest_##name,
const struct ingest_format *const ingest_formats[] = {
#include "ingest/formats.inc"
	NULL,
};
#undef FORMAT

const struct ingest_format *ingest_format_find(const char *name)
{
	for (size_t i = 0; ingest_formats[i]; i++)
		if (strcmp(ingest_formats[i]->name, name) == 0)
			return ingest_formats[i];
	return NULL;
}
