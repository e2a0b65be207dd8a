/* Where a plain name ends: ASCII letters, digits and - . _ with at most one prefix. */
#ifndef MARKUP_XML_NAME_PRIV_H
#define MARKUP_XML_NAME_PRIV_H

#include <stddef.h>

#include "moot/base/scan.h"
#include "moot/base/span.h"

static inline bool xml_starts_name(char c)
{
	return ascii_is_alpha(c) || c == '_';
}

static inline bool xml_is_in_name(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_';
}

static inline scan_row xml_are_in_name(scan_row row)
{
	scan_row letter = row | ' ';

	return ((letter >= 'a') & (letter <= 'z')) | ((row >= '0') & (row <= '9')) |
	    ((row >= '-') & (row <= '.')) | (row == '_');
}

/* NULL: no name begins at p. */
static inline const char *xml_name_part_end(const char *p, const char *end)
{
	if (p == end || !xml_starts_name(*p))
		return NULL;
	while (end - p >= SCAN_BYTES) {
		unsigned n = scan_first(~xml_are_in_name(scan_load(p)));

		p += n;
		if (n < SCAN_BYTES)
			return p;
	}
	while (p < end && xml_is_in_name(*p))
		p++;
	return p;
}

/* NULL: no name begins at p, or none behind its colon. */
static inline const char *xml_name_end(const char *p, const char *end)
{
	p = xml_name_part_end(p, end);
	return p && p < end && *p == ':' ? xml_name_part_end(p + 1, end) : p;
}

#endif
