#!/bin/sh
# Writes llvm-cov's reports anew, with the tools of the Swift toolchain; the others are by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tools=$(dirname "$(readlink -f "$(command -v swift)")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > sign.cpp <<'CPP'
#include <cstdio>
template <class T> T twice(T n) {
  return n + n;
}
#define POSITIVE(n) ((n) > 0)
static int sign(int n) {
  auto f = [](int m) {
    return m < 0 ? -1 : 1;
  };
  if (n < 0 || n > 100) {
    return -1;
  }

  if (POSITIVE(n)) return f(n);
  return 0;
}
int never() { return 1; }
int main() {
  printf("%d %f\n", sign(2) + twice(2), twice(1.5));
}
CPP
cat > main.swift <<'SWIFT'
func total(_ prices: [Int]) -> Int {
  guard !prices.isEmpty else { return 0 }
  let sum = prices.reduce(0) { $0 + $1 }
  return sum > 100 ? sum - 1 : sum
}

func never() {}

print(total([1, 2]))
SWIFT
export_json() { # PROGRAM OUTPUT [OPTION…]
  program=$1 output=$2
  shift 2
  LLVM_PROFILE_FILE=raw "./$program" > out
  "$tools/llvm-profdata" merge raw -o data
  "$tools/llvm-cov" export "./$program" -instr-profile data "$@" | sed "s#$work#/work#g" > "$output"
}
"$tools/clang++" -fprofile-instr-generate -fcoverage-mapping sign.cpp -o sign
export_json sign "$here/cpp.json"
export_json sign "$here/summary-only.json" -summary-only
"$tools/swiftc" -profile-generate -profile-coverage-mapping main.swift -o total
export_json total "$here/swift.json"
