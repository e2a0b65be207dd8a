#!/bin/sh
# The term layer in a real terminal: what tests/e2e/term_demo.c draws, and what becomes
# of keys, signals and the terminal.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"
tmux_need
demo=tests/e2e/term_demo

start_demo() # COLSxROWS [COMMAND]
{
	tmux_start "$1" && tmux_run "${2-$demo guides}" && tmux_wait ready
}

# --- drawing ---

guides_are_in_their_column()
{
	start_demo "$1" || return
	tmux_column '|' >"$tap_dir/columns"
	[ "$(sort -u "$tap_dir/columns")" = 30 ] && [ "$(wc -l <"$tap_dir/columns")" -ge 17 ] ||
		{ tmux_screen; cat "$tap_dir/columns"; return 1; }
}

# ncurses sends no VS16, and what libc does not know is replaced.
as_sent()
{
	sed 's/\xef\xb8\x8f//g; s/\xf0\x9f\xab\xa8/\xef\xbf\xbd/g; s/  *$//'
}

random_drawing_shows() # SEED
{
	tmux_start 80x24
	tmux_run "$demo random $1 $tap_dir/dump"
	tmux_wait drawn || return
	tmux_screen | as_sent >"$tap_dir/shown"
	as_sent <"$tap_dir/dump" | diff - "$tap_dir/shown"
}

for size in 80x24 120x40 200x50; do
	holds "guides stand in their column at $size" guides_are_in_their_column $size
done
for seed in 1 2 3; do
	holds "wide characters are never half drawn, seed $seed" random_drawing_shows $seed
done

# --- keys ---

# TMUX-KEY NAME
key_list='C-v C-v
C-o C-o
C-c C-c
C-q C-q
C-s C-s
C-\ C-\
C-] C-]
C-Space C-Space
M-v M-v
M-< M-<
M-Left M-Left
C-Right C-Right
Left Left
Up Up
Home Home
End End
PageUp PgUp
PageDown PgDn
IC Insert
DC Delete
F1 F1
F5 F5
F12 F12
BTab S-Tab
Tab Tab
Enter Enter
BSpace Backspace
Escape Esc
é é'

keys_have_their_names()
{
	start_demo 80x24 "TERM=$1 $demo guides" || return
	printf '%s\n' "$key_list" | while read -r sent name; do
		tmux_keys "$sent"
		tmux_wait "key $name" || exit 1
	done
}

# Also where the terminal sends other sequences than TERM says.
for term in tmux-256color xterm-256color linux vt100; do
	holds "every key arrives with TERM=$term" keys_have_their_names $term
done

# --- kinds of terminals ---

term_works() # TERM
{
	start_demo 80x24 "TERM=$1 $demo guides" || return
	tmux_wait '日本語の文章      |' && tmux_wait '├─ ╰─' || return
	tmux_keys q
	tmux_wait bye
}

term_is_refused() # TERM SENTENCE
{
	tmux_start 80x24
	tmux_run "TERM=$1 $demo guides; echo status \$?"
	tmux_wait "$2" && tmux_wait 'status 1'
}

for term in xterm xterm-256color screen screen-256color tmux-256color linux vt100; do
	holds "it works with TERM=$term" term_works $term
done
holds "a terminal without cursor is refused" term_is_refused dumb 'cannot place its cursor'
holds "an unknown terminal is refused" term_is_refused no-such 'no known type'

utf8_is_found_without_locale()
{
	start_demo 80x24 "LC_ALL=C $demo guides" || return
	tmux_wait utf8=1 && tmux_wait 日本語
}

# In a locale of another charset: each column still in its place.
ascii_stands_in()
{
	start_demo 80x24 "LOCPATH=$PWD/$tap_dir LC_ALL=latin1 $demo guides" || return
	tmux_wait utf8=0 && tmux_wait 'latin       plain text, naive |' &&
		tmux_wait 'cjk         ????????????      |' &&
		tmux_wait "\"quoted\" 'x' - ." && tmux_wait '| |- `- *'
}

holds "without a locale, UTF-8 is shown" utf8_is_found_without_locale
localedef -i POSIX -f ISO-8859-1 --no-archive "$tap_dir/latin1" >/dev/null 2>&1
if [ "$(LOCPATH=$PWD/$tap_dir LC_ALL=latin1 locale charmap 2>/dev/null)" = ISO-8859-1 ]; then
	holds "in another charset, ASCII stands in" ascii_stands_in
else
	tap_skip "in another charset, ASCII stands in" "localedef makes no locale"
fi

no_colour_is_sent()
{
	start_demo 80x24 "NO_COLOR=1 $demo guides" || return
	! tmux_do capture-pane -pe | grep -q '\[[0-9;]*[34][0-8][;m]'
}

colour_is_sent()
{
	start_demo 80x24 "TERM=tmux-256color $demo guides" || return
	tmux_do capture-pane -pe | grep -q '\[[0-9;]*34m'
}

holds "colours are sent" colour_is_sent
holds "no colours are sent when they are not wanted" no_colour_is_sent

# --- sizes ---

resizing_redraws()
{
	start_demo 80x24 || return
	for size in 120x40 40x10 1x1 200x50 80x24; do
		tmux_resize $size
		[ $size = 1x1 ] || tmux_wait "$size utf8=1 key Resize" || return
	done
	tmux_wait '日本語の文章      |'
}

stale_size_is_not_believed()
{
	start_demo 90x30 "COLUMNS=40 LINES=10 $demo guides" && tmux_wait 90x30 || return
	tmux_keys C-z
	tmux_wait Stopped || return
	tmux_run fg
	tmux_wait 90x30
}

holds "the size of the terminal counts, not COLUMNS, also after a stop" stale_size_is_not_believed
holds "a new size is followed, even 1x1" resizing_redraws

# --- the terminal and the shell ---

start_with_pid()
{
	tmux_start 80x24
	rm -f "$tap_dir/pid"
	tmux_run "stty -g >$tap_dir/stty; sh -c 'echo \$\$ >$tap_dir/pid; exec $demo guides'; echo status \$?"
	tmux_wait ready
}

pid()
{
	cat "$tap_dir/pid"
}

is_dead()
{
	! kill -0 "$(pid)" 2>/dev/null
}

terminal_is_as_before()
{
	tmux_run "clear; stty -g | cmp - $tap_dir/stty && echo same modes"
	tmux_wait 'same modes' && tmux_is_plain
}

leaves_the_terminal() # STATUS KEY
{
	start_with_pid || return
	tmux_keys "$2"
	tmux_wait "status $1" && terminal_is_as_before
}

abort_restores_and_tells()
{
	start_with_pid || return
	tmux_keys A
	tmux_wait 'status 134' && tmux_wait 'about to abort' && terminal_is_as_before
}

signal_ends_quietly() # SIGNAL STATUS
{
	start_with_pid || return
	kill -s "$1" "$(pid)"
	tmux_wait "status $2" && terminal_is_as_before
}

stderr_comes_afterwards()
{
	start_with_pid || return
	tmux_keys S
	tmux_wait 'key S' || return
	tmux_shows 'a word' && return 1
	tmux_keys q
	tmux_wait 'a word on stderr ?[31m' && terminal_is_as_before
}

suspend_and_return() # what stops it: key C-z or a signal
{
	start_with_pid || return
	if [ "$1" = C-z ]; then
		tmux_keys C-z
	else
		kill -s "$1" "$(pid)"
	fi
	tmux_wait Stopped && tmux_is_plain || return
	tmux_resize 90x30
	tmux_run fg
	tmux_wait 90x30 && tmux_wait '日本語の文章      |' || return
	tmux_keys C-o
	tmux_wait 'key C-o'
}

stop_from_outside()
{
	start_with_pid || return
	kill -s STOP "$(pid)"
	tmux_wait Stopped || return
	tmux_run 'clear; echo other text'
	tmux_wait 'other text' || return
	tmux_run fg
	tmux_wait '日本語の文章      |' && tmux_wait_gone 'other text' || return
	tmux_keys C-o
	tmux_wait 'key C-o'
}

paste_is_marked()
{
	start_demo 80x24 || return
	tmux_do set-buffer x \; paste-buffer -p
	tmux_wait 'key PasteEnd'
}

paste_is_not_marked_for_the_shell()
{
	start_with_pid || return
	tmux_keys C-z
	tmux_wait Stopped || return
	tmux_do set-buffer 'echo "p"asted' \; paste-buffer -p
	tmux_keys C-j
	tmux_wait pasted
}

terminal_vanishes()
{
	start_with_pid || return
	tmux_do kill-server
	tmux_until is_dead
}

# With SIGHUP ignored, nothing but the read tells that the terminal is gone.
terminal_vanishes_unsaid()
{
	tmux_start 80x24
	rm -f "$tap_dir/pid"
	tmux_run "trap '' HUP; sh -c 'echo \$\$ >$tap_dir/pid; exec $demo guides'"
	tmux_wait ready || return
	tmux_do kill-server
	tmux_until is_dead
}

redraw_repairs()
{
	start_demo 80x24 || return
	printf '\033[2Jrubbish' >"$(tmux_do display-message -p '#{pane_tty}')"
	tmux_wait rubbish || return
	tmux_keys C-l
	tmux_wait_gone rubbish && tmux_wait '日本語の文章      |'
}

input_from_a_pipe()
{
	start_demo 80x24 "echo text | $demo guides" || return
	tmux_keys C-o
	tmux_wait 'key C-o' || return
	tmux_keys q
	tmux_wait bye
}

# A second without a key: poll must not return once.
idle_is_idle()
{
	start_demo 80x24 || return
	tmux_keys C-w
	tmux_wait wakes || return
	sleep 1
	tmux_keys C-w
	tmux_wait 'wakes 1'
}

holds "quitting restores the terminal" leaves_the_terminal 0 q
holds "exit restores the terminal" leaves_the_terminal 7 E
holds "abort restores the terminal and tells why" abort_restores_and_tells
for signal in HUP TERM INT; do
	holds "SIG$signal ends it quietly" signal_ends_quietly $signal 0
done
holds "SIGQUIT restores the terminal" signal_ends_quietly QUIT 131
holds "standard error is shown at the end, harmless" stderr_comes_afterwards
holds "C-z suspends, fg redraws at the new size" suspend_and_return C-z
holds "SIGTSTP suspends, too" suspend_and_return TSTP
holds "after SIGSTOP, fg redraws" stop_from_outside
holds "pasted text is marked" paste_is_marked
holds "nothing is marked for the shell" paste_is_not_marked_for_the_shell
holds "it ends with its terminal" terminal_vanishes
holds "it ends with its terminal when SIGHUP is ignored" terminal_vanishes_unsaid
holds "C-l repairs the screen" redraw_repairs
holds "keys come from the terminal when input does not" input_from_a_pipe
holds "nothing wakes it while nothing happens" idle_is_idle
tap_end
