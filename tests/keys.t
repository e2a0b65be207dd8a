#!/bin/sh
# Every command is run by a screen test: each of its default keys is pressed in some case
# of tests/screens, or of tests/e2e.t where it takes a real terminal; a command without a
# key is typed.
. "$srcdir/tests/lib/tap.sh"

# pressed: the keys of all scripts, one a line, and each two that follow each other; and
# what is typed, in quotes.
pressed()
{
	awk '
	function key(name)
	{
		print name
		if (before != "")
			print before name
		before = name
	}
	FNR == 1 || $1 != "keys" { before = "" }
	$1 == "mouse" { print $2 }
	$1 == "keys" {
		rest = substr($0, 6)
		while (match(rest, /^ *("[^"]*"|[^ ]+)/)) {
			word = substr(rest, 1, RLENGTH)
			rest = substr(rest, RLENGTH + 1)
			sub(/^ */, "", word)
			if (word ~ /^"./) {
				print word
				before = ""
			} else
				key(word)
		}
	}' "$srcdir"/tests/screens/*/keys
	sed -n 's/.*tmux_keys \([^ ]*\).*/\1/p; s/.*quits \([^ ]*\)$/\1/p' "$srcdir/tests/e2e.t"
}

pressed | sort -u > "$tap_dir/pressed"
moot --list-commands | awk -F '\t' '
	$2 == "" { print "\"" $1; next }
	{
		count = split($2, keys, " ")
		for (i = 1; i <= count; i++) {
			sub(/^(list|body|thread|page):/, "", keys[i])
			print keys[i]
		}
	}' > "$tap_dir/wanted"
while read -r key; do
	case $key in
	'"'?*) grep -qE "^$key( |\"|\$)" "$tap_dir/pressed" || echo "${key#?} is not typed" ;;
	*) grep -qxF -e "$key" "$tap_dir/pressed" || echo "$key is not pressed" ;;
	esac
done < "$tap_dir/wanted" > "$tap_dir/found"
tap "every key of every command is pressed" "$(cat "$tap_dir/found")"
tap "there are commands and keys" \
	"$([ "$(wc -l < "$tap_dir/wanted")" -gt 100 ] || echo "there are few")"
tap_end
