/* Fields and bodies of mail: RFC 5322, RFC 2047 and RFC 2045. */
#ifndef EXPORT_MAIL_PRIV_H
#define EXPORT_MAIL_PRIV_H

#include "moot/base/buf.h"
#include "moot/base/span.h"
#include "moot/text/date.h"

/* "Name: text", one line of clean text, encoded and folded where that is needed.  What of
 * the text must not be encoded may stand behind the name: "Subject: Re". */
void mail_add_field(struct buf *out, const char *name, struct span clean);
/* "From: name <...>"; nobody's address, since comments have none. */
void mail_add_from(struct buf *out, struct span clean_name);
/* "Date: ..." with the offset that is known; nothing where there is no date. */
void mail_add_date(struct buf *out, struct date d);
/* "Thu Jun 19 08:12:00 2014", in UTC; without a date, the first second of 1970. */
void mail_add_separator_date(struct buf *out, struct date d);
/* Part of a message's id: any text as a word of the characters that may stand there.
 * Different texts give different words, unless they are very long. */
void mail_add_id_word(struct buf *out, struct span text);
/* The fields that say how the body is written, the empty line, and the body of clean text,
 * in the manner of mboxrd: ">" before "From " and before ">From ". */
void mail_add_body(struct buf *out, struct span clean);

#endif
