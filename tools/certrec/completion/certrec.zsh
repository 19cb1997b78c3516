#compdef certrec
# Completion of certrec(1) for zsh: made by `certrec completion zsh`.

_certrec() {
  local line found=1
  local -a answer described
  answer=("${(@f)$("${(Q)words[1]/#\~/$HOME}" complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  for line in "${(@)answer[2,-1]}"; do
    described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  local -a after
  [[ " $answer[1] " = *' open '* ]] && after=(-S '')
  (( $#described )) && _describe -V -t values value described "${(@)after}" && found=0
  [[ $PREFIX = --*=* ]] && compset -P '*='
  case " $answer[1] " in
    *' files '*) _files && found=0 ;;
    *' folders '*) _files -/ && found=0 ;;
    *' toml '*) _files -g '*.toml' && found=0 ;;
  esac
  return found
}

# A file of the path for functions is run to complete; a script that is sourced only declares.
if [[ $zsh_eval_context[-1] = loadautofunc ]]; then
  _certrec "$@"
elif (( $+functions[compdef] )); then
  compdef _certrec certrec
fi
