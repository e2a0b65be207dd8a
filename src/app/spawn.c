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

bool spawn_wait(struct term *term, const char *command, const char *argument, FILE *input)
{
	struct words w = { .count = 0 };
	bool ok = false;

	words_of(&w, command, argument);
	if (w.count > 0) {
		pid_t pid;

		term_suspend(term);
		if (input)
			lseek(fileno(input), 0, SEEK_SET);
		pid = fork();
		if (pid == 0)
			run_child(w.word, input);
		ok = pid > 0 && wait_for(pid);
		term_resume(term);
	}
	for (int i = 0; i < w.count; i++)
		free(w.word[i]);
	return ok;
}
