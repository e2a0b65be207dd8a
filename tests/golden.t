#!/bin/sh
# Golden cases, found by folder: tests/golden/STAGE/FORMAT/CASE/ holds
#   input*         what is opened, in order of name
#   of             or the case whose inputs these are: STAGE/FORMAT/CASE
#   args           further arguments, one a line, before the inputs (may be absent)
#   expect         what must come out
#   expect.diag    what must be said on stderr (absent: nothing)
#   expect.status  the exit status (absent: 0)
# STAGE is a stage of the pipeline (source, model, doc, lines) or a way to ask for the
# whole of it (export, json, list, search, render).  With --update the expected files
# are written instead (make update-golden); what changed is then for the reviewer.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/golden.sh"

differences() # CASE
{
	for file in expect expect.diag expect.status; do
		want=$1/$file
		got=$tap_dir/$file
		[ -f "$want" ] || want=/dev/null
		[ -f "$got" ] || got=/dev/null
		diff -u --label "wanted $file" --label "got $file" "$want" "$got"
	done
}

update() # CASE
{
	for file in expect expect.diag expect.status; do
		if [ -f "$tap_dir/$file" ]; then
			cmp -s "$tap_dir/$file" "$1/$file" || cp "$tap_dir/$file" "$1/$file"
		else
			rm -f "$1/$file"
		fi
	done
}

for dir in "$golden"/*/*/*/; do
	[ -d "$dir" ] || continue
	dir=${dir%/}
	run_case "$dir"
	if [ "${1-}" = --update ]; then
		update "$dir"
	elif grep -qs 'moot was built without' "$tap_dir/expect.diag"; then
		tap_skip "${dir#"$golden/"}" "this moot was built without what it needs"
	else
		tap "${dir#"$golden/"}" "$(differences "$dir")"
	fi
done
[ "${1-}" = --update ] || tap_end
