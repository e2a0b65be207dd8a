#!/bin/sh
# The bundled sample, and texts in many scripts, in a real terminal, from the first
# comment to the last: whatever script a text is in, lines, guides and what stands to the
# right of it keep their columns on every screen.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"
tmux_need
if ! python3 -c 'import unicodedata' 2>/dev/null; then
	echo "1..0 # SKIP there is no python3 to measure with"
	exit 0
fi
PATH=$PWD:$PATH

# walk_post: every comment of the post on the screen, a screen each, to $tap_dir/screens.
walk_post()
{
	tmux_keys F4 g
	tmux_wait 'level 1' && tmux_wait j/k || return
	while tmux_shows j/k; do # at the last comment, a sentence stands there
		tmux_screen >"$tap_dir/screen"
		{ cat "$tap_dir/screen"; printf '\f'; } >>"$tap_dir/screens"
		tmux_keys J
		tmux_until screen_has_changed || return
	done
}

screen_has_changed()
{
	! tmux_screen | cmp -s - "$tap_dir/screen"
}

columns_hold() # SIZE SOURCE SCREENS
{
	: >"$tap_dir/screens"
	tmux_start "$1" && tmux_run "moot --no-state $2" &&
		tmux_wait ' POSTS ' || return
	posts=$(moot list "$2" | wc -l)
	post=1
	while [ "$post" -le "$posts" ]; do
		tmux_keys F2 "$post" g
		if moot list --post="$post" --format=tsv "$2" |
			cut -f 3 | grep -q '^[1-9]'; then
			walk_post || return
		fi
		post=$((post + 1))
	done
	[ "$(tr -cd '\f' <"$tap_dir/screens" | wc -c)" -ge "$3" ] || { echo too few screens; return 1; }
	wrong=$(python3 "$srcdir/tests/e2e/columns.py" "${1%x*}" <"$tap_dir/screens")
	printf '%s\n' "$wrong" | head -n 20
	[ -z "$wrong" ]
}

for size in 80x24 120x40; do
	holds "everything keeps its column at $size" columns_hold $size \
		"$srcdir/assets/sample/sample.xml" 10
	holds "so do texts in many scripts at $size" columns_hold $size \
		"$srcdir/tests/screens/scripts/input" 5
done
tap_end
