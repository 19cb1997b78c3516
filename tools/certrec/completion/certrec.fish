# Completion of certrec(1) for fish: made by `certrec completion fish`.

function __certrec_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer ($words[1] complete fish $words[2..-1] "$current" 2>/dev/null </dev/null)
    printf '%s\n' $answer[2..-1]
    set -l before (string match -r -- '^--[^=]*=' "$current")
    set -l typed (string replace -r -- '^--[^=]*=' '' "$current")
    set -l paths
    switch " $answer[1] "
        case '* files *'
            set paths (__fish_complete_path "$typed")
        case '* folders *'
            set paths (__fish_complete_directories "$typed" '')
        case '* toml *'
            set paths (__fish_complete_path "$typed" | string match -r -- '.*(?:/|\.toml)(?:\t.*)?$')
    end
    for path in $paths
        echo "$before"$path
    end
end

complete -c certrec -f -a '(__certrec_complete)'
