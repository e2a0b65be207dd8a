#!/bin/sh
# The golden inputs, cut at each hundredth of their length and with bytes changed at
# random: each is read to the end without a crash, and each cut is told of, but those of
# plain text, of which no end can be known.  One test for each format.
. "$srcdir/tests/lib/tap.sh"

for format in "$srcdir/tests/golden/model"/*/; do
	name=$(basename "$format")
	case $name in
	text) unnoticed=-u ;;
	*) unnoticed= ;;
	esac
	find "$format" -type f -name 'input*' | sort > "$tap_dir/inputs"
	tap "$name cut and damaged, $(grep -c . "$tap_dir/inputs") inputs" \
	    "$(xargs tests/fuzz/mutate $unnoticed -c 99 -f 40 -t 60 < "$tap_dir/inputs" 2>&1)"
done
tap_end
