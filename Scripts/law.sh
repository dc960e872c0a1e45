#!/bin/sh
# Writes the tapes anew, by which what gates/ says is built in: the test that holds them to it, told to record.
set -eu

said=$(mktemp)
trap 'rm -f "$said"' EXIT
# Tests that record fail on purpose.
if SIXGATE_RECORD=1 "${SWIFT:-swift}" test --filter TapeTests > "$said" 2>&1; then :; fi
# Where they say anything else, or nothing, some file of gates/ is not what is built in.
if ! grep -q 'recorded; run again' "$said" || grep -E 'error:|Caught error|several lines' "$said" >&2; then
  echo "make law: not all of gates/ could be written to Sources/CGates/tapes" >&2
  exit 1
fi
git --no-pager diff --stat -- Sources/CGates/tapes
