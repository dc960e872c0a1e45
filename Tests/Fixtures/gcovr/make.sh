#!/bin/sh
# Writes gcovr's reports anew (PyPI: gcovr), its summary in ../gcovr-summary and Coveralls' job in ../coveralls.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools && tools/bin/pip install --quiet gcovr
cat > sign.cpp <<'CPP'
template <class T> T twice(T n) {
  return n > 0 ? n + n : n;
}

int never() { return 1; }  // GCOVR_EXCL_LINE

int sign(int n) {
  if (n < 0 || n > 100)
    return -1;
  return 1;
}

int main() {
  return sign(2) + twice(-2) + (int)twice(0.5);
}
CPP
g++ --coverage -o sign sign.cpp && ./sign
git init -q . && git -c user.name=ann -c user.email=ann@example.com commit -q --allow-empty -m none
tools/bin/gcovr --json "$here/gcovr.json" --json-summary "$here/../gcovr-summary/summary.json" \
  --coveralls "$here/../coveralls/gcovr.json" --filter sign.cpp
