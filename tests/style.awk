# Finds breaches of the house style: one line "RULE: FILE:LINE: what" for each.
function breach(rule, what) { printf "%s: %s:%d: %s\n", rule, name, FNR, what }
function columns(line)
{
	while (match(line, /\t/))
		line = substr(line, 1, RSTART - 1) \
			substr("        ", 1 + (RSTART - 1) % 8) substr(line, RSTART + 1)
	gsub(/[\200-\277]/, "", line)
	return length(line)
}
function close_file()
{
	if (lines > (in_project ? 550 : 700) && !is_table) printf "file: %s: %d lines\n", name, lines
	if (is_header && guarded < 2) printf "guard: %s: no guard ..._%s\n", name, guard
	if (!is_header && config != 1) printf "config: %s: the first include is not config.h\n", name
}

FNR == 1 {
	if (name != "") close_file()
	name = FILENAME
	sub("^" root, "", name)
	is_header = name ~ /\.h$/
	is_table = name ~ /table/
	in_project = name ~ /^(src|include)\//
	guard = toupper(name)
	sub(/.*\//, "", guard)
	gsub(/[^A-Z0-9]/, "_", guard)
	guarded = includes = config = in_function = 0
}
{ lines = FNR }

!is_table && columns($0) > 100 { breach("layout", "wider than 100 columns") }
/[ \t]$/ { breach("layout", "blanks at the end") }
/^\t* {5,}[^ *]/ || /^ +\t/ { breach("layout", "indented with spaces") }
/^[^"]*\/\/ / || /^\t*\/\// { breach("comment", $0) }
/TODO|FIXME|(^|[^X])XXX([^X]|$)/ { breach("unfinished", $0) }

/^#(ifndef|define) [A-Z0-9_]+$/ && $2 ~ "(^|_)" guard "$" { guarded++ }
/^#include/ && ++includes == 1 { config = $0 == "#include \"config.h\"" }

in_project && /[^a-z_0-9](strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|alloca|system|popen|setlocale) ?\(/ &&
!(/setlocale/ && name ~ /^src\/(main\.c|app\/|term\/glyph\.c)/) { breach("danger", $0) }
in_project && name != "src/base/xalloc.c" &&
/[^a-z_0-9](malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf) ?\(/ { breach("danger", $0) }

/^\{$/ { in_function = FNR }
/^\}/ && in_function {
	functions++
	length_of = FNR - in_function - 1
	if (length_of > 60) long++
	if (length_of > 100) breach("function", length_of " lines")
	in_function = 0
}
END {
	close_file()
	if (long * 10 > functions) printf "functions: %d of %d are longer\n", long, functions
}
