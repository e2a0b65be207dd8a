/* What the date files share: the calendar and the words of dates. */
#ifndef TEXT_DATE_PRIV_H
#define TEXT_DATE_PRIV_H

#include <stdbool.h>
#include <stdint.h>

#include "moot/base/span.h"
#include "moot/text/date.h"

enum { DATE_MIN_YEAR = 1, DATE_MAX_YEAR = 9999, DATE_MAX_OFFSET_MIN = 18 * 60 };

/* Year and month must be valid. */
int date_days_in_month(int year, int month);
bool date_day_exists(int year, int month, int day);
/* 0 = Sunday; the day must exist. */
int date_weekday(int year, int month, int day);

/* "2014-06-19T08:12:00Z" and near forms only; false: it is another, or no date. */
bool date_read_stamp(struct span text, struct date *date);
/* Any form, that one as well; text is trimmed. */
struct date date_read_freely(struct span text);

extern const char *const date_month_names[12]; /* English, in full */
extern const char *const date_weekday_names[7];

/* Words of any language that we know.  An abbreviation is a name's first letters,
 * at least three of a month and two of a weekday; case and accents do not matter. */
int date_word_month(struct span word);  /* from 1; 0: none, or not clear which */
/* From 0; WEEKDAY_ANY when several begin so; -1: none. */
enum { WEEKDAY_ANY = 7 };
int date_word_weekday(struct span word);
/* A word that says nothing in a date: "at", "de", "Uhr", an ordinal's ending. */
bool date_word_is_filler(struct span word);
/* English only, a name in full or its usual abbreviation; 0 and -1: none. */
int date_word_english_month(struct span word);
int date_word_english_weekday(struct span word);
/* The offset of a zone by its name (EST, MSK). */
bool date_word_zone(struct span word, int *offset_min);
/* AM and PM in the languages that write them: 0, 'a' or 'p'. */
char date_word_half(struct span word);

#endif
