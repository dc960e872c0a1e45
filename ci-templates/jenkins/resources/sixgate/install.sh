#!/bin/sh
# Puts sixgate at $SIXGATE_BIN/sixgate, from the first place that has it: SIXGATE_PATH, PATH, the tool cache,
# SIXGATE_URL (https://…, or a file). Nothing runs but what has the SHA-256 that SIXGATE_SHA256 pins.
set -eu

fail() {
  echo "sixgate: $*" >&2
  exit 2
}

case "${SIXGATE_SHA256:-}" in
  *[!0-9a-f]* | "") fail "met SIXGATE_SHA256=${SIXGATE_SHA256:-}, wanted 64 digits of 0-9 and a-f" ;;
esac
[ "${#SIXGATE_SHA256}" -eq 64 ] || fail "met ${#SIXGATE_SHA256} digits in SIXGATE_SHA256, wanted 64"
[ -n "${SIXGATE_BIN:-}" ] || fail "SIXGATE_BIN names no folder"

cache=${SIXGATE_CACHE:-${RUNNER_TOOL_CACHE:-${AGENT_TOOLSDIRECTORY:-${HOME:-/nowhere}/.cache}}}/sixgate/$SIXGATE_SHA256
mkdir -p "$SIXGATE_BIN"
new=$SIXGATE_BIN/sixgate.new

# The copy is checked, not its source, which somebody might change in between.
is_pinned() { sha256sum < "$new" | { read -r sum _ && [ "$sum" = "$SIXGATE_SHA256" ]; }; }

take() { # PLACE FILE
  [ -f "$2" ] || return 1
  cp -- "$2" "$new"
  if ! is_pinned; then
    rm -f "$new"
    echo "sixgate: $2 ($1) is not what SIXGATE_SHA256 pins" >&2
    return 1
  fi
  chmod 755 "$new"
  mv "$new" "$SIXGATE_BIN/sixgate"
  echo "sixgate: from $2 ($1)"
}

# A cache that cannot be written costs the next job a download, and nothing else.
keep() { { mkdir -p "$cache" && cp "$SIXGATE_BIN/sixgate" "$cache/sixgate"; } 2> /dev/null || true; }

fetch() { # URL
  if command -v curl > /dev/null; then
    curl --fail --silent --show-error --location --proto =https,http --max-time 300 --output "$new.part" "$1"
  elif command -v wget > /dev/null; then
    wget --quiet --timeout=300 --output-document="$new.part" "$1"
  else
    fail "neither curl nor wget is here to fetch $1; give a file instead"
  fi
}

if [ -n "${SIXGATE_PATH:-}" ]; then
  take SIXGATE_PATH "$SIXGATE_PATH" || fail "SIXGATE_PATH $SIXGATE_PATH cannot be used"
elif take PATH "$(command -v sixgate || true)" || take "tool cache" "$cache/sixgate"; then
  :
else
  case "${SIXGATE_URL:-}" in
    "") fail "sixgate is in none of SIXGATE_PATH, PATH and $cache, and SIXGATE_URL says nothing" ;;
    http://* | https://*)
      fetch "$SIXGATE_URL" || fail "$SIXGATE_URL cannot be fetched"
      take SIXGATE_URL "$new.part" || fail "$SIXGATE_URL cannot be used"
      rm -f "$new.part"
      ;;
    *) take SIXGATE_URL "${SIXGATE_URL#file://}" || fail "SIXGATE_URL $SIXGATE_URL cannot be used" ;;
  esac
  keep
fi
