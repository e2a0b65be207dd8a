/* A date's text, cut into the parts that can only mean one thing. */
#ifndef TEXT_DATE_SCAN_PRIV_H
#define TEXT_DATE_SCAN_PRIV_H

#include <stdbool.h>

#include "moot/base/span.h"
#include "moot/text/date.h"

enum { DATE_NUMBERS = 3 };

struct date_number {
	int value, digits;
	char before; /* the separator before it: '-' '/' '.' or ' ' */
};

struct date_reading {
	struct span rest;
	struct date_number numbers[DATE_NUMBERS];
	int count;
	char separator;    /* the last one passed, ' ' when none */
	bool after_number; /* what was read last is the last number, or a time */
	int month;         /* by a word; 0: none yet */
	int maybe_month;   /* by a word that may be a weekday as well ("mar.") */
	int weekday;       /* -1: none that is clear */
	bool has_time, time_begins; /* time_begins: after the T of ISO 8601 */
	bool hour_only, minute_may_follow; /* "14" of T14; "14 h" */
	int hour, minute, second;
	enum date_precision precision;
	char half;         /* 'a', 'p', 0 */
	bool has_zone, zone_is_utc, offset_known;
	int offset_min;
	bool korean;       /* Korean words: Korea has one zone */
};

/* Reads all of text; false when something in it fits nowhere. */
bool date_scan(struct date_reading *r, struct span text);
/* The zone of the time, unless one was read before. */
bool date_set_zone(struct date_reading *r, int offset_min);
/* The value of two digits as a year: 1969 to 2068. */
int date_full_year(struct date_number n);

#endif
