#!/bin/sh
# Libraries that are loaded when they are first needed: what needs none loads none, and one
# that cannot be loaded is said where it is needed, and costs what needs it only.  An empty
# file that is found first under a library's name is such a one.
. "$srcdir/tests/lib/tap.sh"
. "$srcdir/tests/lib/tmux.sh"

if ! grep -q '^#define HAVE_DLOPEN' config.h; then
	tap_skip 'a library that cannot be loaded is said' 'this moot is linked with all of them'
	tap_end
	exit
fi

golden=$srcdir/tests/golden
text=$srcdir/tests/screens/new/input

# soname LIBRARY: its name at run time; nothing where this moot does without it.
soname()
{
	sed -n "s/^#define $1_SONAME \"\(.*\)\"/\1/p" config.h
}

# broken LIBRARY: prints the directory in which it is empty.
broken()
{
	mkdir -p "$tap_dir/$1"
	: > "$tap_dir/$1/$(soname "$1")"
	echo "$PWD/$tap_dir/$1"
}

# without LIBRARY STATUS COMMAND...: it must end so and name the library.
without()
{
	library=$1 status=$2
	shift 2
	LD_LIBRARY_PATH=$(broken "$library") "$@" > "$tap_dir/out" 2> "$tap_dir/err"
	found=$?
	[ "$found" = "$status" ] || echo "exit status $found instead of $status"
	grep -q "$(soname "$library"): " "$tap_dir/err" || cat "$tap_dir/err"
}

is_used() # LIBRARY WHAT STATUS COMMAND...
{
	what=$2 name=$1 status=$3
	shift 3
	if [ -n "$(soname "$name")" ]; then
		tap "$what without $(soname "$name")" "$(without "$name" "$status" "$@")"
	else
		tap_skip "$what" 'built without'
	fi
}

cat > "$tap_dir/wide.xml" << 'EOF'
<feed xmlns="http://www.w3.org/2005/Atom"><title>Kiln</title><id>tag:k</id>
<entry><id>tag:k,1</id><title>First firing</title><content>Warm.</content></entry>
<four_à_bois/>
<entry><id>tag:k,2</id><title>Second firing</title><content>Hot.</content></entry></feed>
EOF

is_used LIBXML2 'a wide name cannot be passed' 3 moot list "$tap_dir/wide.xml"
tap 'what is before it is read' "$(grep -q 'First firing' "$tap_dir/out" || cat "$tap_dir/out")"
is_used JANSSON 'JSON cannot be read' 4 moot list "$golden/json/json-thread/too-deep/input.json"
tar cf "$tap_dir/text.tar" -C "$(dirname "$text")" "$(basename "$text")"
is_used LIBARCHIVE 'an archive cannot be read' 4 moot list "$tap_dir/text.tar"
is_used ZLIB 'gzip data cannot be read' 4 moot list "$golden/list/sources/cut-gzip/input.gz"
is_used PCRE2 'nothing can be searched' 2 moot search ferry "$text"

needs_none()
{
	for library in LIBXML2 JANSSON LIBARCHIVE ZLIB PCRE2 SQLITE CHAFA LIBPNG LIBJPEG; do
		[ -z "$(soname $library)" ] || : > "$tap_dir/all/$(soname $library)"
	done
	LD_LIBRARY_PATH=$PWD/$tap_dir/all moot export "$@" 2>&1 > "$tap_dir/out"
	moot export "$@" | cmp - "$tap_dir/out" 2>&1
}
mkdir "$tap_dir/all"
tap 'a text is read without any of them' "$(needs_none "$text")"
tap 'so is an export' "$(needs_none "$golden/model/blogger-atom/children-first/input.xml")"

reads_without_state()
{
	tmux_need
	tmux_start 120x24
	tmux_run "env LD_LIBRARY_PATH=$(broken SQLITE) moot --goto=1 $text"
	tmux_wait 'the reading state cannot be used' && tmux_wait 'The ferry stops at nine'
	tmux_stop
}
if command -v tmux > /dev/null; then
	tap 'a blog is read without its state without SQLite' "$(reads_without_state)"
else
	tap_skip 'a blog is read without its state' 'tmux is not installed'
fi
tap_end
