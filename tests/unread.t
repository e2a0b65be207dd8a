#!/bin/sh
# Sources that may not be read, or are not there, among others that are: each is said on a
# line of its own, the others open, and the exit status tells.  Root may read everything,
# so as root the program runs as nobody.
. "$srcdir/tests/lib/tap.sh"

names='what is unreadable among others is said
what is unreadable alone fails
a directory that cannot be read fails
what is unreadable in a directory is said
a directory that cannot be gone into hides nothing'

skip_all() # WHY
{
	printf '%s\n' "$names" | while IFS= read -r name; do
		tap_skip "$name" "$1"
	done
	echo 1..5
	exit
}

cd "$tap_dir" || exit 99
nobody=
if [ "$(id -u)" = 0 ]; then
	nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
	# The program in the build directory must be within nobody's reach.
	chmod 755 . 2> /dev/null
	$nobody moot --version > /dev/null 2>&1 || skip_all 'root cannot run moot as nobody here'
fi

run() # ARGUMENT...
{
	$nobody env HOME=/nonexistent moot "$@" > "$tap_home/$tap_dir/out" \
	    2> "$tap_home/$tap_dir/err" < /dev/null
	status=$?
}

# expect STATUS POSTS UNREADABLE...: what is wrong with the last run.
expect()
{
	[ "$status" = "$1" ] || echo "exit status $status, not $1"
	[ "$(wc -l < out)" -eq "$2" ] || echo "$(wc -l < out) posts, not $2"
	shift 2
	[ "$(wc -l < err)" -eq $# ] || cat err
	for name; do
		grep -q "^moot: $name: cannot be opened: " err || echo "nothing about $name"
	done
}

mkdir open closed listed
for file in a.txt b.txt open/a.txt open/c.txt closed/a.txt listed/a.txt; do
	printf 'Thursday, 19 June 2014\n\nOwls in %s\n\nThree.\n' "$file" > $file
done
ln -s nowhere open/gone.txt
mkdir open/shut
chmod 000 b.txt open/c.txt open/shut closed
chmod 444 listed

run list --no-state --no-cache b.txt a.txt missing
tap "$(printf '%s\n' "$names" | sed -n 1p)" "$(expect 3 1 b.txt missing)"
run list --no-state --no-cache b.txt
tap "$(printf '%s\n' "$names" | sed -n 2p)" "$(expect 4 0 b.txt)"
run list --no-state --no-cache closed
tap "$(printf '%s\n' "$names" | sed -n 3p)" "$(expect 4 0 closed)"
run list --no-state --no-cache open
tap "$(printf '%s\n' "$names" | sed -n 4p)" \
    "$(expect 3 1 open/c.txt open/gone.txt open/shut)"
run list --no-state --no-cache a.txt listed
tap "$(printf '%s\n' "$names" | sed -n 5p)" "$(expect 3 1 listed/a.txt)"
chmod 755 listed closed open/shut
tap_end
