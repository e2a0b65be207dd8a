#include "config.h"

#include "moot/text/date.h"
struct date date_parse(struct span text) { (void)text; return DATE_INIT; }
bool date_parse_header(struct span line, struct date *date, bool *w) { (void)line; (void)date; (void)w; return false; }
bool date_parse_stamp_suffix(struct span text, struct date *date, size_t *start) { (void)text; (void)date; (void)start; return false; }
struct date date_from_unix_ms(int64_t ms) { return (struct date){ ms / 1000, 0, DATE_SECOND, true }; }
struct date date_from_fields(const struct date_fields *f, enum date_precision precision, bool k, int m) { (void)f; (void)precision; (void)k; (void)m; return DATE_INIT; }
struct date_fields date_fields(struct date d) { (void)d; return (struct date_fields){ 0 }; }
int date_cmp(struct date a, struct date b) { return (a.unix_s > b.unix_s) - (a.unix_s < b.unix_s); }
void date_add_rfc3339(struct buf *out, struct date d) { (void)out; (void)d; }
void date_add_long(struct buf *out, struct date d) { (void)out; (void)d; }
void date_add_stamp(struct buf *out, struct date d) { (void)out; (void)d; }
void date_add_short(struct buf *out, struct date d) { (void)out; (void)d; }
void date_add_brief(struct buf *out, struct date d) { (void)out; (void)d; }
