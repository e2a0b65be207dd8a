#!/bin/sh
# Sources of one blog make the same library in whichever order they are named: for every
# golden case of several inputs, the lines of the export are the same when the inputs are
# named backwards.  Only the order of the posts is that of the sources.
. "$srcdir/tests/lib/tap.sh"

lines() { moot export --all --width=0 "$@" 2> /dev/null | sort; }

# A feed that links several items to one page, after that page: the first of them is taken
# for the page, before the second tells that the address names neither.
without='model/feed/with-its-page'

golden=$srcdir/tests/golden
for dir in "$golden"/*/*/*/; do
	dir=${dir%/}
	[ "${dir#"$golden/"}" != "$without" ] && [ ! -f "$dir/of" ] || continue
	[ "$(ls -d "$dir"/input* | wc -l)" -gt 1 ] || continue
	lines "$dir"/input* > "$tap_dir/forth"
	lines $(ls -r "$dir"/input*) > "$tap_dir/back"
	[ -s "$tap_dir/forth" ] || echo nothing >> "$tap_dir/back"
	tap "${dir#"$golden/"}" "$(diff "$tap_dir/forth" "$tap_dir/back")"
done
tap_end
