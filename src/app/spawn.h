/* Other programs: the only place where they are run.
 *
 * Not through a shell: what is run is found on PATH and gets its arguments one by one.
 * A command line that the user has typed is for the shell; text of a source is never part
 * of it.
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
/* Runs a command line by sh -c, with input as above, and waits for Enter so that what it
 * has written can be read. */
bool spawn_shell(struct term *term, const char *command_line, FILE *input);

#endif
