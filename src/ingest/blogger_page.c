#include "config.h"

#include "moot/ingest/ingest.h"
static int sniff(const struct sniff *head) { (void)head; return 0; }
extern const struct ingest_format ingest_blogger_page;
const struct ingest_format ingest_blogger_page = { "blogger_page", "blogger_page", sniff, NULL, NULL, NULL, NULL };
