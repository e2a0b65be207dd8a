#!/usr/bin/env python3
"""Measures moot against what it may cost, and prints a table.

    bench.py MOOT FLOOR DIRECTORY SIZE...

MOOT and FLOOR are the programs (floor.c: libxml2's SAX parser, doing nothing), DIRECTORY
is where the blogs are made (corpus.py), SIZE is S, M or L.  Times of different machines
cannot be compared; the ratios, of two programs that take turns in one run, can.
"""
import os
import random
import shutil
import statistics
import subprocess
import sys
import time

import corpus
import meter
import redraw

ROUNDS = 5
LIMIT_S = 20
TITLE = rb'Post \d+: '
MOOT_SCREEN = [TITLE, rb'Thread', rb'quit']
LESS_SCREEN = [rb'Bench']
PAGER = 'less'


class Bench:
    def __init__(self, moot, floor, directory):
        self.moot, self.floor, self.directory = os.path.abspath(moot), floor, directory
        self.home = os.path.join(os.path.abspath(directory), 'home')
        os.makedirs(self.home, exist_ok=True)
        os.environ.update({name: self.home for name in (
            'HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME')})

    def row(self, what, value, target, holds, remark=''):
        mark = '' if holds is None else 'yes' if holds else 'NO'
        print('%-54s %12s %12s  %-4s %s' % (what, value, target, mark, remark), flush=True)

    def start(self, *sources, stdin=None):
        return meter.Terminal([self.moot, '--no-cache', '--no-state', *sources], stdin=stdin)


# ---- what it costs ----

def ingest(bench, path, most):
    """CPU of `moot list` as a multiple of the floor's; returns what a megabyte takes."""
    rounds = []
    for _ in range(ROUNDS):
        floor, _ = meter.cost([bench.floor, path])
        ours, peak_mb = meter.cost([bench.moot, 'list', '--no-cache', path])
        rounds.append((ours / floor, ours, floor, peak_mb))
    ratio = statistics.median(r[0] for r in rounds)
    ours = statistics.median(r[1] for r in rounds)
    floor = statistics.median(r[2] for r in rounds)
    peak_mb = max(r[3] for r in rounds)
    name, size_mb = os.path.basename(path), os.path.getsize(path) / 1e6
    bench.row('ingest %s, x floor' % name, '%.2f' % ratio, '%.2f' % most, ratio <= most,
              '%.0f MB: %.2f s against %.2f s; rounds %.2f to %.2f' % (
                  size_mb, ours, floor, min(rounds)[0], max(rounds)[0]))
    bench.row('peak of %s, MB' % name, '%.0f' % peak_mb, '600', peak_mb <= 600)
    return ours / size_mb


def linearity(bench, costs):
    """What a byte takes in L, against what it takes in M."""
    for (form, size), cost in costs.items():
        if size == 'L' and (form, 'M') in costs:
            ratio = cost / costs[form, 'M']
            bench.row('a byte of L.%s, x one of M' % form, '%.2f' % ratio, '1.15', ratio <= 1.15)


def count_instructions(bench, path, most):
    floor = meter.instructions([bench.floor, path])
    ours = meter.instructions([bench.moot, 'list', '--no-cache', path])
    if not floor or not ours:
        return
    size = os.path.getsize(path)
    bench.row('instructions per byte, x floor', '%.2f' % (ours / floor), '%.2f' % most,
              ours <= most * floor, '%.1f against %.1f' % (ours / size, floor / size))


def plain_text(bench, path):
    """It has no floor of its own: MB a second."""
    text = os.path.join(bench.directory, 'dump.txt')
    if not os.path.exists(text):
        subprocess.run([bench.moot, 'export', '--force', '--output=' + text, path], check=True)
    seconds, _ = meter.cost([bench.moot, 'list', '--no-cache', text])
    bench.row('ingest of plain text, MB/s', '%.0f' % (os.path.getsize(text) / 1e6 / seconds),
              '', None)


def fill_cache(bench, path):
    """It is written in the background; what has just been written itself is not kept."""
    kept = os.path.join(bench.home, 'moot')
    shutil.rmtree(kept, ignore_errors=True)
    os.utime(path, (0, 0))
    meter.cost([bench.moot, 'list', path])
    for _ in range(6000):
        if os.path.isdir(kept) and any(
                name.startswith('snapshot') and '.' not in name for name in os.listdir(kept)):
            return
        time.sleep(0.01)
    sys.exit('nothing is kept in ' + kept)


def modes(bench, path):
    """Other ways to use it, for which there is no target."""
    floor, _ = meter.cost([bench.floor, path])
    rows = (('export as text', ['export', '--no-cache']),
            ('export as JSON', ['export', '--no-cache', '--format=json']),
            ('search for a word', ['search', '--no-cache', 'kettle']),
            ('list, from the cache', ['list']),
            ('export, from the cache', ['export']))
    fill_cache(bench, path)
    for name, arguments in rows:
        seconds, peak_mb = meter.cost([bench.moot, *arguments, path])
        bench.row('%s, x floor' % name, '%.2f' % (seconds / floor), '', None,
                  '%.2f s, %.0f MB' % (seconds, peak_mb))


# ---- the first screen ----

def first_screen(command, patterns, stdin=None):
    times = []
    for _ in range(ROUNDS):
        source = open(stdin, 'rb') if stdin else None
        terminal = meter.Terminal(command, stdin=source.fileno() if source else None)
        times.append(terminal.wait_for(patterns, LIMIT_S))
        terminal.close()
        if source:
            source.close()
    return statistics.median(LIMIT_S * 1000 if t is None else t for t in times)


def first_screens(bench, path):
    less_ms = first_screen([PAGER, path], LESS_SCREEN)
    packed = path + '.gz'
    if not os.path.exists(packed):
        with open(packed, 'wb') as out:
            subprocess.run(['gzip', '-1c', path], stdout=out, check=True)
    ways = (('', [bench.moot, '--no-cache', path], None),
            (' on stdin', [bench.moot, '-'], path),
            (', packed', [bench.moot, '--no-cache', packed], None))
    for way, command, stdin in ways:
        ours_ms = first_screen(command, MOOT_SCREEN, stdin)
        bench.row('first screen of %s%s, x less' % (os.path.basename(path), way),
                  '%.2f' % (ours_ms / less_ms), '2.00', ours_ms <= 2 * less_ms,
                  '%.0f ms against %.0f ms' % (ours_ms, less_ms))


def from_cache(bench, path):
    """The first screen, and a search of everything, of what was read before."""
    fill_cache(bench, path)
    name = os.path.basename(path)
    less_ms = first_screen([PAGER, path], LESS_SCREEN)
    ours_ms = first_screen([bench.moot, path], MOOT_SCREEN)
    bench.row('first screen of %s, from the cache, x less' % name,
              '%.2f' % (ours_ms / less_ms), '2.00', ours_ms <= 2 * less_ms,
              '%.0f ms against %.0f ms' % (ours_ms, less_ms))
    terminal = meter.Terminal([bench.moot, '--no-state', path])
    terminal.wait_for(MOOT_SCREEN, LIMIT_S)
    terminal.settle()
    for what in ('the first search', 'the next'):
        ms = last_answer(terminal, b':grep whale|kettle\r')
        bench.row('%s of all of %s, from the cache, ms' % (what, name), '%.0f' % ms, '', None)
        terminal.press(b'q')
    terminal.close()


def last_answer(terminal, keys):
    """Milliseconds to the last thing that is drawn, with pauses of up to 0.3 s before."""
    begun = last = time.monotonic()
    os.write(terminal.fd, keys)
    while terminal.read(0.3):
        last = time.monotonic()
    return (last - begun) * 1000


# ---- keys ----

# What is pressed in turn, so that there is always something to do.
KEYS = (('j, k', (b'j', b'k')), ('J, K', (b'J', b'K')), ('}, {', (b'}', b'{')),
        ('fold all, open all', (b'zM', b'zR')), ('next hit, hit before', (b'n', b'N')),
        ('next post', (b']',)),
        ('resize', ((meter.ROWS + 1, meter.COLS), (meter.ROWS, meter.COLS))))
LARGE_KEYS = tuple(row for row in KEYS if row[0] != 'next post') + (
    ('end, start', (b'G', b'g')), ('] onto it, after [', (b'[', b']'), b']'))


def loading_keys(bench, path):
    """At times of which the program knows nothing, for most of the time that it loads."""
    rng = random.Random(4)
    times = []
    terminal = bench.start(path)
    terminal.wait_for(MOOT_SCREEN, 60)
    for _ in range(min(1000, os.path.getsize(path) // 1000000)):
        terminal.drain(rng.uniform(0, 0.005))
        times.append(terminal.press(b'j', whole=False)[0])
    terminal.close()
    worst = meter.percentile(times, 99)
    bench.row('key while %s loads, p99 ms' % os.path.basename(path), '%.1f' % worst, '8.0',
              worst <= 8, 'median %.2f ms' % statistics.median(times))


def loaded_keys(bench, path):
    terminal = bench.start(path)
    terminal.wait_for(MOOT_SCREEN, 60)
    terminal.settle()
    wakeups = terminal.wakeups(3)
    bench.row('wake-ups in 3 s when idle', '%d' % wakeups, '0', wakeups == 0)
    terminal.press(b'\t')
    terminal.press(b'\t')
    terminal.press(b'/whale\r')
    for name, turns in KEYS:
        press_in_turn(bench, terminal, 'key ' + name, turns)
    terminal.close()


def redraws(bench, path):
    """Bytes for a key, against what changes on the screen.  TERM is one that cannot repeat a
    character, as pyte cannot."""
    if not redraw.pyte:
        return
    terminal = meter.Terminal([bench.moot, '--no-cache', '--no-state', path],
                              {'TERM': 'screen-256color'})
    terminal.screen = redraw.Screen(meter.ROWS, meter.COLS)
    terminal.settle()
    written = needed = 0
    for key in (b'j', b'\t', b'J', b'}', b' ', b'J', b'/whale\r', b'n', b']', b'zM', b'zR') * 6:
        before = terminal.screen.rows()
        _, size = terminal.press(key)
        written += size
        needed += redraw.least(before, terminal.screen.rows())
    terminal.close()
    bench.row('bytes for keys, x least redraw', '%.2f' % (written / needed), '2.00',
              written <= 2 * needed, '%d against %d' % (written, needed))


def press_in_turn(bench, terminal, what, turns, counted=None):
    """Of one of the keys only, where it is said which one counts."""
    keys = [turns[i % len(turns)] for i in range(60)]
    answers = [terminal.press(key) for key in keys]
    if counted:
        answers = [answer for key, answer in zip(keys, answers) if key == counted]
    times = [ms for ms, size in answers if size]
    if not times:
        bench.row(what, 'no answer', '', False)
        return
    median, worst = statistics.median(times), meter.percentile(times, 99)
    bench.row(what + ', median and p99 ms', '%.2f %.2f' % (median, worst), '1.0 4.0',
              median <= 1 and worst <= 4,
              '%d bytes' % statistics.median(size for _, size in answers))


def large_keys(bench, what):
    """In the thread or the text of that blog which is far larger than any other."""
    terminal = bench.start(corpus.make(bench.directory, what, 'large'))
    terminal.wait_for(MOOT_SCREEN, 60)
    terminal.settle()
    terminal.press(b'j')  # the second post
    terminal.press(b'\t')
    if what != 'post':
        terminal.press(b'\t')
    for name, *turns in LARGE_KEYS:
        if name.startswith('next hit'):
            terminal.press(b'/whale\r')
            terminal.settle(0.5)
        press_in_turn(bench, terminal, '%s.large, key %s' % (what, name), *turns)
    terminal.close()


# ---- other programs ----

def have(program):
    return shutil.which(program) is not None


def neomutt(bench, path):
    mbox = os.path.join(bench.directory, os.path.basename(path) + '.mbox')
    if not os.path.exists(mbox):
        subprocess.run([bench.moot, 'export', '--format=mbox', '--force', '--output=' + mbox,
                        path], check=True)
    ms = first_screen(['neomutt', '-n', '-F', '/dev/null', '-e', 'set sort=threads folder=/',
                       '-R', '-f', mbox], [rb'Quit', rb'Msgs:'])
    bench.row('neomutt: index of the same as mbox, ms', '%.0f' % ms, '', None)


def newsboat(bench, path):
    urls, cache = (os.path.join(bench.home, name) for name in ('urls', 'newsboat.db'))
    if os.path.exists(cache):
        os.remove(cache)
    with open(urls, 'w', encoding='utf-8') as out:
        out.write('file://%s\n' % os.path.abspath(path))
    seconds, peak_mb = meter.cost(
        ['newsboat', '-C', '/dev/null', '-u', urls, '-c', cache, '-x', 'reload'])
    bench.row('newsboat: reading it, CPU s', '%.2f' % seconds, '', None, '%.0f MB' % peak_mb)


def main():
    moot, floor, directory, *sizes = sys.argv[1:]
    bench = Bench(moot, floor, directory)
    meter.keep_nice()
    costs = {}
    print('%-54s %12s %12s  %s' % ('', 'measured', 'at most', 'holds'))
    for size in sizes:
        for form, most in (('blogger', 1.9), ('wxr', 2.1)):
            path = corpus.make(directory, size, form)
            if size != 'S':
                costs[form, size] = ingest(bench, path, most)
        path = corpus.make(directory, size, 'blogger')
        first_screens(bench, path)
        from_cache(bench, path)
        first_screens(bench, corpus.make(directory, size, 'newest'))
        if size == 'S':
            count_instructions(bench, path, 1.25)
            redraws(bench, path)
        else:
            loading_keys(bench, path)
            loading_keys(bench, corpus.make(directory, size, 'newest'))
            loaded_keys(bench, path)
    linearity(bench, costs)
    for what in corpus.LARGE:
        large_keys(bench, what)
    path = corpus.make(directory, sizes[-1], 'blogger')
    plain_text(bench, path)
    modes(bench, path)
    for program in (neomutt, newsboat):
        if have(program.__name__) and sizes[-1] != 'L':
            program(bench, path)


if __name__ == '__main__':
    main()
