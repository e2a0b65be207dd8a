/* The command line: options into a struct, and the modes that need no screen. */
#ifndef MOOT_APP_CLI_H
#define MOOT_APP_CLI_H

/* All of moot.  The exit status: 0 fine; 1 nothing matched or found; 2 wrong usage;
 * 3 something was read, but data was lost or a source was unreadable; 4 nothing could
 * be read. */
int cli_main(int argc, char **argv);

#endif
