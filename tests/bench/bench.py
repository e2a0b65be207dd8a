#!/usr/bin/env python3
"""Measures moot against a bare XML parser, on a blog that it makes.

    bench.py MOOT FLOOR DIRECTORY

The blog is the same on every machine.  Times of different machines cannot be compared,
ratios of one run can: each number is the best of three runs, given also as a multiple of
what the floor (floor.c: libxml2's SAX parser, doing nothing) takes for the same file.
The last columns tell what four times the input costs; 4.0 is in proportion.  "Again" is
from the cache, where everything else is read from the files.
"""
import html
import os
import random
import shutil
import sys
import time

WORDS = ('reading room catalogue card lamp table whale kettle drawer pencil county letter '
         'promise mistake shelf notice thread answer question library evening cheese nets '
         'would have been with that from this they what when where which about before').split()
KIND = ('<category scheme="http://schemas.google.com/g/2005#kind" '
        'term="http://schemas.google.com/blogger/2008/kind#%s"/>')
RUNS = 3


def sentences(rng, words):
    text = [rng.choice(WORDS) for _ in range(words)]
    for i in range(0, words, 12):
        text[i] = text[i].capitalize()
    return ' '.join(text) + '.'


def entry(rng, kind, number, minute, body, links):
    return ('<entry><id>tag:blogger.com,1999:blog-1.post-%d</id>'
            '<published>20%02d-%02d-%02dT%02d:%02d:00.000+01:00</published>%s'
            '<title type="text">%s</title><content type="html">%s</content>%s'
            '<author><name>%s</name></author></entry>\n' % (
                number, minute // 500000 % 100, minute // 43200 % 12 + 1, minute // 1440 % 28 + 1,
                minute // 60 % 24, minute % 60, KIND % kind, sentences(rng, 4),
                html.escape(body), links, rng.choice(WORDS).capitalize()))


def make_blog(path, posts, comments):
    """A Blogger export: posts, each followed by its comments, half of them replies."""
    rng = random.Random(1)
    number = 0
    with open(path, 'w', encoding='utf-8') as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
                  ' xmlns:thr="http://purl.org/syndication/thread/1.0">'
                  '<id>tag:blogger.com,1999:blog-1.archive</id><title>Bench</title>\n')
        for _ in range(posts):
            number += 1
            post, thread = number, []
            body = ''.join('<p>%s <a href="/%d">%s</a></p>' % (
                sentences(rng, 80), number, rng.choice(WORDS)) for _ in range(6))
            out.write(entry(rng, 'post', number, number, body, ''))
            for _ in range(comments):
                number += 1
                links = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-%d"/>' % post
                if thread and rng.random() < 0.5:
                    links += ('<link rel="related" href="https://www.blogger.com/feeds/1/%d'
                              '/comments/default/%d"/>' % (post, rng.choice(thread)))
                thread.append(number)
                out.write(entry(rng, 'comment', number, number,
                                '<br />'.join(sentences(rng, 30) for _ in range(2)), links))
        out.write('</feed>\n')


def start(command):
    sink = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    return os.posix_spawnp(command[0], command, os.environ, file_actions=[sink])


def finish(command, status):
    if status:
        sys.exit('%s: exit status %d' % (' '.join(command), os.waitstatus_to_exitcode(status)))


def seconds(command):
    """Wall time of the best of some runs."""
    best = None
    for _ in range(RUNS):
        begun = time.monotonic()
        _, status = os.waitpid(start(command), 0)
        took = time.monotonic() - begun
        finish(command, status)
        best = took if best is None else min(best, took)
    return best


def peak_mb(command):
    """Peak memory, looked at every millisecond: what wait() tells would be at least the
    memory of the process that started the program."""
    pid = start(command)
    peak = 0
    while True:
        try:
            with open('/proc/%d/status' % pid, encoding='ascii', errors='replace') as status:
                peak = max([peak] + [int(line.split()[1]) for line in status
                                     if line.startswith('VmHWM')])
        except OSError:
            pass
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            finish(command, status)
            return peak / 1024
        time.sleep(0.001)


def fill_cache(moot, directory, blogs):
    """Has every blog in a cache of our own; it is written in the background."""
    os.environ['XDG_CACHE_HOME'] = os.path.join(os.path.abspath(directory), 'cache')
    kept = os.path.join(os.environ['XDG_CACHE_HOME'], 'moot')
    shutil.rmtree(kept, ignore_errors=True)
    for path in blogs.values():
        os.utime(path, (0, 0))  # what has just been written is not kept
        seconds([moot, 'list', path])
    for _ in range(1000):
        if os.path.isdir(kept) and sum('.' not in name for name in os.listdir(kept)) == len(blogs):
            return
        time.sleep(0.01)
    sys.exit('nothing is kept in ' + kept)


def main():
    moot, floor, directory = sys.argv[1:]
    os.makedirs(directory, exist_ok=True)
    sizes = (('small', 250), ('large', 1000))
    blogs = {}
    for name, posts in sizes:
        blogs[name] = os.path.join(directory, name + '.xml')
        make_blog(blogs[name], posts, 60)
    dumps = {name: os.path.join(directory, name + '.txt') for name in blogs}
    for name, path in blogs.items():
        seconds([moot, 'export', '--no-cache', '--force', '--output=' + dumps[name], path])
    fill_cache(moot, directory, blogs)
    rows = (('floor', blogs, [floor]),
            ('list', blogs, [moot, 'list', '--no-cache']),
            ('export text', blogs, [moot, 'export', '--no-cache']),
            ('export json', blogs, [moot, 'export', '--no-cache', '--format=json']),
            ('search', blogs, [moot, 'search', '--no-cache', 'kettle']),
            ('list, of text', dumps, [moot, 'list', '--no-cache']),
            ('list, again', blogs, [moot, 'list']),
            ('export, again', blogs, [moot, 'export']))
    print('%d posts with 60 comments each: XML %.1f MB, text %.1f MB; best of %d' % (
        sizes[1][1], os.path.getsize(blogs['large']) / 1e6, os.path.getsize(dumps['large']) / 1e6,
        RUNS))
    print('%-14s %8s %8s %8s %8s %9s %10s' % (
        '', 'seconds', 'MB/s', 'x floor', 'MB', 'time, 4x', 'memory, 4x'))
    base = None
    for name, files, command in rows:
        small_s, large_s = [seconds(command + [files[size]]) for size, _ in sizes]
        small_mb, large_mb = [peak_mb(command + [files[size]]) for size, _ in sizes]
        base = base or large_s
        print('%-14s %8.3f %8.1f %8.1f %8.1f %9.1f %10.1f' % (
            name, large_s, os.path.getsize(files['large']) / 1e6 / large_s, large_s / base,
            large_mb, large_s / small_s, large_mb / small_mb))


if __name__ == '__main__':
    main()
