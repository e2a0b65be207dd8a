/* What kind of text a body is: known by the format that it came from. */
#ifndef MOOT_TEXT_BODY_H
#define MOOT_TEXT_BODY_H

enum body_type {
	BODY_HTML,      /* markup, ready to be shown */
	BODY_TEXT,      /* plain text: its lines, `>` quotes and bare URLs mean what they show */
	BODY_AUTOP,     /* WordPress editor text: paragraphs by blank lines, shortcodes */
};

#endif
