#!/bin/sh
# The whole program in a real terminal, as its user sees it: tests/e2e/walk.txt is
# opened, walked through, searched, saved and left.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"
tmux_need
walk=$srcdir/tests/e2e/walk.txt
moot="moot --no-state"
PATH=$PWD:$PATH

# open SIZE [COMMAND]: the reader, or what the command starts, shows the first post.
open()
{
	tmux_start "$1" && tmux_run "${2-$moot $walk}; echo status \$?" &&
		tmux_wait '05-04 The bridge at Ferndale'
}

open_thread() # SIZE [COMMAND]
{
	open "$@" && tmux_keys F4 && tmux_wait '#1 '
}

# Keys one after the other, each waited for: KEY TEXT KEY TEXT ...
walk()
{
	while [ $# -gt 0 ]; do
		tmux_keys "$1"
		tmux_wait "$2" || return
		shift 2
	done
}

cursor_is_on() # TEXT
{
	tmux_screen | sed -n "$(($(tmux_cursor | sed 's/ .*//') + 1))p" | grep -qF -e "$1"
}

quits() # KEY
{
	tmux_keys "$1"
	tmux_wait 'status 0' && tmux_is_plain
}

# --- opening ---

shows_all_panes() # SIZE
{
	open "$1" && tmux_wait '05-03 A quiet week' && tmux_wait 'Ilse Brandt' &&
		quits Q
}

works_with() # ENVIRONMENT
{
	open_thread 80x24 "$1 $moot $walk" && walk J '#1.1 ' J '#1.1.1 ' && tmux_wait 王小明 &&
		quits Q
}

# Whatever the size: the current comment is seen, and the cursor is on it.
works_at() # SIZE
{
	tmux_start "$1"
	tmux_run "$moot --goto=1#1.1 $walk; echo status \$?"
	tmux_wait 'Rui' && tmux_until cursor_is_on 'Rui' || return
	tmux_keys J
	tmux_until cursor_is_on 'Ilse Bra' && quits Q
}

# Of the program's own nothing is beyond ASCII; what the source says stays.
draws_ascii()
{
	open_thread 120x40 "$moot --ascii $walk" && tmux_wait 王小明 || return
	! tmux_screen | grep '[─═│▌▾▸●·…↑›▁█]'
}

# A screen reader follows the cursor, and is told in words.
linear_says_it_in_words()
{
	open_thread 80x24 && tmux_keys M-l && tmux_wait 'words instead of signs' || return
	tmux_keys J
	tmux_until cursor_is_on '1.1 Rui Faria, ' && tmux_keys } || return
	tmux_until cursor_is_on ', level 1' || return
	! tmux_screen | grep '[─═│▌▾▸●·…↑›▁█]' && quits Q
}

sends_no_colour()
{
	open 80x24 "NO_COLOR=1 $moot $walk" || return
	! tmux_do capture-pane -pe | grep -q '\[[0-9;]*[34][0-8][;m]'
}

refuses() # TERM SENTENCE
{
	tmux_start 80x24
	tmux_run "TERM=$1 $moot $walk; echo status \$?"
	tmux_wait "$2" && tmux_wait status
}

for size in 80x24 120x40 200x50; do
	holds "the panes are there at $size" shows_all_panes $size
done
for term in xterm xterm-256color screen tmux-256color linux vt100; do
	holds "it works with TERM=$term" works_with TERM=$term
done
holds "it works in the C locale" works_with LC_ALL=C
for size in 20x5 40x10 500x200; do
	holds "it works at $size" works_at $size
done
holds "--ascii draws nothing else" draws_ascii
holds "the linear view says in words what signs say" linear_says_it_in_words
holds "NO_COLOR is honoured" sends_no_colour
holds "a terminal without cursor is refused" refuses dumb 'moot: '

# --- walking ---

walks_through_the_thread()
{
	open_thread 80x24 || return
	walk J '#1.1 ' J '#1.1.1 ' J '#1.2 ' K '#1.1.1 ' P '#1.1 ' ')' '#1.2 ' '(' '#1.1 ' \
		'}' '#2 ' '}' '#3 ' '{' '#2 ' ']' '#1 ' && tmux_wait 'A quiet week ·'
}

cursor_follows()
{
	open_thread 120x40 || return
	walk J '#1.1 ' && cursor_is_on 'Rui Faria' && walk J '#1.1.1 ' J '#1.2 ' &&
		cursor_is_on 王小明
}

# The file is read, what is wrong in it is said, and the exit status is as without it.
obeys_its_config()
{
	home=$PWD/$tap_dir/a-folder-whose-name-takes-more-room-than-the-line-of-messages-has
	mkdir -p "$home/moot/themes"
	printf 'bind Z quit\nset hintz\ntheme mine\n' > "$home/moot/config"
	echo 'color time 99' > "$home/moot/themes/mine"
	open 80x24 "TERM=tmux-256color XDG_CONFIG_HOME=$home $moot $walk" || return
	tmux_wait "config:2: there is no setting 'hintz'" || return
	tmux_do capture-pane -pe | grep -q '38;5;99m' && quits Z
}

# The mouse is asked for when it is set, and not before.
clicks()
{
	open_thread 80x24 || return
	tmux_keys :
	tmux_type 'set mouse'
	tmux_keys Enter
	tmux_wait_gone ':set' || return
	tmux_do send-keys -l "$(printf '\033[<0;30;3M\033[<0;30;3m')"
	tmux_wait '2/2' && tmux_do display -p '#{mouse_any_flag}' | grep -q 1 && quits Q
}

folds()
{
	open_thread 80x24 && tmux_wait 'Left at the weir' || return
	walk h folded && tmux_wait_gone 王小明 && walk l 王小明 || return
	tmux_keys z M
	tmux_wait_gone 'Left at the weir' || return
	tmux_keys z R
	tmux_wait 'Left at the weir'
}

searches()
{
	open_thread 80x24 || return
	tmux_keys /
	tmux_type lantern
	tmux_keys Enter
	walk n '/3' n '/3' Escape ' ' && tmux_wait_gone '/3'
}

# What is found in a fold is unfolded.
search_opens_folds()
{
	open_thread 120x40 || return
	tmux_keys z M
	tmux_wait_gone withdraw || return
	tmux_keys /
	tmux_type withdraw
	tmux_keys Enter
	tmux_wait '#1.1.1 ' && tmux_wait withdraw
}

helps()
{
	open 80x24 && walk '?' 'Help' q '05-03 A quiet week'
}

saves_what_export_writes()
{
	rm -f "$tap_dir/saved.txt"
	open 80x24 || return
	walk s 'save:' b 'Save to' C-u 'Save to'
	tmux_type "$tap_dir/saved.txt"
	tmux_keys Enter
	tmux_until test -s "$tap_dir/saved.txt" || return
	$moot export --width=78 --post=1 "$walk" | diff - "$tap_dir/saved.txt"
}

resizing_keeps_the_place()
{
	open_thread 80x24 || return
	walk '}' '#2 ' J '#2.1 ' || return
	for size in 120x40 40x12 1x1 200x50 80x24; do
		tmux_resize $size
	done
	tmux_wait '#2.1 ' && tmux_wait 'Left at the weir' && walk K '#2 '
}

# Nothing has been drawn for a while.
is_settled()
{
	before=$(tmux_screen)
	sleep 0.2
	is_as_before
}

is_as_before()
{
	[ "$(tmux_screen)" = "$before" ]
}

# What was written cell by cell is what is written anew.
redraw_changes_nothing()
{
	open_thread 80x24 || return
	for size in 120x40 60x17 20x5 200x50 80x24; do
		tmux_resize $size
		tmux_keys J J z c } J z o K ? Space q t J j j t z M z R G k P O O w g
		tmux_keys ] [ F4 J
		tmux_until is_settled || return
		tmux_keys C-l
		tmux_until is_as_before || return
	done
	quits Q
}

# One key, little to send: nobody clears the screen.
keys_send_little()
{
	open_thread 120x40 || return
	walk J '#1.1 '
	tmux_do pipe-pane "cat >$tap_dir/sent"
	walk J '#1.1.1 ' J '#1.2 ' J '#2 ' J '#2.1 ' K '#2 ' K '#1.2 ' K '#1.1.1 ' K '#1.1 '
	tmux_do pipe-pane
	tmux_until test -s "$tap_dir/sent" || return
	sent=$(($(wc -c <"$tap_dir/sent") / 8))
	echo "bytes for each key: $sent"
	[ "$sent" -gt 10 ] && [ "$sent" -lt 800 ]
}

holds "keys walk through the thread" walks_through_the_thread
holds "the mouse chooses a post" clicks
holds "the config file of the user is obeyed" obeys_its_config
holds "the terminal's cursor is on the current comment" cursor_follows
holds "replies are folded and shown" folds
holds "a search goes from hit to hit" searches
holds "a search opens folds" search_opens_folds
holds "help comes and goes" helps
holds "what is saved is what export writes" saves_what_export_writes
holds "a new size keeps the place" resizing_keeps_the_place
holds "a redraw changes nothing" redraw_changes_nothing
holds "a key sends little" keys_send_little

# --- the terminal and the shell ---

start_with_pid()
{
	rm -f "$tap_dir/pid"
	open_thread 80x24 "sh -c 'echo \$\$ >$tap_dir/pid; exec $moot $walk'"
}

is_dead()
{
	! kill -0 "$(cat "$tap_dir/pid")" 2>/dev/null
}

quits_with() # KEY
{
	open 80x24 && quits "$1"
}

signal_ends_it() # SIGNAL
{
	start_with_pid || return
	kill -s "$1" "$(cat "$tap_dir/pid")"
	tmux_until is_dead && tmux_wait status && tmux_is_plain
}

suspends()
{
	start_with_pid || return
	walk J '#1.1 ' && tmux_keys C-z
	tmux_wait Stopped && tmux_is_plain || return
	tmux_run fg
	tmux_wait '#1.1 ' && tmux_wait 王小明 && walk J '#1.1.1 '
}

vanishing_terminal_ends_it()
{
	start_with_pid || return
	tmux_do kill-server
	tmux_until is_dead
}

# Half a second without a key takes no time of the processor (field 14 and 15 of stat).
idle_takes_no_time()
{
	start_with_pid || return
	[ -r "/proc/$(cat "$tap_dir/pid")/stat" ] || return 0
	ticks() { sed 's/.*) //' "/proc/$(cat "$tap_dir/pid")/stat" | cut -d ' ' -f 12,13; }
	before=$(ticks)
	sleep 0.5
	[ "$(ticks)" = "$before" ]
}

reads_a_pipe()
{
	open_thread 80x24 "cat $walk | $moot -" && walk J '#1.1 ' && quits Q
}

# A pasted Q is no command.
pasting_commands_nothing()
{
	open_thread 80x24 || return
	tmux_do set-buffer Q \; paste-buffer -p
	walk J '#1.1 ' && tmux_keys /
	tmux_do set-buffer 'the weir' \; paste-buffer -p
	tmux_wait '/the weir' && tmux_keys Enter && tmux_wait '#2.1 ' && quits Q
}

# Controls of a source must not reach the terminal, whose title and screen they change.
hostile_text_is_harmless()
{
	printf '4 May 2024\n\nThe \033]2;owned\007bridge \033[2J\033[?1049lat\n\n%s\302\2332J\n' \
		'Body of the post' >"$tap_dir/hostile.txt"
	tmux_start 80x24
	tmux_run "$moot $tap_dir/hostile.txt"
	tmux_wait '05-04 The ' &&
		[ "$(tmux_do display-message -p '#{alternate_on}')" = 1 ] &&
		[ "$(tmux_do display-message -p '#{pane_title}')" != owned ]
}

holds "q leaves from the list" quits_with q
holds "Q leaves" quits_with Q
for signal in HUP TERM INT; do
	holds "SIG$signal ends it quietly" signal_ends_it $signal
done
holds "C-z suspends, fg comes back to the place" suspends
holds "it ends with its terminal" vanishing_terminal_ends_it
holds "an idle reader takes no time" idle_takes_no_time
holds "it reads a pipe, and keys from the terminal" reads_a_pipe
holds "pasted text is no command" pasting_commands_nothing
holds "controls in a source do nothing" hostile_text_is_harmless
tap_end
