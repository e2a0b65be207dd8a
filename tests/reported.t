#!/bin/sh
# tests/reported.txt names cases that show that what users of other readers report does
# not happen here: each of them exists, and is run.
. "$srcdir/tests/lib/tap.sh"

shows() # CASE SCREEN: the script of the case asks for that screen
{
	grep -qE "^(screen|faces|looks|copied|file [^ ]*) $2\$" "$srcdir/tests/screens/$1/keys" &&
		[ -s "$srcdir/tests/screens/$1/expect-$2" ] &&
		grep -q "tests/screens/$1\( \|\$\)" "$srcdir/tests/unit/app.am"
}

tests() # PROGRAM TEST: the program is one of the tests, and runs that
{
	grep -qE "cmocka_unit_test[a-z_]*\($2[),]" "$srcdir/tests/unit/$1.c" &&
		grep -qE "[ 	]tests/unit/$1( |\$)" "$srcdir"/tests/unit/*.am
}

prints() # FILE WORDS: the script has a line that begins so
{
	grep -qF "tests/$1.t" "$srcdir/tests/scripts.am" &&
		grep -qE "(holds|tap|check) \"$2" "$srcdir/tests/$1.t"
}

is_there() # KIND CASE [WORDS]
{
	case $1 in
	screens) shows "$2" "$3" ;;
	unit) tests "$2" "$3" ;;
	script) prints "$2" "$3" ;;
	golden) [ -f "$srcdir/tests/golden/$2/expect" ] ||
		[ -n "$(find "$srcdir/tests/golden/$2" -name 'expect*')" ] ;;
	*) false ;;
	esac
}

# Every fault has cases, and every case is there.
faults=0 cases=1
while IFS= read -r line; do
	case $line in
	''|'#'*) ;;
	'	'*)
		cases=$((cases + 1))
		echo "$line" | { read -r kind case words; is_there "$kind" "$case" "$words"; } ||
			echo "there is no$line"
		;;
	*)
		[ $cases -gt 0 ] || echo "no case for: $fault"
		faults=$((faults + 1)) cases=0 fault=$line
		;;
	esac
	echo "$faults $cases" > "$tap_dir/count"
done < "$srcdir/tests/reported.txt" > "$tap_dir/found"
tap "what others report is shown not to happen by cases" "$(cat "$tap_dir/found")"
read -r faults cases < "$tap_dir/count"
tap "there are faults, and the last has cases" \
	"$([ "$faults" -gt 50 ] && [ "$cases" -gt 0 ] || echo "$faults faults, $cases cases")"
tap_end
