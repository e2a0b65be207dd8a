"""Looks at a program from outside: what it costs, and how soon it answers in a terminal.

Times in a terminal are those of a reader that is always ready, in milliseconds; the first
screen is counted from before the program is started.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

ROWS, COLS = 30, 100
GAP_S = 0.012  # without output: the answer to a key has ended


def cost(command, output=os.devnull):
    """CPU seconds (own and the system's) and peak memory in MB."""
    sink = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[sink])
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit('%s: exit status %d' % (
            ' '.join(command), os.waitstatus_to_exitcode(status)))
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def instructions(command):
    """What valgrind counts; None where it is not installed."""
    try:
        run = subprocess.run(['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null'] +
                             command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(re.search(rb'refs:\s+([\d,]+)', run.stderr).group(1).replace(b',', b''))


def keep_nice():
    """Linux weighs sessions before it weighs programs, and each terminal is a session."""
    try:
        with open('/proc/self/autogroup', 'w', encoding='ascii') as group:
            group.write('%d' % os.nice(0))
    except OSError:  # there are none, or it is not allowed
        pass


class Terminal:
    """A program in a terminal of its own.  stdin: what it reads instead, an open file."""

    def __init__(self, command, environ=None, stdin=None):
        self.seen = b''
        self.screen = None  # it is fed with all that is read
        self.begun = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            keep_nice()
            if stdin is not None:
                os.dup2(stdin, 0)
            os.environ.update({'TERM': 'xterm-256color'}, **(environ or {}))
            os.execvp(command[0], command)
        self.resize(ROWS, COLS)

    def resize(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, cols, 0, 0))

    def read(self, timeout_s):
        """What comes, b'' when nothing does or the program has ended."""
        if not select.select([self.fd], [], [], timeout_s)[0]:
            return b''
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return b''
        if self.screen:
            self.screen.feed(data)
        return data

    def wait_for(self, patterns, limit_s):
        """Milliseconds until all of the patterns have been written; None: they were not."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            self.seen += self.read(end - time.monotonic())
            if all(re.search(p, self.seen) for p in patterns):
                return (time.monotonic() - self.begun) * 1000
        return None

    def drain(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(max(0, end - time.monotonic()))

    def settle(self, quiet_s=2, limit_s=120):
        end = time.monotonic() + limit_s
        while time.monotonic() < end and self.read(quiet_s):
            pass

    def press(self, key, whole=True):
        """Milliseconds to the last byte of the answer (or the first), and its bytes."""
        while self.read(0):  # what was on its way
            pass
        begun = last = time.monotonic()
        size = 0
        if isinstance(key, tuple):
            self.resize(*key)
        else:
            os.write(self.fd, key)
        while True:
            data = self.read(GAP_S if size else 1)
            if not data:
                return (last - begun) * 1000, size
            last = time.monotonic()
            size += len(data)
            if not whole:
                return (last - begun) * 1000, size

    def wakeups(self, seconds):
        """How often it woke up while nothing happened."""
        before = self.switches()
        time.sleep(seconds)
        return self.switches() - before

    def switches(self):
        with open('/proc/%d/status' % self.pid, encoding='ascii', errors='replace') as status:
            return int(re.search(r'\nvoluntary_ctxt_switches:\s+(\d+)', status.read()).group(1))

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def percentile(numbers, percent):
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
