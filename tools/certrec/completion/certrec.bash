# Completion of certrec(1) for bash: made by `certrec completion bash`.

_certrec() {
  local program=${COMP_WORDS[0]/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} answer
  [ "$current" = = ] && current=
  COMPREPLY=()
  mapfile -t answer < <("$program" complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
  COMPREPLY=("${answer[@]:1}")
  # Outside of a line that is being typed, compopt has nothing to set.
  case " ${answer[0]} " in
    *' open '*) compopt -o nospace 2>/dev/null ;;
    *' files '*) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    *' folders '*) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *' toml '*)
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(
        compgen -d -- "$current"
        compgen -f -X '!*.toml' -- "$current"
      )
      ;;
  esac
  case " ${answer[0]} " in
    *' files '* | *' folders '* | *' toml '*) compopt -o filenames 2>/dev/null ;;
  esac
  return 0
}

complete -F _certrec certrec
