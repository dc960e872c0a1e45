#!/bin/sh
# Installs the validators that are not ours below .build, where Python and PyPI can be had; what is not there is said by
# whoever wants it, and is no failure.
set -u
cd "$(dirname "$0")/.."
place=.build/validators
wanted=Tests/ci-templates/validators.txt
cmp -s "$wanted" "$place/installed.txt" && exit 0
if python3 -m venv --system-site-packages "$place" && "$place/bin/pip" install --quiet --requirement "$wanted"; then
  cp "$wanted" "$place/installed.txt"
else
  echo "THE VALIDATORS OF $wanted COULD NOT BE INSTALLED"
fi
