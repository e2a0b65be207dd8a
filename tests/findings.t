#!/bin/sh
# Every kind of finding that a source can have is shown by some golden case: the codes in
# the JSON of all of them, and those of sources that give no JSON, as nothing of them can
# be read, are compared with include/moot/base/diag.def.
. "$srcdir/tests/lib/tap.sh"

golden=$srcdir/tests/golden
codes=$tap_dir/codes

# What no case can show: a parser that gives up in spite of all repairs, a part that was
# not built, and what is found in the cache and not in a source.
printf '%s\n' xml-broken not-built cache > "$codes"

built_without()
{
	moot export "$golden/json/json-thread/too-deep/input.json" \
	    "$golden/list/sources/cut-gzip/input.gz" 2>&1 > /dev/null | grep 'was built without'
}

if built_without > /dev/null; then
	tap_skip 'every kind of finding is in a case' 'this moot was built without what they need'
	tap_end
	exit
fi

for dir in "$golden"/model/*/*/ "$golden"/json/*/*/ "$golden"/list/*/*/; do
	(cd "$dir" && moot export --format=json input* 2> /dev/null < /dev/null) |
		grep -o '"code":"[a-z-]*"' | cut -d '"' -f 4
done >> "$codes"

# Nothing could be read: the words of the finding tell its code.
cat "$golden"/json/sources/*/expect.diag > "$tap_dir/said"
while IFS='|' read -r code words; do
	grep -q "$words" "$tap_dir/said" && echo "$code" >> "$codes"
done <<'EOF'
unknown-format|in no known format
empty|there is no text in it
unreadable|not unpacked
EOF

sed -n 's/^DIAG([A-Z_]*, *"\([a-z-]*\)".*/\1/p' "$srcdir/include/moot/base/diag.def" |
	sort > "$tap_dir/all"
tap 'every kind of finding is in a case' "$(sort -u "$codes" | comm -23 "$tap_dir/all" -)"
tap 'every code is in the table' "$(sort -u "$codes" | comm -13 "$tap_dir/all" -)"
tap_end
