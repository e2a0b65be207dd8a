# A real terminal for tests: sourced by them.
#
#	tmux_need                 skips the whole test (TAP) where there is no tmux
#	tmux_start COLSxROWS      opens a terminal with a shell in it (prompt "$ ")
#	tmux_run COMMAND          types a command line
#	tmux_keys KEY ...         presses keys, in tmux's names; -l TEXT types text
#	tmux_screen               prints the screen, one line a row
#	tmux_wait TEXT            waits until the screen has the text (a fixed string)
#	tmux_wait_gone TEXT       waits until it has not
#	tmux_until COMMAND ...    waits until the command succeeds
#	tmux_resize COLSxROWS
#	tmux_cursor               prints "ROW COL" of the cursor, from 0
#	tmux_stop                 closes the terminal; done at exit, too
#
# Nothing sleeps for a fixed time: all wait for what they want to see, for TMUX_WAIT
# (10) seconds at most, and print the screen as a comment when it does not come.  The
# server is this test's own: no configuration, and a socket in a temporary directory.
: "${TMUX_WAIT=10}"

tmux_need() {
	command -v tmux >/dev/null 2>&1 || { echo "1..0 # SKIP tmux is not installed"; exit 0; }
	tmux_dir=$(mktemp -d) || exit 99
	trap 'tmux_stop; rm -rf "$tmux_dir"' EXIT
	trap 'exit 99' HUP INT TERM
}

tmux_do() {
	env -u TMUX tmux -u -S "$tmux_dir/socket" -f /dev/null "$@"
}

# The shell's line is short and known, so that tests can wait for it.
tmux_start() {
	tmux_stop
	tmux_do new-session -d -x "${1%x*}" -y "${1#*x}" "exec env -u TMUX PS1='\$ ' sh" || exit 99
	tmux_do set-option -g status off
	tmux_do set-option -g escape-time 0
	tmux_do set-option -g remain-on-exit on
	tmux_resize "$1"
	tmux_wait '$'
}

tmux_stop() {
	[ ! -S "$tmux_dir/socket" ] || tmux_do kill-server 2>/dev/null
	while [ -S "$tmux_dir/socket" ] && tmux_do has-session 2>/dev/null; do :; done
}

tmux_run() {
	tmux_do send-keys -l "$1"
	tmux_do send-keys Enter
}

tmux_keys() { tmux_do send-keys "$@"; }
tmux_screen() { tmux_do capture-pane -p; }
tmux_cursor() { tmux_do display-message -p '#{cursor_y} #{cursor_x}'; }
tmux_resize() { tmux_do resize-window -x "${1%x*}" -y "${1#*x}"; }

tmux_until() {
	tmux_end=$(($(date +%s) + TMUX_WAIT))
	until "$@"; do
		if [ "$(date +%s)" -ge "$tmux_end" ]; then
			echo "# waited in vain for: $*"
			tmux_screen 2>/dev/null | sed 's/^/# |/'
			return 1
		fi
		sleep 0.05
	done
}

tmux_shows() { tmux_screen | grep -qF -e "$1"; }
tmux_shows_not() { ! tmux_shows "$1"; }
tmux_wait() { tmux_until tmux_shows "$1"; }
tmux_wait_gone() { tmux_until tmux_shows_not "$1"; }
