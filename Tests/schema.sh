#!/bin/sh
# Holds golden results, every sixgate.yaml of the tree and the examples of docs/settings.md against their schemas, with
# a validator that is not ours: check-jsonschema from PyPI. Not part of the suite: where it is not installed, this says
# so and succeeds. $1 is sixgate, else the one of the debug build.
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

sixgate=$(realpath "${1:-.build/debug/sixgate}")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$sixgate" schema > "$place/schema.json"
check-jsonschema --check-metaschema "$place/schema.json"
held() { check-jsonschema --schemafile "$place/schema.json" --default-filetype yaml "$@"; }

# Policies of the tree, and those that the transcripts of commands begin with.
held sixgate.yaml
git ls-files -z 'Examples/**sixgate.y*ml' | xargs -0 -r check-jsonschema --schemafile "$place/schema.json"
for case in Tests/CommandTests/Cases/*/case.sh; do
  name=$(basename "$(dirname "$case")")
  sed -n '/sixgate\.yaml <</,/^YAML$/p' "$case" | sed '1d;$d' > "$place/$name.yaml"
  if [ ! -s "$place/$name.yaml" ]; then rm "$place/$name.yaml"; fi
done
held "$place"/*.yaml
rm "$place"/*.yaml

# What docs show of a policy; and of the table of settings each row: the last cell, below the keys of the first.
python3 - docs/settings.md "$place" README.md docs/*.md <<'PYTHON'
import json, re, sys
keys = json.load(open(f"{sys.argv[2]}/schema.json"))["properties"]
for page in sys.argv[3:]:
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", open(page).read(), re.M | re.S)):
        if block.split(":")[0] in keys:
            with open(f"{sys.argv[2]}/{page.replace('/', '-')}-{number}.yaml", "w") as file:
                file.write(block)
            print(f"block {number + 1} of {page}")
rows = [line.strip("| \n") for line in open(sys.argv[1]) if line.startswith("| `")]
for row in rows:
    cells = [cell.replace("\\|", "|") for cell in re.split(r" (?<!\\)\| ", row)]
    name, example = cells[0].strip("`"), cells[-1].strip("`")
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(name.replace("NAME", "shop").split("."))]
    with open(f"{sys.argv[2]}/{name}.yaml", "w") as file:
        file.write("\n".join(lines) + f" {example}\n")
print(f"{len(rows)} examples of docs/settings.md")
PYTHON
held "$place"/*.yaml

# The schema refuses what sixgate refuses.
for wrong in 'coverge: {}' 'coverage: { lines: -1 }' 'mode: adapt' 'components: { named: { a: { pats: b } } }' \
  'until: 31.12.2026' 'policy: six-gate'; do
  printf '%s\n' "$wrong" > "$place/wrong.yaml"
  if held "$place/wrong.yaml" > /dev/null; then
    echo "the schema takes $wrong"
    exit 1
  fi
done
