#!/bin/sh
# What is exported can be opened again.  For the inputs of every golden case, and for
# the bundled sample: the export of the export is the export, and lists the same posts,
# times and numbers of comments.  The addresses of links are not read back.
. "$srcdir/tests/lib/tap.sh"

without_links() { grep -v -e '^ *Links:$' -e '^ *\[[0-9]*\] ' -e '^$'; }
# A text has no time zone.  A post without a title is listed by whatever else names it.
without_zone_and_title() { cut -f 1-3 | sed 's/^\([0-9]*	[0-9T:-]\{16\}\)[^	]*/\1/'; }

round_trip() # INPUT...
{
	moot export --width=0 "$@" 2> /dev/null > "$tap_dir/export"
	[ -s "$tap_dir/export" ] || return 0
	without_links < "$tap_dir/export" > "$tap_dir/once"
	moot export --width=0 "$tap_dir/export" 2>&1 | without_links | diff -u "$tap_dir/once" -
	moot list --format=tsv "$@" 2> /dev/null | without_zone_and_title > "$tap_dir/list"
	moot list --format=tsv "$tap_dir/export" 2>&1 | without_zone_and_title | diff -u "$tap_dir/list" -
}

golden=$srcdir/tests/golden
for dir in "$golden"/*/*/*/; do
	case $dir in
	*/render/* | */source/*) continue ;;
	esac
	[ -d "$dir" ] && [ ! -f "$dir/of" ] || continue
	dir=${dir%/}
	tap "${dir#"$golden/"}" "$(round_trip "$dir"/input*)"
done
tap "the bundled sample" "$(round_trip "$srcdir/assets/sample/sample.xml")"
tap_end
