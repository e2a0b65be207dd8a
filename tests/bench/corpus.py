"""Makes the blogs that are measured: the same ones on every machine.

    corpus.py DIRECTORY SIZE...

A blog of size S has 100 posts and 2,000 comments, M 3,000 and 99,000, L 20,000 and a
million; half of the comments are replies.  It is written as SIZE.blogger.xml, as
SIZE.newest.xml (the same, the newest entry first, so that comments come before their
posts) and as SIZE.wxr.xml.  What is there already is left as it is.

Blogs of size S, of which one text or thread is far larger than any other, are `thread`
(20,000 comments on the second post), `comment` (one of 10 MB) and `post` (50,000 lines).
"""
import html
import os
import random
import sys

SIZES = {'S': (100, 20), 'M': (3000, 33), 'L': (20000, 50)}
WORDS = ('reading room catalogue card lamp table whale kettle drawer pencil county letter '
         'promise mistake shelf notice thread answer question library evening cheese nets '
         'would have been with that from this they what when where which about before '
         'caf\u00e9 na\u00efve \u0431\u0438\u0431\u043b\u0438\u043e\u0442\u0435\u043a\u0430 '
         '\u56f3\u66f8\u9928').split()
KIND = ('<category scheme="http://schemas.google.com/g/2005#kind" '
        'term="http://schemas.google.com/blogger/2008/kind#%s"/>')
FEED = 'https://www.blogger.com/feeds/1/posts/default/%d'


def sentences(rng, words):
    text = rng.choices(WORDS, k=words)
    for i in range(0, words, 12):
        text[i] = text[i].capitalize()
    return ' '.join(text) + '.'


def stamp(minute):
    return '20%02d-%02d-%02dT%02d:%02d:00' % (
        minute // 500000 % 100, minute // 43200 % 12 + 1, minute // 1440 % 28 + 1,
        minute // 60 % 24, minute % 60)


def threads(size):
    """Posts as (number, title, body, comments), each comment (number, parent, author, body)."""
    posts, comments = SIZES[size]
    rng = random.Random(1)
    number = 0
    for _ in range(posts):
        number += 1
        post, thread, rows = number, [], []
        body = ''.join('<p>%s <a href="https://blog.example/%d">%s</a></p>' % (
            sentences(rng, 80), number, rng.choice(WORDS)) for _ in range(6))
        title = 'Post %d: %s' % (post, sentences(rng, 4))
        for _ in range(comments):
            number += 1
            parent = rng.choice(thread) if thread and rng.random() < 0.5 else 0
            thread.append(number)
            rows.append((number, parent, rng.choice(WORDS).capitalize(),
                         '<br />'.join(sentences(rng, 30) for _ in range(2))))
        yield post, title, body, rows


def large_thread(number, comments):
    rng = random.Random(2)
    rows = []
    for n in range(number, number + comments):
        parent = rng.randrange(number, n) if n > number and rng.random() < 0.7 else 0
        rows.append((n, parent, rng.choice(WORDS).capitalize(), sentences(rng, 40)))
    return rows


def with_large(what):
    """The blog of size S, its second post with what is asked for."""
    rng = random.Random(3)
    for post, title, body, comments in threads('S'):
        if title.startswith('Post 22:'):
            if what == 'thread':
                comments = large_thread(100000, 20000)
            elif what == 'comment':
                large = '<br />'.join(sentences(rng, 30) for _ in range(10 * 5100))
                comments[3] = comments[3][:3] + (large,)
            else:
                body = '<br />'.join(sentences(rng, 8) for _ in range(50000))
        yield post, title, body, comments


def atom_entry(kind, number, title, body, author, links):
    when = stamp(number)
    return ('<entry><id>tag:blogger.com,1999:blog-1.post-%d</id><published>%s.000+01:00</published>'
            '<updated>%s.120+01:00</updated>%s<title type="text">%s</title>'
            '<content type="html">%s</content>%s'
            '<link rel="edit" type="application/atom+xml" href="%s"/>'
            '<link rel="self" type="application/atom+xml" href="%s"/>'
            '<link rel="alternate" type="text/html" href="https://blog.example/p/%d.html"/>'
            '<author><name>%s</name><uri>https://www.blogger.com/profile/%d</uri>'
            '<email>noreply@blogger.com</email></author></entry>\n' % (
                number, when, when, KIND % kind, html.escape(title), html.escape(body), links,
                FEED % number, FEED % number, number, author, number % 97))


def atom_entries(blog):
    for post, title, body, comments in blog:
        yield atom_entry('post', post, title, body, 'Mira', '')
        for number, parent, author, text in comments:
            links = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-%d"/>' % post
            if parent:
                links += ('<link rel="related" href="https://www.blogger.com/feeds/1/%d'
                          '/comments/default/%d"/>' % (post, parent))
            yield atom_entry('comment', number, 'Comment', text, author, links)


def write_atom(out, entries):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
              ' xmlns:thr="http://purl.org/syndication/thread/1.0">'
              '<id>tag:blogger.com,1999:blog-1.archive</id><title>Bench</title>\n')
    out.writelines(entries)
    out.write('</feed>\n')


def write_blogger(out, size):
    write_atom(out, atom_entries(threads(size)))


def write_newest(out, size):
    write_atom(out, reversed(list(atom_entries(threads(size)))))


def write_large(out, what):
    write_atom(out, atom_entries(with_large(what)))


def wxr_comment(number, parent, author, text):
    return ('<wp:comment><wp:comment_id>%d</wp:comment_id>'
            '<wp:comment_author><![CDATA[%s]]></wp:comment_author>'
            '<wp:comment_author_url>https://%s.example/</wp:comment_author_url>'
            '<wp:comment_date>%s</wp:comment_date><wp:comment_date_gmt>%s</wp:comment_date_gmt>'
            '<wp:comment_content><![CDATA[%s]]></wp:comment_content>'
            '<wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>'
            '<wp:comment_parent>%d</wp:comment_parent></wp:comment>\n' % (
                number, author, author.lower(), stamp(number).replace('T', ' '),
                stamp(number).replace('T', ' '), text, parent))


def write_wxr(out, size):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
              'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
              'xmlns:dc="http://purl.org/dc/elements/1.1/" '
              'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bench</title>'
              '<wp:wxr_version>1.2</wp:wxr_version>\n')
    for post, title, body, comments in threads(size):
        out.write('<item><title>%s</title><link>https://blog.example/%d</link>'
                  '<dc:creator><![CDATA[Mira]]></dc:creator>'
                  '<content:encoded><![CDATA[%s]]></content:encoded><wp:post_id>%d</wp:post_id>'
                  '<wp:post_date>%s</wp:post_date><wp:status>publish</wp:status>'
                  '<wp:post_type>post</wp:post_type>\n' % (
                      html.escape(title), post, body, post, stamp(post).replace('T', ' ')))
        out.writelines(wxr_comment(*row) for row in comments)
        out.write('</item>\n')
    out.write('</channel></rss>\n')


WRITERS = {'blogger': write_blogger, 'newest': write_newest, 'wxr': write_wxr,
           'large': write_large}
LARGE = ('thread', 'comment', 'post')


def make(directory, size, form):
    path = os.path.join(directory, '%s.%s.xml' % (size, form))
    if not os.path.exists(path):
        os.makedirs(directory, exist_ok=True)
        with open(path + '.new', 'w', encoding='utf-8') as out:
            WRITERS[form](out, size)
        os.rename(path + '.new', path)
    return path


if __name__ == '__main__':
    for wanted in sys.argv[2:]:
        for name in ['large'] if wanted in LARGE else ['blogger', 'newest', 'wxr']:
            print(make(sys.argv[1], wanted, name))
