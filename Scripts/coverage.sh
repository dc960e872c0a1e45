#!/bin/sh
# Writes what `make test` covered of Sources as lcov, with the toolchain's own tools: the test bundle and the
# program that CommandTests ran.
set -eu

output=$1
build=.build/debug
profile=$build/codecov/default.profdata
[ -e "$profile" ] || { echo "no $profile: run make test first" >&2; exit 1; }

tools=$(dirname "$(readlink -f "$(command -v "${SWIFT:-swift}")")")
mkdir -p "$(dirname "$output")"
"$tools/llvm-cov" export -format=lcov -instr-profile="$profile" \
  -ignore-filename-regex='(/Tests/|/\.build/)' \
  "$build/sixgatePackageTests.xctest" -object "$build/sixgate" > "$output"
