#!/bin/sh
# What the cache has of a source is what the source says: every golden case comes out the
# same, findings and exit status included, from the source, from a source that goes to the
# cache, and from the cache.  What becomes of a cache that is of no use, or of no place.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/golden.sh"
home=$PWD/$tap_dir
cache=$home/cache/moot
mkdir -p "$home/with/moot" "$home/without/moot"
echo 'set cache-from 0' > "$home/with/moot/config"
echo 'set cache-size 0' > "$home/without/moot/config"
export XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/with"

snapshots()
{
	set -- "$cache"/snapshot-????????????????
	[ -f "$1" ] && echo $# || echo 0
}

# It is written in the background.
wait_for() # COUNT
{
	tries=1500
	while [ "$(snapshots)" -lt "$1" ] && [ $tries -gt 0 ]; do
		tries=$((tries - 1))
		sleep 0.02
	done
	[ "$(snapshots)" -ge "$1" ]
}

# run_as NAME CASE: leaves what came out in $tap_dir/NAME.
run_as()
{
	mkdir -p "$tap_dir/$1"
	rm -f "$tap_dir/$1"/*
	run_case "$2"
	for file in expect expect.diag expect.status; do
		[ ! -f "$tap_dir/$file" ] || mv "$tap_dir/$file" "$tap_dir/$1/"
	done
}

# What failed is not kept.
is_kept()
{
	! grep -qx 4 "$tap_dir/cold/expect.status" 2> /dev/null
}

three_times() # CASE
{
	rm -rf "$cache"
	XDG_CONFIG_HOME=$home/without run_as cold "$1"
	run_as first "$1"
	diff -r "$tap_dir/cold" "$tap_dir/first"
	is_kept || return
	wait_for 1 || echo "it is not in the cache"
	touch -d '2001-01-01' "$cache"/snapshot-*
	run_as again "$1"
	diff -r "$tap_dir/cold" "$tap_dir/again"
	[ -z "$(find "$cache" -name 'snapshot-*' ! -newermt '2002-01-01')" ] ||
		echo "it did not come from the cache"
}

for stage in model doc lines export json list search; do
	for dir in "$golden/$stage"/*/*/; do
		[ -d "$dir" ] || continue
		dir=${dir%/}
		tap "${dir#"$golden/"} is the same from the cache" "$(three_times "$dir" 2>&1)"
	done
done

# ---- what becomes of it ----

blog=$PWD/$tap_dir/blog.xml
cp "$golden"/model/wxr/export/input* "$blog"
touch -d '2001-01-01' "$blog"

holds() # NAME FUNCTION
{
	fresh_cache
	tap "$1" "$("$2" 2>&1)"
}

# The one before may still be written to.
fresh_cache()
{
	caches=$((caches + 1))
	XDG_CACHE_HOME=$home/cache$caches
	cache=$XDG_CACHE_HOME/moot
}
caches=0

# What the program says must be what it says without a cache.
same_as_cold()
{
	moot export --format=json --no-cache "$blog" > "$tap_dir/cold.json"
	moot export --format=json "$blog" > "$tap_dir/got.json" || echo "exit status $?"
	diff "$tap_dir/cold.json" "$tap_dir/got.json"
}

fill()
{
	moot list "$blog" > /dev/null
	wait_for 1 || echo "nothing is kept"
}

no_cache_leaves_nothing()
{
	moot list --no-cache "$blog" > /dev/null
	XDG_CONFIG_HOME=$home/without moot list "$blog" > /dev/null
	sleep 0.2
	ls -R "$XDG_CACHE_HOME" 2> /dev/null
}

small_sources_are_not_kept()
{
	XDG_CONFIG_HOME=$home moot list "$blog" > /dev/null
	sleep 0.2
	ls -R "$XDG_CACHE_HOME" 2> /dev/null
}

standard_input_is_not_kept()
{
	moot list - < "$blog" > /dev/null
	sleep 0.2
	ls -R "$XDG_CACHE_HOME" 2> /dev/null
}

it_is_private()
{
	fill
	stat -c %a "$cache" "$cache"/snapshot-* > "$tap_dir/modes"
	printf '700\n600\n' | diff - "$tap_dir/modes"
}

a_damaged_one_is_not_used()
{
	for at in 0 100 5000 9000 13000 20000; do
		XDG_CACHE_HOME=$home/damaged$at cache=$home/damaged$at/moot
		fill
		printf 'XXXX' | dd of="$(echo "$cache"/snapshot-*)" bs=1 seek=$at conv=notrunc 2> /dev/null
		same_as_cold
	done
}

a_cut_one_is_not_used()
{
	fill
	truncate -s 9000 "$cache"/snapshot-*
	same_as_cold
}

a_changed_source_is_read_again()
{
	fill
	sed 's/<title>/<title>Changed: /' "$blog" > "$blog.new"
	mv "$blog.new" "$blog"
	touch -d '2002-01-01' "$blog"
	same_as_cold
	moot export --format=json "$blog" | grep -q 'Changed: ' || echo "the old one came"
}

it_is_found_from_another_directory()
{
	fill
	touch -d '2001-01-01' "$cache"/snapshot-*
	(cd "${blog%/*}" && moot export --format=json blog.xml) > "$tap_dir/got.json"
	(cd "${blog%/*}" && moot export --format=json --no-cache blog.xml) | diff - "$tap_dir/got.json"
	[ -z "$(find "$cache" -name 'snapshot-*' ! -newermt '2002-01-01')" ] || echo "it was not used"
}

one_file_is_one_snapshot()
{
	fill
	touch -d '2003-01-01' "$blog"
	moot list "$blog" > /dev/null
	sleep 0.2
	[ "$(snapshots)" = 1 ] || ls "$cache"
}

a_cache_that_cannot_be_written_is_no_harm()
{
	mkdir -p "$XDG_CACHE_HOME"
	: > "$cache"
	same_as_cold
}

a_full_disk_is_no_harm()
{
	(
		trap '' XFSZ
		ulimit -f 4
		moot list "$blog" > /dev/null || echo "exit status $?"
	)
	sleep 0.2
	[ "$(snapshots)" = 0 ] || echo "half of it is kept"
	same_as_cold
}

directories_are_kept()
{
	mkdir -p "$home/blogs"
	cp -p "$blog" "$home/blogs/a.xml"
	cp -p "$golden"/model/text/threads/input* "$home/blogs/b.txt"
	moot list "$home/blogs" > "$tap_dir/cold.list"
	wait_for 1 || echo "nothing is kept"
	moot list "$home/blogs" | diff "$tap_dir/cold.list" -
	rm "$home/blogs/b.txt"
	moot list "$home/blogs" | cmp -s "$tap_dir/cold.list" - && echo "a file is gone, and nobody noticed"
}

holds "--no-cache leaves nothing behind" no_cache_leaves_nothing
holds "small sources are not kept" small_sources_are_not_kept
holds "standard input is not kept" standard_input_is_not_kept
holds "it is private" it_is_private
holds "a damaged one is not used" a_damaged_one_is_not_used
holds "a cut one is not used" a_cut_one_is_not_used
holds "a changed source is read again" a_changed_source_is_read_again
holds "it is found from another directory" it_is_found_from_another_directory
holds "one file is one snapshot" one_file_is_one_snapshot
holds "a cache that cannot be written is no harm" a_cache_that_cannot_be_written_is_no_harm
holds "a full disk is no harm" a_full_disk_is_no_harm
holds "directories are kept" directories_are_kept
tap_end
