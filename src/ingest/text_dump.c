#include "config.h"

#include "moot/ingest/ingest.h"
static int sniff(const struct sniff *head) { (void)head; return 0; }
extern const struct ingest_format ingest_text_dump;
const struct ingest_format ingest_text_dump = { "text_dump", "text_dump", sniff, NULL, NULL, NULL, NULL };
