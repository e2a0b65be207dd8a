# Puts the program's own tables into the manual: a line @COMMANDS@ or @DIAGNOSTICS@ of
# moot.1.in becomes the rows of that table.  Usage:
#   awk -v commands=FILE -v diagnostics=FILE -f tables.awk moot.1.in

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

$0 == "@COMMANDS@" { write_commands(); next }
$0 == "@DIAGNOSTICS@" { write_diagnostics(); next }
{ print }
