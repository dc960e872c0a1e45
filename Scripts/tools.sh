#!/bin/sh
# Installs programs that are not ours, which a list of PyPI's names, into a folder below .build, where Python and PyPI can
# be had; what is not there is said by whoever wants it, and is no failure.
set -u
cd "$(dirname "$0")/.."
wanted=$1
place=$2
cmp -s "$wanted" "$place/installed.txt" && exit 0
if python3 -m venv --system-site-packages "$place" && "$place/bin/pip" install --quiet --requirement "$wanted"; then
  cp "$wanted" "$place/installed.txt"
else
  echo "THE PROGRAMS OF $wanted COULD NOT BE INSTALLED"
fi
