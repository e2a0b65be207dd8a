#!/bin/sh
# The part of the house style that a machine can see.  tests/style.awk finds breaches
# in the C files; then every contract is compiled alone, since a header must include
# what it uses.
. "$srcdir/tests/lib/tap.sh"

findings=$(find "$srcdir/src" "$srcdir/include" "$srcdir/tests" -name '*.[ch]' | sort |
	LC_ALL=C xargs awk -v root="$srcdir/" -f "$srcdir/tests/style.awk")
rule() { tap "$1" "$(printf '%s\n' "$findings" | sed -n "s/^$2: //p")"; }
rule "lines are indented with tabs and at most 100 columns wide" layout
rule "comments are /* */" comment
rule "nothing is left to be done" unfinished
rule "what is dangerous is done in one place" danger
rule "a .c file starts with config.h" config
rule "a header is guarded by its name" guard
rule "functions have at most 100 lines" function
rule "nine functions in ten have at most 60 lines" functions
rule "files have at most 550 lines, tests 700" file

alone()
{
	find "$srcdir/include" -name '*.h' | while read -r header; do
		${CC:-cc} -std=gnu17 -Wall -Wextra -I"$srcdir/include" \
			-fsyntax-only -x c "$header" 2>&1
	done
}
tap "every contract compiles alone" "$(alone)"
tap_end
