#!/bin/sh
# Every fuzz target survives its corpus: one test for each target, naming the inputs
# that it does not survive.
set -u
n=0
for source in "$srcdir"/tests/fuzz/fuzz_*.c; do
	[ -f "$source" ] || continue
	target=$(basename "$source" .c)
	n=$((n + 1))
	bad=
	count=0
	for input in "$srcdir/tests/fuzz/corpus/${target#fuzz_}"/*; do
		[ -f "$input" ] || continue
		count=$((count + 1))
		"tests/fuzz/$target" "$input" > fuzz.out.$$ 2>&1 || {
			bad="$bad $(basename "$input")"
			sed 's/^/# /' fuzz.out.$$
		}
	done
	rm -f fuzz.out.$$
	[ $count -gt 0 ] || bad=" (it has no corpus)"
	if [ -z "$bad" ]; then
		echo "ok $n - $target: $count inputs"
	else
		echo "not ok $n - $target:$bad"
	fi
done
[ $n -gt 0 ] || { echo "1..0 # SKIP no targets"; exit 0; }
echo "1..$n"
