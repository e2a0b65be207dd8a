#!/bin/sh
# Every kind of finding that a source can have is shown by some golden case: the codes in
# the JSON of all of them, and those of sources that give no JSON, as nothing of them can
# be read, are compared with include/moot/base/diag.def.
. "$srcdir/tests/lib/tap.sh"

golden=$srcdir/tests/golden
codes=$tap_dir/codes

is_a_test() # CONSTANT PROGRAM TEST: the program has the test, and looks for that finding
{
	grep -q "DIAG_CODE_$1\>" "$srcdir/tests/unit/$2.c" &&
		grep -qE "(cmocka_unit_test[a-z_]*|TEST)\($3[,)]" "$srcdir/tests/unit/$2.c" &&
		cat "$srcdir"/tests/unit/*.am | grep -qx "UNIT_TESTS += tests/unit/$2"
}

# What no input alone can bring about, and the unit test that does: a parser that gives up
# in spite of all repairs, a part that was not built, a cache that is of no use.
while read -r code constant program test; do
	echo "$code" >> "$codes"
	tap "$code is expected by $program" \
	    "$(is_a_test "$constant" "$program" "$test" || echo "there is no such test")"
done <<'EOF'
xml-broken XML_BROKEN test_xml_stops what_the_parser_leaves_is_said_once
not-built NOT_BUILT test_json without_jansson_the_option_is_named
not-built NOT_BUILT test_archive what_is_missing_is_said
cache CACHE test_snapshot changed_sources_are_read_again
EOF

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
