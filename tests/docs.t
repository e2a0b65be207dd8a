#!/bin/sh
# The manual, the completions, the README and the sample say what the program does, and
# nothing that it does not.  The program is asked for its tables; what cannot be asked
# is read from the tables in the source.
. "$srcdir/tests/lib/tap.sh"
assets=$srcdir/assets
manual=$builddir/assets/man/moot.1
config_manual=$builddir/assets/man/moot-config.5

# same NAME WANTED: compares the lines of $tap_dir/WANTED and $tap_dir/told, in any order.
same()
{
	sort "$tap_dir/$2" > "$tap_dir/wanted.sorted"
	sort "$tap_dir/told" > "$tap_dir/told.sorted"
	[ -s "$tap_dir/wanted.sorted" ] || echo "nothing to compare with" > "$tap_dir/wanted.sorted"
	tap "$1" "$(diff -u --label program "$tap_dir/wanted.sorted" --label text "$tap_dir/told.sorted")"
}

# items MACRO SECTION [MANUAL]: what follows .It MACRO in a section, as the reader sees it.
items()
{
	awk -v macro="$1" -v section="$2" '
	/^\.Sh / { inside = $0 == ".Sh " section }
	inside && $1 == ".It" && $2 == macro {
		sub(/^\.It [A-Za-z]+ /, "")
		gsub(/\\&/, ""); gsub(/\\\(dq/, "\""); gsub(/\\\(ha/, "^"); gsub(/\\\(aq/, "\047")
		gsub(/\\-/, "-"); gsub(/\\e/, "\\")
		print
	}' "${3-$manual}"
}

moot --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' > "$tap_dir/options"
items Fl OPTIONS | sed 's/^/-/; s/[ ,].*//' > "$tap_dir/told"
same "manual: options" options

moot --list-commands | awk -F '\t' '{
	gsub(/ /, ", ", $2)
	print $1 ($2 == "" ? "" : " Sy " $2)
}' > "$tap_dir/commands"
items Ic READING | sed 's/ Ar [A-Z]*\( [A-Z][A-Z][A-Z]*\)*//; s/ , /, /g' > "$tap_dir/told"
same "manual: commands and their keys" commands

moot formats | sed -n 's/	.*//p' > "$tap_dir/formats"
items Li FORMATS > "$tap_dir/told"
same "manual: formats" formats

sed -n 's/^DIAG([^"]*"\([^"]*\)".*/\1/p' "$srcdir/include/moot/base/diag.def" > "$tap_dir/codes"
items Sy DIAGNOSTICS | sed 's/ .*//' > "$tap_dir/told"
same "manual: diagnostics" codes

moot --print-config > "$tap_dir/config"
sed -n 's/^#set \([^ ]*\) .*/\1/p' "$tap_dir/config" > "$tap_dir/settings"
items Cm SETTINGS "$config_manual" | sed 's/ .*//' > "$tap_dir/told"
same "manual: settings" settings
sed -n 's/^#color \([^ ]*\) .*/\1/p' "$tap_dir/config" > "$tap_dir/faces"
items Cm FACES "$config_manual" > "$tap_dir/told"
same "manual: faces" faces
(cd "$assets/themes" && ls) > "$tap_dir/themes"
items Cm THEMES "$config_manual" > "$tap_dir/told"
same "manual: themes" themes

# check NAME PROGRAM COMMAND...: the command says nothing; passed over when PROGRAM is
# not there.
check()
{
	name=$1
	if ! command -v "$2" > /dev/null; then
		tap_skip "$name" "there is no $2"
		return
	fi
	shift 2
	tap "$name" "$("$@" 2>&1 || echo "exit status $?")"
}
groff_warnings() { man --warnings -l "$manual" 2>&1 > /dev/null; man --warnings -l "$config_manual" 2>&1 > /dev/null; }
metainfo_faults()
{
	appstreamcli validate --no-net --no-color "$assets/desktop/invalid.example.moot.metainfo.xml" \
		> "$tap_dir/out" || cat "$tap_dir/out"
}
check "manual: mandoc has nothing to say" mandoc mandoc -T lint -W warning "$manual" "$config_manual"
check "manual: groff has nothing to say" groff groff_warnings
check "the desktop file is valid" desktop-file-validate \
	desktop-file-validate "$assets/desktop/moot.desktop"
check "the metainfo is valid" appstreamcli metainfo_faults

sed -n '/local options=/,/--version/p' "$assets/completions/moot" | grep -o -e '--[a-z-]*' > "$tap_dir/told"
same "bash completion: options" options
sed -n '/^_arguments/,$s/.*\(--[a-z-]*\)[=[}].*/\1/p' "$assets/completions/_moot" > "$tap_dir/told"
same "zsh completion: options" options
sed -n 's/^complete .* -l \([a-z-]*\).*/--\1/p' "$assets/completions/moot.fish" > "$tap_dir/told"
same "fish completion: options" options

# offers NAME WANTED WORD ...: what bash offers for the last word.
offers()
{
	name=$1 wanted=$2
	shift 2
	if ! command -v bash > /dev/null; then
		tap_skip "$name" "there is no bash"
		return
	fi
	bash -c '. "$1"; shift; compopt() { :; }
		COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _moot; echo "${COMPREPLY[*]}"' \
		bash "$assets/completions/moot" "$@" > "$tap_dir/told" 2>&1
	tap "$name" "$(echo "$wanted" | diff -u - "$tap_dir/told")"
}
blog=$srcdir/tests/screens/panes/input
offers "bash completion: numbers of posts" '1 2 3' moot list "$blog" --post = ''
offers "bash completion: addresses of comments" '1#1.1 1#1.1.1 1#1.1.1.1 1#1.2' \
	moot "$blog" '--goto=1#1.'
offers "bash completion: sources" "$blog" moot "${blog%put}"
offers "bash completion: formats" 'json' moot export --format = js

# offers_in_fish NAME WANTED LINE: the words that fish offers, without what they mean.
offers_in_fish()
{
	if ! command -v fish > /dev/null; then
		tap_skip "fish completion: $1" "there is no fish"
		return
	fi
	HOME=$PWD/$tap_dir fish --no-config -c 'source $argv[1]; complete -C $argv[2]' -- \
		"$assets/completions/moot.fish" "$3" 2>&1 | cut -f 1 | tr '\n' ' ' > "$tap_dir/told"
	tap "fish completion: $1" "$(printf '%s ' "$2" | diff -u - "$tap_dir/told")"
}
offers_in_fish 'numbers of posts' '--post=1 --post=2 --post=3' "moot list $blog --post="
offers_in_fish 'addresses of comments' \
	'--goto=1#1.1 --goto=1#1.1.1 --goto=1#1.1.1.1 --goto=1#1.2' "moot $blog --goto=1#1."
offers_in_fish sources "$blog" "moot ${blog%put}"
offers_in_fish formats --format=json 'moot export --format=js'

# offers_in_zsh NAME PATTERN LINE: what a zsh on a terminal lists comes to match.
offers_in_zsh()
{
	if ! command -v zsh > /dev/null; then
		tap_skip "zsh completion: $1" "there is no zsh"
		return
	fi
	timeout 60 zsh -f -c '
		zmodload zsh/zpty || exit
		zpty shell zsh -f -i
		zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
		zpty -w shell "bindkey \"^I\" list-choices; LISTMAX=9999; stty -echo; echo re\"\"ady"
		zpty -r -m shell out "*ready*"
		zpty -w -n shell "$3"$'\''\t'\''
		zpty -r -m shell out "$2" || exit
		zpty -d shell' zsh "$assets/completions" "$2" "$3" > "$tap_dir/told" 2>&1
	tap "zsh completion: $1" "$([ $? -eq 0 ] || { echo 'not offered'; cat -v "$tap_dir/told"; })"
}
offers_in_zsh 'numbers of posts' '*1*On Sharing*2*A Short Note*3*' "moot list $blog --post="
offers_in_zsh 'addresses of comments' '*1#1.1 *Then draw*1#1.2 *Nine days*' "moot $blog --goto=1#1."
offers_in_zsh sources '*expect-*input*keys*' "moot $(dirname "$blog")/"
offers_in_zsh formats '*json*markdown*text*' 'moot export --format='

modes=$(moot --help | sed -n 's/^  moot \([a-z][a-z]*\).*/\1/p')
for mode in $modes; do
	for file in completions/moot completions/_moot completions/moot.fish man/moot.1.in; do
		grep -qw "$mode" "$assets/$file" || echo "$mode is not in $file"
	done
done > "$tap_dir/found"
[ -n "$modes" ] || echo "there are no commands" >> "$tap_dir/found"
tap "every command of the command line is told" "$(cat "$tap_dir/found")"

# Keys that the sample teaches must be there.
moot --list-commands | cut -f 2 | tr ' ' '\n' | sed 's/^[a-z]*:\(..*\)/\1/' > "$tap_dir/keys"
grep -o '<kbd>[^<]*</kbd>' "$assets/sample/sample.xml" | sed 's/<[^>]*>//g' | sort -u |
	while read -r key; do
		grep -qxF -e "$key" "$tap_dir/keys" || echo "there is no key $key"
	done > "$tap_dir/found"
tap "the sample teaches keys that there are" "$(cat "$tap_dir/found")"

# The README's map has every directory that there is.
(cd "$srcdir" && find src include assets tests -type d ! -path 'tests/golden/*' \
	! -path 'tests/fuzz/corpus*' ! -path 'tests/screens/*' ! -name '.*' | sed 's/^include$//; s/^include\/moot\/.*//') |
	while read -r dir; do
		[ -z "$dir" ] || grep -q "^ *$dir/* " "$srcdir/README" || echo "$dir is not on the map"
	done > "$tap_dir/found"
tap "README: the map has every directory" "$(cat "$tap_dir/found")"
cut -f 1 "$tap_dir/formats" | while read -r format; do
	grep -qw -e "$format" "$srcdir/README" || echo "the format $format is not told"
done > "$tap_dir/found"
tap "README: every format is told" "$(cat "$tap_dir/found")"
# moot does what it says it does: the case is there, and is run.
sed -n '/^Compared with others/,/^What it is not/s/^    .* [-Yp.?]   \([a-z-]*\)$/\1/p' \
	"$srcdir/README" > "$tap_dir/cases"
while read -r case; do
	[ -s "$srcdir/tests/screens/$case/keys" ] || echo "there is no case $case"
done < "$tap_dir/cases" > "$tap_dir/found"
[ "$(wc -l < "$tap_dir/cases")" -gt 30 ] || echo "few cases are named" >> "$tap_dir/found"
tap "README: what moot does is shown by a case" "$(cat "$tap_dir/found")"
for case in "$srcdir"/tests/screens/*/; do
	case=${case%/}
	grep -q "tests/screens/${case##*/}\( \|\$\)" "$srcdir/tests/unit/app.am" || echo "${case##*/}"
done > "$tap_dir/found"
tap "every screen case is shipped" "$(cat "$tap_dir/found")"
tap "README: at most 78 columns" "$(LC_ALL=C.UTF-8 grep -nE '^.{79,}' "$srcdir/README")"
tap_end
