#!/bin/sh
# Every fuzz target survives its corpus, and the targets of input formats survive the
# golden inputs of that format: one test for each target, naming the inputs that it
# does not survive.
. "$srcdir/tests/lib/tap.sh"

inputs() # TARGET
{
	format=$(echo "$1" | sed 's/^text_dump$/text/; s/_/-/g')
	for input in "$srcdir/tests/fuzz/corpus/$1"/* "$srcdir/tests/golden"/*/"$format"/*/input*; do
		[ ! -f "$input" ] || echo "$input"
	done
}

survive() # TARGET
{
	while IFS= read -r input; do
		"tests/fuzz/fuzz_$1" "$input" > "$tap_dir/out" 2>&1 || {
			echo "$input:"
			tail -n 40 "$tap_dir/out"
		}
	done < "$tap_dir/inputs"
	[ -s "$tap_dir/inputs" ] || echo "it has no corpus"
}

for program in tests/fuzz/fuzz_*; do
	case $program in *.* | *"*"*) continue ;; esac
	target=${program#tests/fuzz/fuzz_}
	inputs "$target" > "$tap_dir/inputs"
	tap "$target survives $(grep -c . "$tap_dir/inputs") inputs" "$(survive "$target")"
done
tap_end
