#!/bin/sh
# Who may include whom.
#
# tests/layers.rules lists the layers, lowest first, each with the layers whose
# headers it may include.  This test reads every file of src/ and include/ and fails
# on an include that the rules do not allow; then it breaks each rule once, in a
# small tree of its own, to see that the break is noticed.
. "$srcdir/tests/lib/tap.sh"

# findings TREE: one line "LAYER FILE:LINE: what is wrong" for every breach.
findings() (
	cd "$1" || exit 99
	find src include -name '*.[ch]' -o -name '*.def' | sort | xargs awk '
	# The layer that a file of the tree belongs to.
	function layer_of(file, part)
	{
		split(file, part, "/")
		if (file == "src/main.c") return "main"
		if (part[1] == "include") return part[3]
		return part[2]
	}
	function wrong(what) { print layer, FILENAME ":" FNR ": " what }
	function may_include(other) { return other == layer || (layer, other) in allowed }

	# Libraries that one place alone may know.
	function owner_of(header)
	{
		if (header ~ /^libxml\//) return "^src/markup/"
		if (header ~ /^(ncurses|ncursesw|curses|term|panel)(\/|\.h$)/) return "^src/term/curses(_[a-z]+)?\\.[ch]$"
		if (header ~ /^(uni|unistring\/)/ && header != "unistd.h") return "^src/text/"
		if (header ~ /^pcre2/) return "^src/search/pattern\\.c$"
		if (header ~ /^sqlite3/) return "^src/store/"
		if (header ~ /^archive(_entry)?\.h$/) return "^src/source/unpack\\.c$"
		if (header == "zlib.h") return "^src/source/gunzip\\.c$"
		if (header ~ /^dlfcn/) return "^src/base/dso\\.c$"
		if (header ~ /^cmocka/) return "^tests/"
		return ""
	}
	function quoted(header, part)
	{
		if (header == "config.h") {
			if (FILENAME !~ /\.c$/) wrong("config.h in a header")
			return
		}
		split(header, part, "/")
		if (part[1] == "moot") {
			if (!may_include(part[2])) wrong("may not include " header)
		} else if (FILENAME !~ /^src\// || header ~ /\.\./ || (header ~ /\// && part[1] != layer)) {
			wrong("a private header of another place: " header)
		}
	}

	FILENAME == rules {
		sub(/#.*/, "")
		if (split($0, half, ":") < 2) next
		if (half[1] in known) print half[1], FILENAME ":" FNR ": " half[1] " comes twice"
		known[half[1]] = 1
		count = split(half[2], other, " ")
		for (i = 1; i <= count; i++) {
			if (!(other[i] in known) || other[i] == half[1])
				print half[1], FILENAME ":" FNR ": " other[i] " is not below " half[1]
			allowed[half[1], other[i]] = 1
		}
		next
	}
	FNR == 1 {
		layer = layer_of(FILENAME)
		if (!(layer in known) && FILENAME !~ /Makemodule/) wrong("belongs to no layer")
	}
	/^[ \t]*#[ \t]*include/ {
		header = $0
		sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
		if (header !~ /^("[^"]*"|<[^>]*>)/) { wrong("unclear include"); next }
		mark = substr(header, 1, 1)
		header = substr(header, 2)
		sub(/[">].*/, "", header)
		if (mark == "\"") { quoted(header); next }
		owner = owner_of(header)
		if (owner != "" && FILENAME !~ owner) wrong("<" header "> belongs elsewhere")
	}' rules=tests/layers.rules tests/layers.rules
)

all=$(findings "$srcdir")
for layer in $(sed -n 's/^\([a-z]*\):.*/\1/p' "$srcdir/tests/layers.rules"); do
	tap "$layer includes only what it may" "$(printf '%s\n' "$all" | sed -n "s/^$layer //p")"
done
known=$(sed -n 's/^\([a-z]*\):.*/\1/p' "$srcdir/tests/layers.rules" | tr '\n' '|')
tap "every file belongs to a layer" "$(printf '%s\n' "$all" | grep -vE "^(${known}-) |^\$")"

# The test tested: a tree with one fault must have one finding.
tree=$tap_dir/tree
breach() { # breach NAME FILE LINE: FILE with LINE is found
	rm -rf "$tree"
	mkdir -p "$tree/src/base" "$tree/include/moot" "$tree/tests" "$tree/$(dirname "$2")"
	printf 'base:\ntext: base\nmarkup: base text\nterm: base text\nmain: base\n' > "$tree/tests/layers.rules"
	printf '#include "config.h"\n#include <stdio.h>\n' > "$tree/src/base/clean.c"
	fault=
	[ -z "$(findings "$tree")" ] || fault="the clean tree has findings"
	printf '%s\n' "$3" >> "$tree/$2"
	[ -n "$(findings "$tree")" ] || fault="not noticed in $2: $3"
	tap "noticed: $1" "$fault"
}
breach "an upward include" src/base/up.c '#include "moot/text/utf8.h"'
breach "an upward include in a contract" include/moot/text/up.h '#include "moot/markup/xml.h"'
breach "a sideways include" src/term/side.c '# include "moot/markup/xml.h"'
breach "another layer's private header" src/text/priv.c '#include "base/buf_priv.h"'
breach "a private header in a contract" include/moot/base/buf.h '#include "base/buf_priv.h"'
breach "a path out of the layer" src/text/dots.c '#include "text/../base/buf_priv.h"'
breach "libxml2 outside markup" src/text/html.c '#include <libxml/HTMLparser.h>'
breach "curses outside curses*.c" src/term/grid.c '#include <curses.h>'
breach "libunistring outside text" src/markup/uni.c '#include <unigbrk.h>'
breach "PCRE2 outside its file" src/search/hits.c '#include <pcre2.h>'
breach "SQLite outside store" src/text/db.c '#include <sqlite3.h>'
breach "libarchive outside unpack.c" src/base/archive.c '#include <archive.h>'
breach "zlib outside gunzip.c" src/source/raw.c '#include <zlib.h>'
breach "loading outside dso.c" src/text/load.c '#include <dlfcn.h>'
breach "config.h in a header" include/moot/base/conf.h '#include "config.h"'
breach "a file of no layer" src/other/file.c '#include <stdio.h>'
breach "a file beside the layers" src/stray.c '#include <stdio.h>'
breach "an include by macro" src/base/macro.c '#include HEADER'
breach "a rule that points upward" tests/layers.rules 'low: high'
breach "two rules for one layer" tests/layers.rules 'base: text'
tap_end
