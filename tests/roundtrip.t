#!/bin/sh
# What is exported can be opened again: for the inputs of every golden case, and for
# the bundled sample, the export of the export is the export, and lists the same
# posts with the same numbers of comments.
. "$srcdir/tests/lib/tap.sh"

round_trip() # INPUT...
{
	moot export --width=0 "$@" > "$tap_dir/once" 2> /dev/null
	[ -s "$tap_dir/once" ] || return 0
	moot export --width=0 "$tap_dir/once" 2>&1 | diff -u "$tap_dir/once" - | head -n 40
	moot list --format=tsv "$@" 2> /dev/null > "$tap_dir/list"
	moot list --format=tsv "$tap_dir/once" 2>&1 | diff -u "$tap_dir/list" -
}

golden=$srcdir/tests/golden
for dir in "$golden"/*/*/*/; do
	case $dir in
	*/render/* | */source/*) continue ;;
	esac
	[ -d "$dir" ] || continue
	dir=${dir%/}
	tap "${dir#"$golden/"}" "$(round_trip "$dir"/input*)"
done
tap "the bundled sample" "$(round_trip "$srcdir/assets/sample/sample.xml")"
tap_end
