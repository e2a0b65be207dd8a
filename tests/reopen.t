#!/bin/sh
# The reader opens what it has read before from the cache, at the place where it was left,
# and reads the sources when what the cache has turns out to be damaged.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"
tmux_need
PATH=$PWD:$PATH
home=$PWD/$tap_dir
blog=$home/blog.txt
cache=$home/cache/moot
mkdir -p "$home/config/moot"
echo 'set cache-from 0' > "$home/config/moot/config"
export XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" XDG_STATE_HOME="$home/state"
# A text of some pages, so that one can be damaged which others are not on.
awk '{ print } /nine in the evening/ {
	print ""
	for (i = 0; i < 1500; i++)
		printf "rowing "
	print "ashore."
}' "$srcdir/tests/screens/new/input" > "$blog"
touch -d '2001-01-01' "$blog"

read_blog()
{
	tmux_start 80x24
	tmux_run "moot $blog; echo status \$?"
	tmux_wait 'The ferry stops at nine'
}

leave()
{
	tmux_keys Q
	tmux_wait 'status 0'
}

is_kept()
{
	tries=1200
	until ls "$cache"/snapshot-???????????????? > /dev/null 2>&1 || [ $tries -eq 0 ]; do
		tries=$((tries - 1))
		sleep 0.05
	done
	ls "$cache"/snapshot-???????????????? > /dev/null
}

opens_at_the_place_where_it_was_left()
{
	read_blog && tmux_keys F4 && tmux_wait '#1 ' && tmux_keys J && tmux_wait '#1.1 ' &&
		is_kept && leave || return
	touch -d '2001-01-01' "$cache"/snapshot-*
	read_blog && tmux_wait '#1.1 ' && leave || return
	[ -n "$(find "$cache" -name 'snapshot-*' -newermt '2002-01-01')" ]
}

reads_the_sources_when_the_cache_is_damaged()
{
	file=$(echo "$cache"/snapshot-*)
	at=$(LC_ALL=C grep -abo 'rowing ashore' "$file" | head -n 1)
	printf 'XXXXX' | dd of="$file" bs=1 seek="${at%%:*}" conv=notrunc 2> /dev/null
	read_blog && tmux_wait '#1.1 ' && tmux_wait 'the cache is damaged' && leave
}

clears_the_cache()
{
	read_blog && is_kept && tmux_keys : 'clear-cache' Enter && tmux_wait 'removed from the cache' &&
		leave && ! ls "$cache"/snapshot-* > /dev/null 2>&1
}

holds "it opens at the place where it was left" opens_at_the_place_where_it_was_left
holds "it reads the sources when the cache is damaged" reads_the_sources_when_the_cache_is_damaged
holds "it clears the cache" clears_the_cache
tap_end
