#!/bin/sh
# Shows the six gates over the webshop: first the change as it was proposed, then as it was mended.
set -eu

binary=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

judge() {
  echo
  echo "== $2"
  sh "$here/webshop/replay.sh" "$work/$1" "$1" >/dev/null
  (cd "$work/$1" && env -i PATH="$PATH" HOME="$work" TERM="${TERM:-dumb}" "$binary" run --base main)
}

judge change "a change to the webshop: vouchers, rolled out with the image tag latest" && status=0 || status=$?
[ "$status" = 1 ] || { echo "the demo expected exit status 1 and got $status" >&2; exit 1; }
judge mended "the same change, its image pinned to a commit"
