/* Points in time as sources give them.
 *
 * A date keeps what was known: its precision, and the offset that was printed.
 * Nothing is invented: what cannot be read is no date.
 * Facts: RFC 822/2822 (feeds), RFC 3339 and ISO 8601 (Atom), Blogger's page
 * headers and time stamps.
 */
#ifndef MOOT_TEXT_DATE_H
#define MOOT_TEXT_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/span.h"

enum date_precision { DATE_NONE, DATE_DAY, DATE_MINUTE, DATE_SECOND };

struct date {
	int64_t unix_s;      /* seconds since 1970 UTC; with DATE_DAY or without a known
	                      * offset: as if the wall clock were UTC's */
	int16_t offset_min;  /* minutes east of UTC */
	uint8_t precision;   /* enum date_precision */
	bool offset_known;
};

#define DATE_INIT ((struct date){ 0, 0, DATE_NONE, false })

/* Broken-down wall clock, as the source printed it. */
struct date_fields {
	int year, month, day;     /* month and day from 1 */
	int hour, minute, second;
	int weekday;              /* 0 = Sunday */
};

/* Any date of a feed, an export or a page: RFC 822 and its abuses, ISO 8601 basic,
 * extended and partial, Unix seconds, English and localized month names in any
 * order with ignored weekday; DATE_NONE when it is none.  White space is trimmed. */
struct date date_parse(struct span text);
/* The line above a post on a Blogger page, and nothing else: "Thursday, 19 June 2014",
 * "Monday 6 September 2021", "June 19, 2014", "19 June 2014", "2014-06-19"; any
 * weekday/month/day order that Blogger prints in English.  The whole line must be
 * the date.  *has_weekday (may be NULL) says how sure one can be: a weekday is there,
 * and it is that day's. */
bool date_parse_header(struct span line, struct date *date, bool *has_weekday);
/* "19 June 2014 at 14:09" and its variants at the end of text: on success *start is
 * where the date begins ("Name19 June 2014 at 14:09").  A day alone counts too: its
 * precision tells. */
bool date_parse_stamp_suffix(struct span text, struct date *date, size_t *start);
struct date date_from_unix_ms(int64_t unix_ms); /* in UTC, offset known */
struct date date_from_fields(const struct date_fields *f, enum date_precision precision,
    bool offset_known, int offset_min);
struct date_fields date_fields(struct date d);

static inline bool date_known(struct date d)
{
	return d.precision != DATE_NONE;
}
/* Earlier < 0, same 0, later > 0; both must be known. */
int date_cmp(struct date a, struct date b);

/* All formats below are English and independent of the locale; no date adds nothing. */
/* "2014-06-19T08:12:00+01:00", without the offset when none is known, "2014-06-19" */
void date_add_rfc3339(struct buf *out, struct date d);
/* "Thursday, 19 June 2014" */
void date_add_long(struct buf *out, struct date d);
/* "19 June 2014 at 08:43", "19 June 2014" */
void date_add_stamp(struct buf *out, struct date d);
/* "2014-06-19", for lists */
void date_add_short(struct buf *out, struct date d);
/* "19 Jun 2014 08:43", for headers on screen */
void date_add_brief(struct buf *out, struct date d);

#endif
