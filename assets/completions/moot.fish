# fish completion for moot: commands, options, formats, files, addresses of posts.

# What --post and --goto take, by the sources that are on the line: numbers of posts and
# titles, or after "3#" addresses of the comments of post 3.
function __moot_addresses
    set -l sources
    for word in (commandline -opc)[2..-1]
        test -f $word -o -d $word; and set -a sources $word
    end
    test -n "$sources"; or return
    set -l post (commandline -ct | string match -r '^--[a-z]*=([^#]*)#')[2]
    if test -n "$post"
        moot search --format=tsv --post=$post . $sources 2>/dev/null |
            string replace -rf '^([^\t]*#[^\t]*)\t[^\t]*\t' '$1\t'
    else
        moot list --format=tsv $sources 2>/dev/null |
            string replace -r '^(\d+)\t[^\t]*\t\d*\t' '$1\t'
    end
end

set -l first 'not __fish_seen_subcommand_from list export search render formats'
complete -c moot -n $first -a list -d 'one line per post'
complete -c moot -n $first -a export -d 'posts with their threads'
complete -c moot -n $first -a search -d 'posts and comments whose text matches'
complete -c moot -n $first -a render -d 'one HTML fragment or text as plain text'
complete -c moot -n $first -a formats -d 'what is read and written'

complete -c moot -l post -x -a '(__moot_addresses)' -d 'only this post'
complete -c moot -l format -x -a "(moot formats | string match '*(written)'; echo tsv\tof list and search)" -d 'what to write'
complete -c moot -l output -r -d 'write to a file'
complete -c moot -l force -d 'let --output replace an existing file'
complete -c moot -l width -x -d 'wrap text at so many columns'
complete -c moot -l all -d 'also what is hidden'
complete -c moot -l from -x -a "(moot formats | string match -v '*(written)')" -d 'read as this format'
complete -c moot -l base -x -d 'what relative links are resolved against'
complete -c moot -l dump -x -a 'source model doc lines' -d 'print one stage of the work'
complete -c moot -l goto -x -a '(__moot_addresses)' -d 'start the reader there'
complete -c moot -l type -x -a 'html text' -d 'what the file of render is'
complete -c moot -l ascii -d 'draw with nothing beyond ASCII'
complete -c moot -l ambiguous -x -a 'narrow wide' -d 'columns of characters of ambiguous width'
complete -c moot -l color -x -a 'auto always never' -d 'colours in the reader'
complete -c moot -l theme -x -a 'default mono dark light shades' -d 'looks of the reader'
complete -c moot -l no-state -d 'no reading state'
complete -c moot -l no-cache -d 'no cache'
complete -c moot -l list-commands -d 'print the commands of the reader'
complete -c moot -l print-config -d 'print all settings as a config file'
complete -c moot -s h -l help -d 'print help and exit'
complete -c moot -s V -l version -d 'print the version and exit'
