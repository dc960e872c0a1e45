# Records of deployments: none, the one of docs/deployments.md, one that is not ticked whole, one that failed, none that is
# wanted, and one that cannot be read.
. "$CASE/../../repository.sh"
say() { sed -n '/^  deployments/,/^$/p; /^[A-Z].*: /p'; }
judge() {
  git add -A . && git commit --quiet -m 'docs: a deployment' && sixgate run --base main --gate tdd --config-from head > out.txt
  echo "status $?"
  say < out.txt
}
record() {
  awk '/^```yaml$/ { inside = 1; next } /^```/ { exit } inside' "$CASE/../../../../docs/deployments.md" \
    | sed "s/2b9d784e63f675ca12f04025d2c5724bb02bd5e8/$(git rev-parse main)/"
}
rollback() {
  awk '/^```yaml$/ { inside = 1; count++; next } /^```/ { inside = 0 } inside && count == 2' \
    "$CASE/../../../../docs/deployments.md" | sed "s/9a1c55d0e7f34b21c8d6e0f9b7a2413c5d6e7f80/$(git rev-parse topic)/"
}
printf '/reports/\n/out.txt\n' > .gitignore
printf 'policy: [change-control]\n' > sixgate.yaml
folder=.sixgate/deployments
mkdir -p $folder
judge
record > $folder/2026-01-20.yaml
judge
printf '<testsuite tests="2"><testcase classname="A" name="a"/><testcase classname="A" name="b"/></testsuite>\n' > $folder/2026-01-20-staging.xml
judge
printf 'policy: [change-control, release]\n' > sixgate.yaml
judge
printf 'policy: [change-control]\n' > sixgate.yaml
record | sed 's/S3 uploads working: true/S3 upload works: true/; s/stable: true/stable: false/' > $folder/2026-01-20.yaml
judge
record | sed 's/result: passed /result: failed /' > $folder/2026-01-20.yaml
judge
{ record | sed 's/result: passed /result: failed /'; rollback; } > $folder/2026-01-20.yaml
judge
printf 'policy: [change-control]\ndeployments: { recorded: [production, production-eu] }\n' > sixgate.yaml
record | sed 's/^by: ann/bye: ::error::\\u001b[31m##[add-mask]/' > $folder/2026-01-20.yaml
judge
git rm --quiet -r .sixgate
judge
awk '/^```yaml$/ { inside = 1; count++; next } /^```/ { inside = 0 } inside && count == 3' \
  "$CASE/../../../../docs/deployments.md" > sixgate.yaml
sixgate explain --policy --config-from head | grep '^deployments'
