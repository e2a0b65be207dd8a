/* Screens compared with what is expected: a folder of tests/screens is a case, its file
 * `keys` a script, and each `screen NAME` of the script is compared with expect-NAME.
 *
 *	source FILE     what is read, under tests/screens (else CASE/input); before size, and
 *	                by the command reload from now on
 *	long LINES      instead: a post of so many lines, and a comment of as many
 *	comments POSTS [posts]
 *	                instead: a feed of ten comments on each of so many posts, which has
 *	                none of these, or behind all the last of them and the second
 *	env NAME=VALUE  before size
 *	all             as the option; before size
 *	config LINE     of a config file; before size
 *	goto ADDRESS    as the option; before size
 *	first           the user has never read anything; before size
 *	size COLSxROWS  opens the reader; when it is open: resizes the terminal
 *	state           the reading state is kept in a file of the case; before size
 *	clock DATE      what the time is from now on
 *	reopen [FILE]   ends the reader where it has not ended, and opens it again
 *	load STEPS      the first keys come while that many slices have been read
 *	keys KEY ...    names of keys, or "text" that is typed
 *	mouse KEY ROW COLUMN
 *	paste TEXT      text that is pasted; | is a line end
 *	screen NAME     the screen, and where the hardware cursor is
 *	faces NAME      the same, and the face of each cell
 *	looks NAME      the faces that look otherwise than in the default theme
 *	copied NAME     what was copied last
 *	file PATH NAME  a file that was written (each case starts in an empty directory)
 *	end             the reader must have ended
 *
 * screens [--update] [CASE ...] prints TAP.
 */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/read_file.h"
#include "moot/base/xalloc.h"
#include "run.h"

static bool run_case(const char *screens_dir, const char *name, bool update, int number)
{
	struct run r = { .screens_dir = screens_dir, .name = name, .update = update, .slices = -1 };
	char *path = xasprintf("%s/%s/keys", screens_dir, name);
	char dir[] = "screens.XXXXXX";
	struct buf script = BUF_INIT;
	struct span rest, line;
	bool ok;

	r.source = xasprintf("%s/%s/input", screens_dir, name);
	if (!mkdtemp(dir) || chdir(dir) != 0 || !read_file(path, &script))
		run_wrong(&r, "cannot start: no directory, or no %s", path);
	rest = buf_span(&script);
	while (span_line(&rest, &line))
		run_line(&r, line);
	run_close_reader(&r);
	unlink(run_state_path);
	buf_release(&r.config_text);
	buf_release(&r.config_errors);
	free(r.source);
	free(r.address);
	if (chdir("..") != 0 || rmdir(dir) != 0)
		run_wrong(&r, "files are left in %s", dir);
	ok = r.report.len == 0;
	printf("%sok %d - %s\n%s", ok ? "" : "not ", number, name, buf_str(&r.report));
	buf_release(&r.report);
	buf_release(&script);
	free(path);
	return ok;
}

static int is_case(const struct dirent *e)
{
	return e->d_name[0] != '.' && !strchr(e->d_name, '.');
}

int main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir");
	char *relative = xasprintf("%s/tests/screens", srcdir ? srcdir : ".");
	char *screens_dir = realpath(relative, NULL);
	bool update = argc > 1 && strcmp(argv[1], "--update") == 0, ok = true;
	struct dirent **cases = NULL;
	int count = screens_dir ? scandir(screens_dir, &cases, is_case, alphasort) : -1;

	if (count <= 0) {
		printf("Bail out! no cases in %s\n", relative);
		return EXIT_FAILURE;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		if (argc - update < 2 || strcmp(argv[argc - 1], cases[i]->d_name) == 0)
			ok &= run_case(screens_dir, cases[i]->d_name, update, i + 1);
		else
			printf("ok %d - %s # SKIP not asked for\n", i + 1, cases[i]->d_name);
		free(cases[i]);
	}
	free(cases);
	free(screens_dir);
	free(relative);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
