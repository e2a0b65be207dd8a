# A real terminal for tests, after tap.sh:
#
#	tmux_need                 skips the whole test where there is no tmux
#	tmux_start COLSxROWS      opens a terminal with a shell in it (prompt "$ ")
#	tmux_run COMMAND          types a command line
#	tmux_keys KEY ...         presses keys, by tmux's names
#	tmux_type TEXT            types the text as it is
#	tmux_screen               prints the screen, a line per row
#	tmux_wait TEXT            waits until the screen shows the text (a fixed string)
#	tmux_wait_gone TEXT       waits until it does not
#	tmux_until COMMAND ...    waits until the command succeeds
#	tmux_resize COLSxROWS
#	tmux_cursor               prints "ROW COL" of the cursor, from 0
#	tmux_column TEXT          prints in which column, from 0, each TEXT of the screen is
#	tmux_is_plain             succeeds when no program has the screen
#	holds NAME COMMAND ...    TAP: the command succeeds, else what it said
#	tmux_stop                 closes the terminal, without asking (done at exit, too)
#
# Nothing sleeps for a fixed time: all wait for what they want to see, TMUX_WAIT
# seconds at most, and print the screen when it does not come.  Each terminal is a
# server of its own, without configuration; the file "current" in a temporary directory
# (whose name is short enough for sockets) names its socket.
: "${TMUX_WAIT=60}"

tmux_need()
{
	if ! command -v tmux >/dev/null 2>&1; then
		echo "1..0 # SKIP tmux is not installed"
		exit 0
	fi
	tmux_dir=$(mktemp -d) || exit 99
	trap 'tmux_stop_all; rm -rf "$tmux_dir" "$tap_dir"' EXIT
}

tmux_do()
{
	env -u TMUX tmux -u -S "$(cat "$tmux_dir/current")" -f /dev/null "$@"
}

tmux_start() # COLSxROWS
{
	tmux_stop
	mktemp -u "$tmux_dir/XXXXXX" >"$tmux_dir/current"
	tmux_do new-session -d -x "${1%x*}" -y "${1#*x}" "exec env -u TMUX PS1='\$ ' sh" || exit 99
	tmux_do set-option -g status off \; set-option -g escape-time 0 \; \
		set-option -g mode-keys vi
	tmux_resize "$1"
	tmux_wait '$'
}

tmux_stop()
{
	[ ! -f "$tmux_dir/current" ] || tmux_do kill-server 2>/dev/null
}

# Also those that a test that failed left behind.
tmux_stop_all()
{
	for socket in "$tmux_dir"/??????; do
		[ ! -S "$socket" ] || env -u TMUX tmux -S "$socket" kill-server 2>/dev/null
	done
}

tmux_run() # COMMAND
{
	tmux_type "$1"
	tmux_keys C-j # a line end for a shell that was left in raw mode, too
}

tmux_keys()
{
	tmux_do send-keys "$@"
}

tmux_type() # TEXT
{
	tmux_do send-keys -l "$1"
}

tmux_screen()
{
	tmux_do capture-pane -p
}

tmux_cursor()
{
	tmux_do display-message -p '#{cursor_y} #{cursor_x}'
}

tmux_is_plain()
{
	[ "$(tmux_do display-message -p '#{alternate_on} #{cursor_flag} #{keypad_flag}')" = '0 1 0' ]
}

tmux_resize() # COLSxROWS
{
	tmux_do resize-window -x "${1%x*}" -y "${1#*x}"
}

# The terminal's own search tells the column, whatever the text before it looks like.
tmux_column() # TEXT
{
	tmux_do copy-mode \; send-keys -X top-line \; send-keys -X start-of-line
	tmux_do send-keys -X search-forward "$1"
	tmux_screen | grep -cF -e "$1" | {
		read -r tmux_count
		while [ "$tmux_count" -gt 0 ]; do
			tmux_do display-message -p '#{copy_cursor_x}'
			tmux_do send-keys -X search-again
			tmux_count=$((tmux_count - 1))
		done
	}
	tmux_do send-keys -X cancel
}

tmux_until() # COMMAND ...
{
	tmux_end=$(($(date +%s) + TMUX_WAIT))
	until "$@"; do
		if [ "$(date +%s)" -ge "$tmux_end" ]; then
			echo "waited in vain for: $*"
			tmux_screen 2>/dev/null | sed 's/^/|/'
			return 1
		fi
		sleep 0.05
	done
}

tmux_shows() # TEXT
{
	tmux_screen | grep -qF -e "$1"
}

tmux_shows_not() # TEXT
{
	! tmux_shows "$1"
}

tmux_wait() # TEXT
{
	tmux_until tmux_shows "$1"
}

tmux_wait_gone() # TEXT
{
	tmux_until tmux_shows_not "$1"
}

holds() # NAME COMMAND ...
{
	holds_name=$1
	shift
	if holds_said=$("$@" 2>&1); then
		tap "$holds_name"
	else
		tap "$holds_name" "failed: $*
$holds_said"
	fi
}
