#!/bin/sh
# The reading state over restarts, as the user of the whole program sees it: a library
# that has grown, a reader that was killed, a state that cannot be kept.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"
tmux_need
PATH=$PWD:$PATH
pages=$srcdir/tests/screens/new # input, and grown: what it has become
blog=$PWD/$tap_dir/blog.txt
export XDG_STATE_HOME="$PWD/$tap_dir/state" # relative paths do not count
state=$XDG_STATE_HOME/moot/state.db

# anew: a reader who has never read anything.
anew()
{
	rm -rf "$XDG_STATE_HOME"
	cp "$pages/input" "$blog"
}

is_open()
{
	tmux_shows '1 POSTS' || tmux_shows '3 THREAD' || tmux_shows ':tutorial'
}

# read_blog [ARGUMENT ...]: opens the reader; its process id is in $tap_dir/pid.
read_blog()
{
	[ $# -gt 0 ] || set -- "$blog"
	tmux_start 80x24
	tmux_run "sh -c 'echo \$\$ >$tap_dir/pid; exec moot $*'; echo status \$?"
	tmux_until is_open || return
	! tmux_shows ':tutorial' || tmux_keys q # the page of a first start
	tmux_wait 'The ferry stops at nine'
}

walk() # KEY TEXT KEY TEXT ...
{
	while [ $# -gt 0 ]; do
		tmux_keys "$1"
		tmux_wait "$2" || return
		shift 2
	done
}

leave()
{
	tmux_keys Q
	tmux_wait 'status 0'
}

send() # SIGNAL
{
	kill -s "$1" "$(cat "$tap_dir/pid")" && tmux_wait 'status'
}

says() # TEXT
{
	tmux_screen | grep -qF -e "$1"
}

# numbers_of TITLE: what stands at the end of its row in the list.
numbers_of()
{
	tmux_screen | sed -n "s/.*20[0-9-]* $1  *//p" | head -n 1
}

grown_library_has_its_new_comments_marked()
{
	anew
	read_blog && walk F4 '#1 ' J '#1.1 ' && leave || return
	cp "$pages/grown" "$blog"
	read_blog && tmux_wait '#1.1 ' || return
	[ "$(numbers_of 'The ferry stops at nine')" = '6 3●' ] &&
		[ "$(numbers_of 'A list of lamps')" = '2 1●' ] || return
	walk . 'new 1/3' . 'new 2/3' . 'new 3/3' . '1 new here' . 'no new comments' , '3 new here' &&
		leave
}

# blog_export [LATER]: a blog of one thread as Blogger exports it; every fourth comment,
# 14 of 61, was written after the first export.
blog_export()
{
	awk -v later="$1" '
	function entry(kind, id, minute, author, reply)
	{
		printf "<entry><id>tag:blogger.com,1999:blog-9.post-%d</id>" \
			"<published>2014-05-04T%02d:%02d:00Z</published>" \
			"<category scheme=\"http://schemas.google.com/g/2005#kind\"" \
			" term=\"http://schemas.google.com/blogger/2008/kind#%s\"/>" \
			"<title type=\"text\">Sixty-one</title>" \
			"<content type=\"html\">This is what %s says.</content>" \
			"<author><name>%s</name></author>", id, minute / 60, minute % 60, kind, author, author
		if (kind == "comment")
			printf "<thr:in-reply-to ref=\"tag:blogger.com,1999:blog-9.post-1\"/>"
		if (reply)
			printf "<link rel=\"related\" href=\"http://www.blogger.com/feeds/9/1/comments/default/%d\"/>", reply
		print "</entry>"
	}
	BEGIN {
		print "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"" \
			" xmlns:thr=\"http://purl.org/syndication/thread/1.0\">" \
			"<id>tag:blogger.com,1999:blog-9.archive</id><title>Nine</title>"
		entry("post", 1, 480, "Blogger")
		for (i = 1; i <= 61; i++)
			if (later || i % 4 != 0 || i > 56)
				entry("comment", 100 + i, 480 + i, "Author " i,
					i % 5 == 1 || i % 4 == 1 ? 0 : 99 + i)
		print "</feed>"
	}'
}

read_export() # FILE
{
	tmux_start 80x24
	tmux_run "moot $1; echo status \$?"
	tmux_until is_open || return
	! tmux_shows ':tutorial' || tmux_keys q
	tmux_wait 'Sixty-one'
}

# grows FIRST SECOND: the files of two exports.
grows()
{
	rm -rf "$XDG_STATE_HOME"
	blog_export '' >"$1"
	read_export "$1" && walk F4 'Author 1 ' 1 '' 7 '' g 'Author 22 · ' && leave || return
	blog_export 1 >"$2"
	read_export "$2" && tmux_wait '· Author 22 · ' && tmux_wait '61 14●' || return
	tmux_wait '61 comments ═ 14 new' && tmux_keys g && tmux_wait 'Author 1 ·' || return
	number=0
	while [ $((number += 1)) -le 14 ]; do
		walk . "· Author $((number * 4)) · " && tmux_wait "new $number/14" || return
	done
	walk . 'no new comments' && leave
}

# What was on the screen for some seconds is on the disk.
survives_kill()
{
	anew
	read_blog && walk F4 '#1 ' J '#1.1 ' J '#2 ' || return
	before=$(cksum <"$state" 2>/dev/null)
	tmux_until was_saved || return
	send KILL
	read_blog && tmux_wait '#2 ' && leave
}

was_saved()
{
	[ -s "$state" ] && [ ! -e "$state-journal" ] && [ "$(cksum <"$state")" != "$before" ]
}

survives_signal() # SIGNAL
{
	anew
	read_blog && walk F4 '#1 ' J '#1.1 ' || return
	send "$1"
	read_blog && tmux_wait '#1.1 ' && leave
}

is_private()
{
	anew
	read_blog && leave || return
	[ "$(stat -c %a "$XDG_STATE_HOME/moot" "$state" | tr '\n' ' ')" = '700 600 ' ]
}

no_state_leaves_nothing()
{
	anew
	read_blog --no-state "$blog" && walk F4 '#1 ' J '#1.1 ' && leave || return
	! [ -e "$XDG_STATE_HOME" ]
}

# Where nothing can be made, reading goes on.
works_without_a_place()
{
	anew
	(
		XDG_STATE_HOME=/proc/self/nowhere
		export XDG_STATE_HOME
		read_blog && tmux_wait 'no place for the reading state' && walk F4 '#1 ' J '#1.1 ' &&
			leave
	)
}

damaged_file_is_set_aside()
{
	anew
	read_blog && leave || return
	printf 'no database at all, and long enough to be looked at %4000s\n' x >"$state"
	read_blog && tmux_wait 'the reading state was damaged' && walk F4 '#1 ' J '#1.1 ' &&
		leave || return
	grep -q 'no database at all' "$state.bad" || return
	read_blog && tmux_wait '#1.1 ' && leave
}

# The second has the first one's marks, and takes none of them away.
two_readers_keep_what_both_did()
{
	anew
	read_blog && walk F4 '#1 ' J '#1.1 ' m 'which letter' a 'marked' || return
	first=$(cat "$tmux_dir/current")
	rm "$tmux_dir/current"
	# Where the first stands may have been kept by now.
	read_blog && walk F4 '═ 3 comments' gg '#1 ' } '#2 ' || return
	walk m 'which letter' b 'marked' && leave || return
	tmux_stop
	echo "$first" >"$tmux_dir/current"
	leave && read_blog && tmux_wait '#1.1 ' || return
	tmux_keys "'" b
	tmux_wait '#2 ' || return
	tmux_keys "'" a
	tmux_wait '#1.1 ' && leave
}

opens_what_was_read_last()
{
	anew
	read_blog && leave && read_blog '' && says '1/2' && leave || return
	mv "$blog" "$blog.old"
	tmux_run 'moot; echo status $?'
	tmux_wait "what was read last time is gone: " && tmux_wait 'Reading Room' && leave
}

# Once, and not where a place was named.
welcomes_once()
{
	anew
	tmux_start 80x24
	tmux_run "moot $blog; echo status \$?"
	tmux_wait '═ Welcome ═' && tmux_wait ':tutorial shows it again' && walk F4 '#1 ' && leave || return
	tmux_run "moot $blog; echo status \$?"
	tmux_wait '#1 ' && leave || return
	anew
	tmux_run "moot --goto=1#1.1 $blog; echo status \$?"
	tmux_wait '#1.1 ' && leave
}

holds "the first start shows the keys, once" welcomes_once
holds "what was added since the last visit is marked and walked" \
	grown_library_has_its_new_comments_marked
holds "of 61 comments the 14 new ones are marked and walked" \
	grows "$PWD/$tap_dir/nine.xml" "$PWD/$tap_dir/nine.xml"
holds "an export of another day is the same blog" \
	grows "$PWD/$tap_dir/monday.xml" "$PWD/$tap_dir/friday.xml"
holds "kill -9 loses seconds at most" survives_kill
for signal in HUP TERM; do
	holds "SIG$signal loses nothing" survives_signal $signal
done
holds "the state is the user's own" is_private
holds "--no-state leaves nothing behind" no_state_leaves_nothing
holds "it works where no state can be kept" works_without_a_place
holds "a damaged state is set aside" damaged_file_is_set_aside
holds "two readers keep what both did" two_readers_keep_what_both_did
holds "without a source it opens what was read last" opens_what_was_read_last
tap_end
