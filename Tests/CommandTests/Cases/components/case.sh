# A monorepo of forty services, each with a test and a report of its own, under an organisation's policy.
git init --quiet --initial-branch=main
mkdir .github libs
names=$(seq -f 'svc-%02g' 1 37; echo cart; echo checkout; echo payments)
for name in $names; do
  mkdir -p "services/$name/src" "services/$name/tests"
  printf 'def price():\n    return 1\n' > "services/$name/src/app.py"
  printf 'from app import price\n\n\ndef test_price():\n    assert price() == 1\n' > "services/$name/tests/test_app.py"
done
printf 'def log(words):\n    print(words)\n' > libs/log.py
printf '/services/*/reports/\nreports/\norganisation.yaml\n' > .gitignore
printf '# who owns what\n* @shop/platform\n/services/ @shop/services\n/services/payments/ @shop/money @ann\n' > .github/CODEOWNERS
cat > sixgate.yaml <<'YAML'
tdd: { types: [feat, test] }
coverage: { lines: 90, when-not-measured: { branches: our tool, functions: our tool } }
security: { mode: off, because: scanned elsewhere }
components:
  discover: [services/*]
  named:
    checkout: { needs: [payments, cart] }
    payments: { coverage: { lines: 100 } }
  shared: ["libs/**"]
  unmatched: warn
evaluate: changed
owners: .github/CODEOWNERS
YAML
printf 'locked: [coverage.lines]\ncoverage: { lines: 80 }\n' > organisation.yaml
git add . && git commit --quiet -m 'feat: the shop'
report() {
  mkdir -p "services/$1/reports"
  printf 'SF:src/app.py\nDA:1,1\nDA:2,%s\nend_of_record\n' "$2" > "services/$1/reports/coverage.info"
  printf '<testsuite name="%s" tests="1"><testcase classname="test_app" name="test_price"/></testsuite>\n' "$1" \
    > "services/$1/reports/junit.xml"
}
for name in $names; do report "$name" 1; done
judge() {
  sixgate run --base main --policy organisation.yaml \
    --policy-sha256 "$(sha256sum organisation.yaml | cut -d ' ' -f 1)" "$@"
  echo "status $?"
}

echo '# A change of payments judges it and what needs it.'
git checkout --quiet -b topic
printf '    # in cents\n' >> services/payments/tests/test_app.py
git commit --quiet -am 'test: payments are in cents'
printf '    # in cents\n' >> services/payments/src/app.py
git commit --quiet -am 'feat: payments in cents'
judge

echo '# Half of it does not run: its own section asks for all.'
report payments 0
judge

echo '# A file that is nobody'\''s, and one that is everybody'\''s.'
report payments 1
printf 'notes\n' > notes.txt
git add . && git commit --quiet -m 'feat: notes'
judge --gate tdd
printf '# all may log\n' >> libs/log.py
git commit --quiet -am 'feat: logs for all'
judge --gate integration --output json=result.json
grep -c '"carriedFrom"' result.json
sixgate merge result.json --quiet
