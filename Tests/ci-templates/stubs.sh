#!/bin/sh
# Stands for every program that a template calls and that is not here: a test runner, a platform's agent, GitHub's.
set -eu
name=$(basename "$0")
echo "$name $*" >> "$LOG"
case "$name $*" in
  "python -m coverage lcov"* | "make test-with-reports")
    mkdir -p reports
    {
      echo SF:src/sums.py
      awk '/^def/ { sub(/\(.*/, "", $2); print "FN:" NR "," $2; print "FNDA:1," $2 }' src/sums.py
      echo BRDA:2,0,0,1
      awk -v covered="$IS_COVERED" 'NF { print "DA:" NR "," (covered || NR < 5) }' src/sums.py
      echo end_of_record
    } > reports/coverage.lcov
    ;;
  # The API of a platform: what lies in api/ under the last parts of an address.
  "curl --config -"*)
    grep -q 'header = "\(Authorization: Bearer t\|PRIVATE-TOKEN: r\|JOB-TOKEN: j\)"'
    while [ "$#" -gt 1 ]; do
      [ "$1" != --output ] || file=$2
      shift
    done
    answer=$HOME/api/$(printf '%s' "${1#https://api.example/}" | tr '/?&=' '____')
    if [ -f "$answer" ]; then cp "$answer" "$file" && printf 200; else printf 403; fi
    ;;
  "buildkite-agent annotate"*) cat > annotation.md ;;
  "gh api --paginate"*) [ ! -f "$HOME/comment" ] || echo "7 $(head -n 1 "$HOME/comment")" ;;
  "gh api --method GET"*) echo 12 ;;
  "gh api --method"*) cp sixgate-out/comment.md "$HOME/comment" ;;
esac
