#!/bin/sh
# The command line as a script sees it: what is written where, and the exit status.
. "$srcdir/tests/lib/tap.sh"
cd "$tap_dir" || exit 99

cat > blog.txt <<'END'
Thursday, 19 June 2014

Owls at the mill

Three owls were seen.


  1. Ann - no, four.

    1. Five by now.

  2. Are they loud?

Monday, 9 June 2014

A quiet week

Nothing to tell.
END

# run ARGUMENT...: the program's output in out and err, its status in $status.
run()
{
	moot "$@" > out 2> err < /dev/null
	status=$?
}

# expect STATUS: what is wrong with the last run.
expect()
{
	[ "$status" = "$1" ] || echo "exit status $status, not $1: $(head -3 err)"
}

lines() # FILE COUNT
{
	[ "$(wc -l < "$1")" -eq "$2" ] || echo "$1 has $(wc -l < "$1") lines, not $2"
}

has_not() # FILE TEXT
{
	! grep -qF -e "$2" "$1" || echo "$1 has: $2"
}

has() # FILE TEXT
{
	grep -qF -e "$2" "$1" || echo "$1 lacks: $2"
}

run --version
tap "--version prints name and version" "$(expect 0; lines out 1; has out 'moot ')"
run --help
tap "--help goes to stdout" "$(expect 0; has out Usage; lines err 0)"
for wrong in --bogus "list" "export" "search" "search x" "render" "formats x" "--width=x a" \
    "--width=-1 a" "list --format=markdownish blog.txt" "list --goto=1 blog.txt" "--from=nosuch a" \
    "--color=pink a" "--ambiguous=double a" "export --dump=nothing blog.txt"; do
	run $wrong
	tap "wrong usage is status 2 and one hint: $wrong" "$(expect 2; has err --help; lines out 0)"
done

run list blog.txt
tap "list prints a line per post" "$(expect 0; lines out 2; has out '2014-06-19  3  Owls at the mill')"
run list --format=tsv blog.txt
tap "list as tsv" "$(expect 0; has out "$(printf '1\t2014-06-19\t3\tOwls at the mill')")"
run list --format=json blog.txt
tap "list as JSON" "$(expect 0; has out '"title":"Owls at the mill"')"
run list --post=2 blog.txt
tap "list of one post" "$(expect 0; lines out 1; has out 'A quiet week')"
run list --post=9 blog.txt
tap "a post that is not there is status 1" "$(expect 1; has err 'no post 9'; lines out 0)"

run export blog.txt
tap "export gives the page back" "$(expect 0; diff blog.txt out)"
cp out exported
run export blog.txt blog.txt
tap "one source twice is two sources" "$(expect 0)"
run blog.txt
tap "without a terminal, moot SOURCE exports" "$(expect 0; diff exported out)"
moot export - < blog.txt > out 2> err
tap "- is standard input" "$(diff exported out)"
run export --format=json --post=1 blog.txt
tap "export as JSON" "$(expect 0; has out '"number":"1.1"')"

run export --output=saved.txt blog.txt
tap "--output writes a file" "$(expect 0; lines out 0; diff exported saved.txt)"
echo mine > saved.txt
run export --output=saved.txt blog.txt
tap "--output keeps a file that is there" "$(expect 2; has err 'exists and is kept'; has saved.txt mine)"
run export --output=saved.txt --force blog.txt
tap "--force replaces it" "$(expect 0; diff exported saved.txt)"
run export --output=no/such/dir/f blog.txt
tap "a file that cannot be made is said" "$(expect 2; has err 'cannot be written')"
tap "no temporary file is left" "$(ls | grep -v -x -e blog.txt -e saved.txt -e exported -e out -e err)"

run search 'five by' blog.txt
tap "search prints the address" "$(expect 0; lines out 1; has out '1#1.1: Five by now.')"
run search 'Five By' blog.txt
tap "an upper-case letter makes case count" "$(expect 1; lines out 0)"
run search 'f[io]ve\s(by|at) now' blog.txt
tap "a pattern is a regular expression" "$(expect 0; lines out 1)"
run search 'five (by' blog.txt
tap "what is no pattern is said, with the place" "$(expect 2; lines out 0; has err 'parenthesis (at 8)')"
printf 'Thursday, 19 June 2014\n\nA Post\n\nUn \303\251t\303\251. %060d!\n' 0 > accents.txt
run search ete accents.txt
tap "plain letters find those with accents" "$(expect 0; lines out 1)"
run search "$(printf '\303\251te')" accents.txt
tap "an accent finds only itself" "$(expect 1; lines out 0)"
run search '(0+)+$' accents.txt
tap "a pattern that takes too long is said" "$(expect 3; has err 'takes too long: 1 text left out')"
run search --format=json owls blog.txt
tap "search as JSON" "$(expect 0; has out '"address":"1"')"

printf 'no such thing\001\002' > junk.bin
run export junk.bin
tap "a source of no format is status 4" "$(expect 4; has err 'moot: junk.bin:'; lines out 0)"
run export missing.txt
tap "a source that is not there is status 4" "$(expect 4; has err 'moot: missing.txt:')"
run list blog.txt missing.txt
tap "one readable and one not is status 3" "$(expect 3; lines out 2)"
mkdir dir && cp blog.txt dir/a.txt && sed 's/Owls/Bats/' blog.txt > dir/b.txt
run list dir
tap "a directory is all its files" "$(expect 0; lines out 4)"
cp blog.txt list
run list list
tap "a source may have a command's name after the command" "$(expect 0; lines out 2)"
run ./list
tap "and by path without it" "$(expect 0; diff exported out)"

run formats
tap "formats: name, tab, label" "$(expect 0; grep -v -P '^[a-z-]+\t.' out)"
run --list-commands
tap "commands: name, keys, help" "$(expect 0; has out "$(printf 'next-comment\tJ')")"
printf '<p>one <a href="/x">two</a></p>' > f.html
run render --base=http://b.example/ f.html
tap "render resolves links" "$(expect 0; has out 'one two[1]'; has out '[1] http://b.example/x')"
printf 'ααα βββ' > f.txt
run render --type=text --width=7 f.txt
tap "characters of ambiguous width are narrow" "$(expect 0; lines out 1)"
run render --type=text --width=7 --ambiguous=wide f.txt
tap "characters of ambiguous width are wide when told so" "$(expect 0; lines out 2)"

run lsit blog.txt
tap "a command that is mistyped is told" "$(expect 2; has err "did you mean 'moot list'?")"
run lsit2.html
tap "a file that is not there is only that" "$(expect 4; has err 'lsit2.html')"
run list --fromat=text blog.txt
tap "an option that is mistyped is told" "$(expect 2; has err 'did you mean --format?')"
run --goto=1#1.1 blog.txt
tap "without a terminal --goto writes that comment" "$(expect 0; has out 'Five by now.'
	has_not out 'Are they loud?'; has_not out 'A quiet week')"
run --goto=2 blog.txt
tap "without a terminal --goto writes that post" "$(expect 0; has out 'Nothing to tell.'
	has_not out 'Three owls')"
run --goto=1#7 blog.txt
tap "without a terminal --goto says what is not there" "$(expect 1; has err 'no comment 1#7')"

run --print-config
tap "all that can be set is printed, and sets nothing" "$(expect 0; has out '#set theme default'
	has out '#bind j line-down'; has out '#color new red default bold'; grep -v -e '^#' -e '^$' out)"
mkdir -p config/moot
echo 'set nonsense' > config/moot/config
XDG_CONFIG_HOME=$PWD/config run list blog.txt
tap "what only writes does not look at the config file" "$(expect 0; lines err 0)"
run --theme=nosuch blog.txt
tap "a theme that is not there is wrong usage" "$(expect 2; has err "no theme 'nosuch'")"
tap_end
