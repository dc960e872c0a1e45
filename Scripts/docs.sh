#!/bin/sh
# Writes the generated pages of docs/ anew: the tests that hold them to the code, told to record.
set -eu

mkdir -p docs
# Tests that record fail on purpose.
if SIXGATE_RECORD=1 "${SWIFT:-swift}" test --filter 'DocsTests|CommandDocsTests' >/dev/null 2>&1; then :; fi
git --no-pager diff --stat -- docs
