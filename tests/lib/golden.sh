# Read by the tests that run golden cases: tests/golden.t tells what is in their folders.
golden=$srcdir/tests/golden

run() # STAGE ARGUMENT...
{
	stage=$1
	shift
	case $stage in
	source | model | doc | lines) moot export --dump="$stage" "$@" ;;
	export) moot export --width=0 "$@" ;;
	json) moot export --format=json "$@" ;;
	*) moot "$stage" "$@" ;;
	esac
}

# Runs the case of directory $1, from within that of its inputs, so that messages name
# them without a path; leaves what came out in $tap_dir.
run_case()
{
	dir=$1
	stage=${dir#"$golden/"}
	stage=${stage%%/*}
	out=$PWD/$tap_dir
	from=$dir
	[ ! -f "$dir/of" ] || from=$golden/$(cat "$dir/of")
	set --
	if [ -f "$dir/args" ]; then
		while IFS= read -r argument; do
			set -- "$@" "$argument"
		done < "$dir/args"
	fi
	(
		cd "$from" || exit 99
		run "$stage" "$@" input* > "$out/expect" 2> "$out/expect.diag" < /dev/null
	)
	echo $? > "$out/expect.status"
	[ -s "$out/expect.diag" ] || rm -f "$out/expect.diag"
	[ "$(cat "$out/expect.status")" != 0 ] || rm -f "$out/expect.status"
}
