"""What the answer to a key needs at least: for each stretch of a row that changes, a move of
the cursor and the new text; colours are not counted.  The screens are those of pyte, a
terminal emulator for Python.
"""
try:
    import pyte
except ImportError:
    pyte = None

APART = 5  # as many cells that stay cost less than another move


class Screen:
    def __init__(self, rows, cols):
        self.screen = pyte.Screen(cols, rows)
        self.stream = pyte.ByteStream(self.screen)

    def feed(self, data):
        self.stream.feed(data)

    def rows(self):
        """Each a list of cells: a wide character is one and an empty one."""
        return [[line[x].data for x in range(self.screen.columns)]
                for line in (self.screen.buffer[y] for y in range(self.screen.lines))]


def stretches(before, after):
    """Where two rows differ: first place and end of each."""
    begun = end = None
    for x, (old, new) in enumerate(zip(before, after)):
        if old == new:
            continue
        if begun is not None and x - end >= APART:
            yield begun, end
            begun = None
        begun, end = x if begun is None else begun, x + 1
    if begun is not None:
        yield begun, end


def cost(y, row, begun, end):
    """A blank end of the row may be erased."""
    text = ''.join(row[begun:end])
    bare = text.rstrip(' ')
    erase = len('\x1b[K') if ''.join(row[end:]).strip(' ') == '' else len(text)
    return len('\x1b[%d;%dH' % (y + 1, begun + 1)) + min(
        len(text.encode()), len(bare.encode()) + erase)


def least(before, after):
    return sum(cost(y, new, *stretch) for y, (old, new) in enumerate(zip(before, after))
               for stretch in stretches(old, new))
