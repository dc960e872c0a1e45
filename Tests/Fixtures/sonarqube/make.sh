#!/bin/sh
# Writes gcovr's report anew (PyPI: gcovr); the other is by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools && tools/bin/pip install --quiet gcovr
printf 'int sign(int n) {\n  if (n < 0 || n > 100)\n    return -1;\n  return 1;\n}\n\nint main(void) { return sign(2) - 1; }\n' > sign.c
gcc --coverage -o sign sign.c && ./sign
tools/bin/gcovr --sonarqube-pretty --sonarqube "$here/gcovr.xml" --filter sign.c
