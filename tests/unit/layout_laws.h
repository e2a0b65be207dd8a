/* What holds for every body at every width. */
#ifndef TESTS_LAYOUT_LAWS_H
#define TESTS_LAYOUT_LAWS_H

#include "moot/base/span.h"
#include "moot/text/body.h"

enum { LAWS_MAX_COLS = 200 };

/* Lays the body out at every width from 0 (not wrapped) to LAWS_MAX_COLS, for the screen,
 * one with wide ambiguous characters, and files, and fails the test unless
 *   - no line is wider than the width: but in files for preformatted text and addresses,
 *     and at width 1 for a wide character;
 *   - the letters of the lines are those of the tree, each once, but for the headers of
 *     a table that is taken apart;
 *   - laid out again, line by line, it is the same;
 *   - what files get is clean. */
void laws_hold(struct span body, enum body_type type);

/* The body is one paragraph of single spaces: its lines joined with a space, or with
 * nothing where a word was cut, are the text again. */
void laws_join(struct span text);

/* Fails unless it is valid UTF-8 without controls but line ends, and without what turns
 * the direction of a text around. */
void laws_clean(struct span text);

/* The body as the text of a file, not wrapped; the caller frees. */
char *laws_export(struct span body, enum body_type type);

#endif
