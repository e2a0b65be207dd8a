#!/bin/sh
# Every fuzz target survives its corpus: one test for each target, naming the inputs
# that it does not survive.
. "$srcdir/tests/lib/tap.sh"

for target in tests/fuzz/fuzz_*; do
	case $target in *.* | *"*"*) continue ;; esac
	target=$(basename "$target")
	bad=
	count=0
	for input in "$srcdir/tests/fuzz/corpus/${target#fuzz_}"/*; do
		[ -f "$input" ] || continue
		count=$((count + 1))
		"tests/fuzz/$target" "$input" > "$tap_dir/out" 2>&1 ||
			bad="$bad$(basename "$input"): $(tail -n 40 "$tap_dir/out")"
	done
	[ $count -gt 0 ] || bad="it has no corpus"
	tap "$target survives $count inputs" "$bad"
done
tap_end
