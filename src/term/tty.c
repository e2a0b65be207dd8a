/* Signals only set a flag and write a byte into a pipe; poll sees the pipe, so none is
 * lost between looking and sleeping.  Deadly signals and exit() lead to farewell(),
 * which may call async-signal-safe functions only: everything it needs was prepared.
 */
#include "config.h"

#include "term/tty_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "moot/base/buf.h"
#include "moot/text/base64.h"

enum sort { HANGUP, STOP, RESIZED, CONTINUED, SORTS, DEADLY = SORTS };

static struct caught {
	int number;
	enum sort sort;
	struct sigaction before;
} signals[] = {
	{ .number = SIGHUP, .sort = HANGUP },
	{ .number = SIGTERM, .sort = HANGUP },
	{ .number = SIGINT, .sort = HANGUP },
	{ .number = SIGTSTP, .sort = STOP },
	{ .number = SIGWINCH, .sort = RESIZED },
	{ .number = SIGCONT, .sort = CONTINUED },
	{ .number = SIGQUIT, .sort = DEADLY },
	{ .number = SIGABRT, .sort = DEADLY },
	{ .number = SIGBUS, .sort = DEADLY },
	{ .number = SIGFPE, .sort = DEADLY },
	{ .number = SIGILL, .sort = DEADLY },
	{ .number = SIGSEGV, .sort = DEADLY },
};
enum { SIGNALS = sizeof signals / sizeof *signals };

static struct {
	FILE *in, *out;        /* owned */
	int in_fd, out_fd;     /* theirs; -1: none */
	int wake[2];           /* the pipe: read end, write end */
	struct termios before; /* modes at tty_open */
	bool have_before;
	char farewell[256];    /* bytes to write, without padding */
	volatile sig_atomic_t taken;
	pid_t taken_by; /* a forked child has no terminal to restore */
	volatile sig_atomic_t came[SORTS];
	int real_stderr, kept_stderr; /* -1: standard error is not put aside */
} tty = { .in_fd = -1, .out_fd = -1, .wake = { -1, -1 }, .real_stderr = -1, .kept_stderr = -1 };

/* Writes everything, or gives up: there is nobody to tell. */
static void write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

/* Standard error may quote what is not ours: no controls but line ends and tabs, and
 * no C1 (which is 0x80-0x9F after 0xC2). */
static void make_harmless(char *bytes, size_t len, unsigned char *previous)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		bool c0 = (c < ' ' && c != '\n' && c != '\t') || c == 0x7F;

		if (c0 || (*previous == 0xC2 && c < 0xA0))
			bytes[i] = '?';
		*previous = c;
	}
}

static void replay_stderr(void)
{
	unsigned char previous = 0;
	char bytes[512];
	ssize_t n;

	lseek(tty.kept_stderr, 0, SEEK_SET);
	while ((n = read(tty.kept_stderr, bytes, sizeof bytes)) > 0) {
		make_harmless(bytes, (size_t)n, &previous);
		write_all(STDERR_FILENO, bytes, (size_t)n);
	}
}

static void give_stderr(void)
{
	if (tty.kept_stderr < 0)
		return;
	dup2(tty.real_stderr, STDERR_FILENO);
	replay_stderr();
	close(tty.real_stderr);
	close(tty.kept_stderr);
	tty.real_stderr = tty.kept_stderr = -1;
}

static void take_stderr(void)
{
	FILE *file;

	if (!isatty(STDERR_FILENO) || !(file = tmpfile()))
		return;
	fflush(stderr);
	tty.real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	tty.kept_stderr = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
	fclose(file);
	dup2(tty.kept_stderr, STDERR_FILENO);
}

/* The terminal as it was.  Async-signal-safe. */
static void farewell(void)
{
	if (!tty.taken || tty.taken_by != getpid())
		return;
	tty.taken = 0;
	signal(SIGTTOU, SIG_IGN);
	write_all(tty.out_fd, tty.farewell, strlen(tty.farewell));
	if (tty.have_before)
		tcsetattr(tty.out_fd, TCSANOW, &tty.before);
	give_stderr();
}

static void on_deadly(int number)
{
	farewell();
	for (size_t i = 0; i < SIGNALS; i++) {
		if (signals[i].number == number)
			sigaction(number, &signals[i].before, NULL);
	}
	raise(number);
}

static void on_event(int number)
{
	int errno_before = errno;

	for (size_t i = 0; i < SIGNALS; i++) {
		if (signals[i].number == number)
			tty.came[signals[i].sort] = 1;
	}
	(void)!write(tty.wake[1], "", 1); /* a full pipe wakes as well */
	errno = errno_before;
}

static void catch_signal(struct caught *c)
{
	struct sigaction action = { .sa_flags = SA_RESTART };

	action.sa_handler = c->sort == DEADLY ? on_deadly : on_event;
	sigemptyset(&action.sa_mask);
	sigaction(c->number, NULL, &c->before);
	if (c->before.sa_handler != SIG_IGN || c->sort == RESIZED)
		sigaction(c->number, &action, NULL);
}

void tty_take(void)
{
	for (size_t i = 0; i < SIGNALS; i++)
		catch_signal(&signals[i]);
	take_stderr();
	tty.taken_by = getpid();
	tty.taken = 1;
}

void tty_give(void)
{
	if (!tty.taken)
		return;
	tty.taken = 0;
	give_stderr();
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i].number, &signals[i].before, NULL);
}

static FILE *open_side(int standard_fd, const char *mode)
{
	int fd = isatty(standard_fd) ? fcntl(standard_fd, F_DUPFD_CLOEXEC, 3) :
				       open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, mode);

	if (fd >= 0 && !file)
		close(fd);
	return file;
}

static bool open_wake_pipe(void)
{
	if (pipe(tty.wake))
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(tty.wake[i], F_SETFL, O_NONBLOCK);
		fcntl(tty.wake[i], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

bool tty_open(FILE **in, FILE **out)
{
	static bool registered;

	tty.in = open_side(STDIN_FILENO, "r");
	tty.out = open_side(STDOUT_FILENO, "w");
	if (!tty.in || !tty.out || !open_wake_pipe()) {
		tty_close();
		return false;
	}
	tty.in_fd = fileno(tty.in);
	tty.out_fd = fileno(tty.out);
	tty.have_before = tcgetattr(tty.out_fd, &tty.before) == 0;
	if (!registered)
		atexit(farewell);
	registered = true;
	*in = tty.in;
	*out = tty.out;
	return true;
}

void tty_close(void)
{
	if (tty.in)
		fclose(tty.in);
	if (tty.out)
		fclose(tty.out);
	for (int i = 0; i < 2; i++) {
		if (tty.wake[i] >= 0)
			close(tty.wake[i]);
		tty.wake[i] = -1;
	}
	tty.in = tty.out = NULL;
	tty.in_fd = tty.out_fd = -1;
	tty.farewell[0] = '\0';
}

void tty_send(const char *sequence)
{
	write_all(tty.out_fd, sequence, strlen(sequence));
}

void tty_copy(struct safe text)
{
	struct buf sequence = BUF_INIT;

	buf_add_str(&sequence, "\033]52;c;");
	base64_encode(&sequence, safe_span(text));
	buf_add_char(&sequence, '\a');
	tty_send(buf_str(&sequence));
	buf_release(&sequence);
}

int64_t tty_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void tty_set_farewell(const char *sequence)
{
	size_t len = strlen(sequence);

	if (len < sizeof tty.farewell)
		memcpy(tty.farewell, sequence, len + 1);
}

static bool take_event(enum sort sort)
{
	bool came = tty.came[sort];

	tty.came[sort] = 0;
	return came;
}

bool tty_events(struct tty_events *events)
{
	char bytes[64];

	/* The pipe first: a signal after this line is seen now or wakes once more. */
	while (read(tty.wake[0], bytes, sizeof bytes) > 0)
		;
	events->hangup = take_event(HANGUP);
	events->stop = take_event(STOP);
	events->resized = take_event(RESIZED);
	events->continued = take_event(CONTINUED);
	return events->hangup || events->stop || events->resized || events->continued;
}

int tty_fd(void)
{
	return tty.in_fd;
}

int tty_wake_fd(void)
{
	return tty.wake[0];
}

bool tty_size(int *cols, int *rows)
{
	struct winsize size;

	if (ioctl(tty.out_fd, TIOCGWINSZ, &size) || !size.ws_col || !size.ws_row)
		return false;
	*cols = size.ws_col;
	*rows = size.ws_row;
	return true;
}

bool tty_is_gone(void)
{
	struct pollfd p = { tty.in_fd, POLLIN, 0 };
	int waiting_bytes;

	if (poll(&p, 1, 0) <= 0)
		return false;
	if (p.revents & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return ioctl(tty.in_fd, FIONREAD, &waiting_bytes) == 0 && waiting_bytes == 0;
}
