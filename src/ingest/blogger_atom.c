#include "config.h"

#include "moot/ingest/ingest.h"
static int sniff(const struct sniff *head) { (void)head; return 0; }
extern const struct ingest_format ingest_blogger_atom;
const struct ingest_format ingest_blogger_atom = { "blogger_atom", "blogger_atom", sniff, NULL, NULL, NULL, NULL };
