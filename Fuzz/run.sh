#!/bin/sh
# Fuzzes each parser for FUZZ_SECONDS (default 20), from the fixtures of the tests; `Fuzz/run.sh NAME…` some of them.
# What breaks one is left in .build/fuzz/NAME.
set -eu
cd "$(dirname "$0")/.."

SIXGATE_FUZZ=1 "${SWIFT:-swift}" build -c release --product Fuzz --scratch-path .build/fuzz-build \
  -Xswiftc -use-ld=lld >/dev/null
fuzz=$PWD/.build/fuzz-build/release/Fuzz
# Without this the toolchain's own tracer may hang behind a crash.
export SWIFT_BACKTRACE=enable=no
failed=""
for name in ${*:-$("$fuzz")}; do
  corpus=.build/fuzz/$name
  mkdir -p "$corpus"
  [ ! -d "Tests/Fixtures/$name" ] || cp "Tests/Fixtures/$name"/* "$corpus"
  printf '%-24s' "$name"
  if FUZZ_TARGET=$name "$fuzz" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
    -artifact_prefix="$corpus/broke-" "$corpus" >".build/fuzz/$name.log" 2>&1; then
    grep -o 'Done [0-9]* runs' ".build/fuzz/$name.log"
  else
    echo "BROKE, see .build/fuzz/$name.log"
    failed="$failed $name"
  fi
done
[ -z "$failed" ]
