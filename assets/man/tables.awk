# Puts the program's own tables into the manuals: a line @COMMANDS@, @DIAGNOSTICS@,
# @SETTINGS@ or @FACES@ becomes the rows of that table.  Usage:
#   awk -v commands=FILE -v diagnostics=FILE -v settings=FILE -v faces=FILE \
#       -f tables.awk moot.1.in

# Leaves the strings of a row of a table in string[1], string[2], ...
function strings_of(row, count)
{
	while (match(row, /"([^"\\]|\\.)*"/)) {
		string[++count] = substr(row, RSTART + 1, RLENGTH - 2)
		gsub(/\\"/, "\"", string[count])
		gsub(/\\\\/, "\\\\", string[count])
		row = substr(row, RSTART + RLENGTH)
	}
	return count
}

# Text that the formatter takes as it stands.
function literal(text)
{
	gsub(/\\/, "\\e", text)
	gsub(/"/, "\\(dq", text)
	gsub(/-/, "\\-", text)
	gsub(/\^/, "\\(ha", text)
	gsub(/'/, "\\(aq", text)
	return text
}

function sentence(text)
{
	return literal(toupper(substr(text, 1, 1)) substr(text, 2))
}

# The keys of a command; the escape keeps punctuation from being read as such.
function keys(list, key, count, i, out)
{
	count = split(list, key, " ")
	for (i = 1; i <= count; i++)
		out = out (i == 1 ? " Sy" : " ,") " \\&" literal(key[i])
	return out
}

function write_commands(row, open)
{
	while ((getline row < commands) > 0) {
		if (row ~ /^HEADING\(/ && strings_of(row)) {
			if (open) print ".El"
			print ".Ss " literal(string[1])
			print ".Bl -tag -width Ds"
			open = 1
		} else if (row ~ /^COMMAND\(/ && strings_of(row)) {
			print ".It Ic " literal(string[1]) (string[3] == "" ? "" : " Ar " string[3]) keys(string[2])
			print sentence(string[4]) "."
		}
	}
	if (open) print ".El"
}

function write_diagnostics(row)
{
	print ".Bl -tag -width Ds"
	while ((getline row < diagnostics) > 0)
		if (row ~ /^DIAG\(/ && strings_of(row)) {
			print ".It Sy " literal(string[1]) (row ~ /[ \t]NOTE,/ ? "" : row ~ /[ \t]LOSS,/ ? " Pq loss" : " Pq failure")
			print sentence(string[2]) "."
		}
	print ".El"
}

# A row may go on in the next line.
function write_settings(row, more)
{
	print ".Bl -tag -width Ds"
	while ((getline row < settings) > 0) {
		if (row !~ /^SETTING\(/) continue
		while (row !~ /"\)$/ && (getline more < settings) > 0) row = row more
		strings_of(row)
		if (string[2] == "\"\"") string[2] = "empty"
		print ".It Cm " literal(string[1]) " Ar " literal(string[3])
		print sentence(string[4]) "."
		print "Default:"
		print ".Ql " literal(string[2]) " ."
	}
	print ".El"
}

function write_faces(row)
{
	print ".Bl -tag -width postauthor"
	while ((getline row < faces) > 0)
		if (row ~ /^FACE\(/ && match(row, /"[^"]*"\)$/)) {
			text = substr(row, RSTART + 1, RLENGTH - 3)
			sub(/^FACE\(/, "", row); sub(/,.*/, "", row)
			print ".It Cm " tolower(row)
			print sentence(text) "."
		}
	print ".El"
}

$0 == "@SETTINGS@" { write_settings(); next }
$0 == "@FACES@" { write_faces(); next }
$0 == "@COMMANDS@" { write_commands(); next }
$0 == "@DIAGNOSTICS@" { write_diagnostics(); next }
{ print }
