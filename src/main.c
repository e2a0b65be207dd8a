#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "moot/app/cli.h"

/* The number of a closed standard descriptor would go to the next file that is opened, and
 * what is printed would end in that file.  What stands in for it can neither be read (0)
 * nor written (1, 2), so that the loss is noticed. */
static void hold_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	hold_standard_descriptors();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is said as a full disk is */
	return cli_main(argc, argv);
}
