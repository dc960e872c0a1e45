# What bash would offer, by its own means; the other shells' scripts by their first lines.
complete_with() {
  bash -c '. /dev/stdin; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sixgate; echo "${COMPREPLY[@]}"' bash "$@" << SCRIPT
$(sixgate completions bash)
SCRIPT
}
complete_with sixgate me
complete_with sixgate run --ga
complete_with sixgate run --gate in
complete_with sixgate merge --output s
complete_with sixgate run sixgate.y
sixgate completions zsh | head -n 3
sixgate completions fish | grep -e merge -e "'s$"
sixgate completions powershell
