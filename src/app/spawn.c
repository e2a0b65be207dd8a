#include "config.h"

#include "app/spawn.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "moot/base/span.h"
#include "moot/base/xalloc.h"

enum { WORDS_MAX = 32, EXIT_NOT_RUN = 127 };

struct words {
	char *word[WORDS_MAX + 1]; /* owned; NULL after the last */
	int count;
};

static void add_word(struct words *w, struct span word)
{
	if (w->count < WORDS_MAX)
		w->word[w->count++] = xspandup(word);
}

static void words_of(struct words *w, const char *command, const char *argument)
{
	struct span rest = span_str(command), word;
	bool used = argument == NULL;

	while (span_split(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		if (!used && span_eq_str(word, "%s")) {
			word = span_str(argument);
			used = true;
		}
		add_word(w, word);
	}
	if (!used && w->count > 0)
		add_word(w, span_str(argument));
}

static _Noreturn void run_child(char *const *words, FILE *input)
{
	if (input)
		dup2(fileno(input), STDIN_FILENO);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	execvp(words[0], words);
	_exit(EXIT_NOT_RUN);
}

static bool wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool run_words(char *const *words, FILE *input)
{
	pid_t pid;

	if (input)
		lseek(fileno(input), 0, SEEK_SET);
	pid = fork();
	if (pid == 0)
		run_child(words, input);
	return pid > 0 && wait_for(pid);
}

bool spawn_wait(struct term *term, const char *command, const char *argument, FILE *input)
{
	struct words w = { .count = 0 };
	bool ok = false;

	words_of(&w, command, argument);
	if (w.count > 0) {
		term_suspend(term);
		ok = run_words(w.word, input);
		term_resume(term);
	}
	for (int i = 0; i < w.count; i++)
		free(w.word[i]);
	return ok;
}

static void wait_for_enter(void)
{
	FILE *tty = fopen("/dev/tty", "r+");
	int c;

	if (!tty)
		return;
	fputs("[Enter goes back]", tty);
	fflush(tty);
	while ((c = getc(tty)) != '\n' && c != EOF)
		continue;
	fclose(tty);
}

bool spawn_shell(struct term *term, const char *command_line, FILE *input)
{
	char *line = xstrdup(command_line), name[] = "sh", option[] = "-c";
	char *const words[] = { name, option, line, NULL };
	bool ok;

	term_suspend(term);
	ok = run_words(words, input);
	if (term_fd(term) >= 0)
		wait_for_enter();
	term_resume(term);
	free(line);
	return ok;
}
