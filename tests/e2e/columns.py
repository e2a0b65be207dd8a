"""Measures captured screens, each ended by a form feed: are lines between panes, guides
and what stands at the right edge in their columns?  The widths are those of Python's
Unicode tables, not moot's.  Arguments: the columns of the screen."""
import re
import sys
import unicodedata

COLS = int(sys.argv[1])
edges = {}  # column after the counts of replies: a row that has it


def width(ch):
    if unicodedata.category(ch) in ("Mn", "Me", "Cf") or 0x1160 <= ord(ch) <= 0x11FF:
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def places(row):
    """(column, character) of each character."""
    at, found = 0, []
    for ch in row:
        found.append((at, ch))
        at += width(ch)
    return found, at


def faults(screen):
    rows = [places(row) for row in screen.split("\n")]
    tees = [col for col, ch in rows[0][0] if ch == "┬"]
    side = tees[0] if tees else -1
    for (found, end), row in zip(rows[1:-3] if tees else rows, screen.split("\n")[bool(tees):]):
        text = next((col for col, ch in found if col > side and ch not in "│▌ "), end)
        bars = [col for col, ch in found if ch == "│" and col < text]
        if end > COLS:
            yield f"{end} columns: {row}"
        if tees and not any(col == side and ch in "│├╞" for col, ch in found):
            yield f"no line in column {side}: {row}"
        guides = [col - side - 2 for col in bars if col > side]
        if guides and any(col % 2 for col in guides):
            yield f"a guide beside its column, {guides}: {row}"
        if re.search(r"\d (reply|replies)$", row):
            edges.setdefault(end, row)


screens = [s.strip("\n") for s in sys.stdin.read().split("\f")]
screens = [s for s in screens if s]
bad = [f"screen {n}: {fault}" for n, s in enumerate(screens, 1) for fault in faults(s)]
if len(edges) > 1:
    bad += [f"a count of replies ends in column {c}: {row}" for c, row in edges.items()]
print("\n".join(bad), end="")
