# Read by the script tests: one line of TAP for each thing that must hold.
set -u
tap_count=0
tap_home=$PWD
tap_dir=$(mktemp -d tap.XXXXXX) || exit 99
trap 'cd "$tap_home" && rm -rf "$tap_dir"' EXIT
trap 'exit 99' HUP INT TERM

# tap NAME [FINDINGS]: holds when there is no finding.
tap()
{
	tap_count=$((tap_count + 1))
	if [ -z "${2-}" ]; then
		echo "ok $tap_count - $1"
	else
		echo "not ok $tap_count - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

tap_skip() # NAME WHY
{
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

tap_end()
{
	echo "1..$tap_count$([ $tap_count -gt 0 ] || echo " # SKIP nothing to test")"
}
