#!/bin/sh
# Judges the change with $SIXGATE_BIN/sixgate and leaves what it says in sixgate-out/; its exit status is sixgate's.
# SIXGATE_GATE names one gate of six; SIXGATE_BASE the commit to compare with, where the platform does not say it.
# SIXGATE_REVIEWS the file in which reviews.sh, or a step of yours, saved who reviewed the change.
# SIXGATE_IS_MAIN=true keeps a record in SIXGATE_RECORDS (refs/notes/sixgate, or a file) for later runs.
set -eu

records=${SIXGATE_RECORDS:-refs/notes/sixgate}
rm -rf sixgate-out
mkdir sixgate-out

case "$records" in
  refs/*)
    if git fetch --quiet origin "+$records:$records"; then
      set -- --records "$records"
    else
      echo "sixgate: origin has no $records: what was there before cannot be told from what is new"
      set --
    fi ;;
  *)
    [ -f "$records" ] || echo "sixgate: no $records yet: what was there before cannot be told from what is new"
    set -- --records "$records" ;;
esac
set -- run "$@"
if [ -n "${SIXGATE_GATE:-}" ]; then
  set -- "$@" --gate "$SIXGATE_GATE" --output "json=sixgate-out/$SIXGATE_GATE.json"
else
  set -- "$@" --output json=sixgate-out/verdict.json --output html=sixgate-out/report.html \
    --output markdown=sixgate-out/summary.md --output junit=sixgate-out/gates.xml \
    --output sarif=sixgate-out/findings.sarif --output codequality=sixgate-out/codequality.json \
    --output openmetrics=sixgate-out/metrics.txt --output warnings-ng=sixgate-out/issues.json \
    --output comment=sixgate-out/comment.md
fi
# All zeros stand for no commit.
case "${SIXGATE_BASE:-}" in *[!0]*) set -- "$@" --base "$SIXGATE_BASE" ;; esac
[ -z "${SIXGATE_REVIEWS:-}" ] || set -- "$@" --reviews "$SIXGATE_REVIEWS"
[ "${SIXGATE_IS_MAIN:-}" != true ] || set -- "$@" --record "$records"

status=0
"$SIXGATE_BIN/sixgate" "$@" || status=$?

push_record() {
  for _ in 1 2 3 4 5 6 7 8 9; do
    git push --quiet origin "$records" && return
    git fetch --quiet origin "+$records:refs/notes/theirs" || return 1
    git -c user.name=sixgate -c user.email=sixgate@localhost notes --ref="${records#refs/notes/}" \
      merge --quiet --strategy=cat_sort_uniq refs/notes/theirs || return 1
  done
  return 1
}
if [ "${SIXGATE_IS_MAIN:-}" = true ] && [ "$status" -le 1 ]; then
  case "$records" in
    refs/*) push_record || echo "sixgate: the record could not be pushed to $records: later runs compare without it" >&2 ;;
    # What a file keeps is bounded: a record is one line.
    *) tail -n 200 "$records" > "$records.new" && mv "$records.new" "$records" ;;
  esac
fi
exit "$status"
