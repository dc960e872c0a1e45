#!/bin/sh
# Writes coverage.py's reports anew (PyPI: coverage); the others are by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools && tools/bin/pip install --quiet coverage
cat > cart.py <<'PY'
class Cart:
    def total(self, prices):
        result = 0
        for price in prices:
            result += price
        if result > 100:
            return result - 1
        return result

    def drop(self): return 1


def debug(n):  # pragma: no cover
    return n


def empty():
    pass
PY
printf 'from cart import Cart\n\nassert Cart().total([1, 2]) == 3\n' > test_cart.py
tools/bin/coverage run --branch --include cart.py test_cart.py
tools/bin/coverage json -q -o "$here/branches.json"
tools/bin/coverage run --include cart.py test_cart.py
tools/bin/coverage json -q -o "$here/lines.json"
