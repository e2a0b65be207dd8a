#include "config.h"

#include "moot/ingest/ingest.h"
static int sniff(const struct sniff *head) { (void)head; return 0; }
extern const struct ingest_format ingest_feed;
const struct ingest_format ingest_feed = { "feed", "feed", sniff, NULL, NULL, NULL, NULL };
