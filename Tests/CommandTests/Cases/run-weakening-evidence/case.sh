# What an author could try with their own source and reports. The base wants all lines and no mark that leaves one out,
# and of what the change brings one did not run.
. "$CASE/../../repository.sh"
git checkout --quiet main
cat > sixgate.yaml <<'YAML'
coverage:
  excluded: 0
  when-not-measured: { branches: our tool has none, functions: our tool has none }
  exclude: ["tools/**"]
tdd: { mode: "off", because: it is not about that here }
security: { rules: { security.no-evidence: warn } }
YAML
git add . && git commit --quiet -m 'ci: the law'
git checkout --quiet topic && git rebase --quiet main
report() { printf 'SF:%s\nDA:1,1\nDA:2,1\nDA:5,1\nDA:6,%s\nend_of_record\n' "$1" "$2" > reports/coverage.info; }

attempt() {
  echo
  echo "== $1"
  git add --all . && git commit --quiet --allow-empty -m "chore: $1"
  sixgate run --base main --gate "${2:-coverage}" --quiet --output terminal=- \
    | grep -E '^[0-9] |^  [a-z]+\.[a-z-]+[, (]|^    [^ ]'
  git reset --quiet --hard HEAD~1
  report src/sums.py 0
  rm -f reports/*.json reports/*.sarif
}

report src/sums.py 0
attempt 'leave all as it is'
printf 'SF:src/other.py\nDA:1,1\nend_of_record\n' > reports/coverage.info
attempt 'leave the file out of the report'
report SRC/Sums.py 1
attempt 'measure a file whose name has another case'
rm reports/coverage.info
sed -i 's/return a - b/return a - b  # pragma: no cover/' src/sums.py
cat > reports/coverage.json <<'JSON'
{"meta":{"format":3,"version":"7.6.1"},"files":{"src/sums.py":{"executed_lines":[1,2,5],"missing_lines":[],"excluded_lines":[6],"summary":{"covered_lines":3,"num_statements":3,"percent_covered":100.0,"excluded_lines":1,"missing_lines":0}}},"totals":{"covered_lines":3,"num_statements":3,"percent_covered":100.0,"excluded_lines":1,"missing_lines":0}}
JSON
attempt 'mark the line as not to be counted'
mkdir tools && git mv src/sums.py tools/sums.py && report tools/sums.py 0
attempt 'move the source to where it does not count'
git mv src/sums.py tests/test_more_sums.py && report tests/test_more_sums.py 0
attempt 'call the source a test'
git mv src/sums.py src/Sums.PY && report src/Sums.PY 0
attempt 'change the case of its name'
mkdir -p vendor && git mv src/sums.py vendor/sums.py && ln -s ../vendor/sums.py src/sums.py && report src/sums.py 0
attempt 'put a link in its place'
git init --quiet sub && mv src/sums.py sub && (cd sub && git add . && git commit --quiet -m 'feat: sums') && rmdir src && mv sub src
attempt 'put a submodule in its place' 2> told
rm -rf src && git checkout --quiet -- src
printf '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"semgrep"}},"results":[{"ruleId":"sql","level":"error","message":{"text":"injection"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/sums.py"},"region":{"startLine":6}}}],"suppressions":[{"kind":"inSource"}]}]}]}' > reports/scan.sarif
attempt 'suppress a finding in the source' security
printf '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"semgrep"}},"results":[{"ruleId":"sql","level":"error","message":{"text":"injection"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/sums.py"},"region":{"startLine":6}}}]}]}]}' > reports/scan.sarif
mkdir -p .sixgate/waivers
cat > .sixgate/waivers/mine.yaml <<YAML
id: mine
rule: security.high
reason: third-party
justification: it is said to be fixed soon by those who wrote it, and we wait for them
risk: somebody reads what is not theirs through the form of the search
mitigation: the form is behind a login that only the people of the shop have
issue: "#1"
follow-up: "#2"
requester: eve
approvals: [{ by: eve, on: $(date -u +%F) }, { by: mallory, on: $(date -u +%F) }]
created: $(date -u +%F)
expires: $(date -u -d +7days +%F)
YAML
attempt 'waive a finding by oneself' security
