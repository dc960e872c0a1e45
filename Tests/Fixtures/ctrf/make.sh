#!/bin/sh
# Writes the report of pytest-json-ctrf anew; the others are written by hand. PYTEST names a pytest that has the plugin.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/test_shop.py" <<'P'
import pytest

def test_adds(): pass
def test_sums(): assert 1 == 2, "a sum"
@pytest.mark.skip(reason="no host")
def test_ships(): pass
@pytest.mark.xfail
def test_later(): assert False
@pytest.fixture
def bank(): raise RuntimeError("no bank")
def test_pays(bank): pass
P
(cd "$work" && "${PYTEST:-pytest}" -q -p no:cacheprovider --ctrf report.json) > /dev/null || true
sed "s#$work#/work#g" "$work/report.json" > pytest.json
