/* Other programs: the only place where they are run.
 *
 * Never through a shell: what is run is found on PATH and gets its arguments one by one.
 */
#ifndef APP_SPAWN_H
#define APP_SPAWN_H

#include <stdbool.h>
#include <stdio.h>

#include "moot/term/term.h"

/* Runs a command as a user's variable has it, "less -R": words separated by blanks, no
 * quoting.  %s, or else the end, is where argument (NULL: none) goes.  input (NULL:
 * the terminal) is its standard input, from its start.  The program has the
 * terminal until it ends.  False when it could not be run, or failed. */
bool spawn_wait(struct term *term, const char *command, const char *argument, FILE *input);

#endif
