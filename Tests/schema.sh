#!/bin/sh
# Holds the golden results against the schema with a validator that is not ours: check-jsonschema from PyPI.
# Not part of the suite: where it is not installed, this says so and succeeds.
set -eu
cd "$(dirname "$0")/.."
if ! command -v check-jsonschema >/dev/null; then
  echo "check-jsonschema is not installed (pip install check-jsonschema): nothing was checked"
  exit 0
fi
check-jsonschema --check-metaschema docs/sixgate-result.schema.json docs/sixgate-record.schema.json
check-jsonschema --schemafile docs/sixgate-result.schema.json --force-filetype json \
  Tests/ReportersTests/Golden/json/*.txt
check-jsonschema --schemafile docs/sixgate-record.schema.json --force-filetype json \
  Tests/ReportersTests/Golden/record/*.txt
