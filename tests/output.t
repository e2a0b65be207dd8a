#!/bin/sh
# Where output cannot go: the program says so in one sentence, its status is 3, and
# nothing half written is left.
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99

# A post of 200 kB, more than any buffer holds.
{
	printf 'Thursday, 19 June 2014\n\nOwls\n\n'
	yes 'Three owls were seen at the mill.' | head -6000
} > blog.txt
printf '<p>one' > f.html

# lost STATUS: what is wrong with how the last run told of it.
lost()
{
	[ "$1" = 3 ] || echo "exit status $1"
	[ "$(grep -c 'cannot be written: ' err)" = 1 ] || echo "said: $(head -3 err)"
	[ "$(wc -l < err)" = 1 ] || echo "more is said: $(head -3 err)"
}

for mode in export list "export --format=json" "export --format=mbox" "search owls" \
    --dump=source --dump=model --dump=lines; do
	if [ -c /dev/full ]; then
		moot --no-state $mode blog.txt > /dev/full 2> err
		tap "$mode tells of a full disk" "$(lost $?)"
	else
		tap_skip "$mode tells of a full disk" "there is no /dev/full"
	fi
	moot --no-state $mode blog.txt >&- 2> err
	tap "$mode tells of a closed output" "$(lost $?)"
done
for mode in --help --version --list-commands --print-config formats "render f.html" \
    "render --dump=doc f.html"; do
	moot $mode >&- 2> err
	tap "$mode tells of a closed output" "$(lost $?)"
done

moot export --output=out.txt blog.txt < /dev/null
moot export --output=closed.txt blog.txt <&- >&- 2>&-
tap "nothing is printed into a file that is open" "$(cmp out.txt closed.txt)"

(ulimit -f 8 && moot export --no-state --no-cache --output=big.txt blog.txt) 2> err
tap "a file that may not grow is told of" "$(lost $?; ls | grep big)"
tap_end
