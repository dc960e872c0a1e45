# A monorepo of forty services under three layers of law, from its first day to the end of its adoption.
mkdir shop && cd shop || exit
git init --quiet --initial-branch=main
days() { sed -E 's/[0-9]+ days? left/N days left/; s/in [0-9]+ days?/in N days/; s/20[0-9-]{8}, /DAY, /'; }
report() {
  mkdir -p "services/$1/reports"
  printf 'SF:src/app.py\nDA:1,1\nDA:2,%s\n%bend_of_record\n' "$2" "$3" > "services/$1/reports/coverage.info"
  printf '<testsuite name="%s" tests="1"><testcase classname="test_app" name="test_price"/></testsuite>\n' "$1" \
    > "services/$1/reports/junit.xml"
}
names=$(seq -f 'svc-%02g' 1 37; echo cart; echo checkout; echo payments)
mkdir .github libs
for name in $names; do
  mkdir -p "services/$name/src" "services/$name/tests"
  printf 'def price():\n    return 1\n' > "services/$name/src/app.py"
  printf 'from app import price\n\n\ndef test_price():\n    assert price() == 1\n' > "services/$name/tests/test_app.py"
  report "$name" 0 ''
done
printf 'def log(words):\n    print(words)\n' > libs/log.py
printf 'reports/\n' > .gitignore
printf '* @shop/platform\n/services/payments/ @shop/money @ann\n' > .github/CODEOWNERS
git add . && git commit --quiet -m 'Forty services'

# The organisation's layer lies outside of the repository, and its digest in the settings of CI.
printf 'locked: [coverage.lines, security.high]\ncoverage: { lines: 80 }\n' > ../law.yaml
digest=$(sha256sum ../law.yaml | cut -d ' ' -f 1)
judge() {
  sixgate run --base main --policy ../law.yaml --policy-sha256 "$digest" "$@" > ../told
  status=$?
  days < ../told
  echo "[$status]"
}
step() { printf '\n\n=== %s\n\n' "$1"; }

step 'The first day: the repository adopts the six gates, and says what its services are'
sixgate init | sed -n 1p
rm -r .github/workflows # the template is no part of this story
cat >> sixgate.yaml <<'YAML'
coverage:
  when-not-measured: { branches: our tool has none, functions: our tool has none }
components:
  discover: [services/*]
  named:
    checkout: { needs: [payments, cart] }
    payments: { coverage: { lines: 100 }, integration: { critical-paths: ["test_app::test_price"] } }
  shared: ["libs/**"]
  unmatched: block
evaluate: changed
owners: .github/CODEOWNERS
YAML
sed -i 's/^until: .*/until: 2099-12-31/' sixgate.yaml
grep -v '^#' sixgate.yaml
git add . && git commit --quiet -m 'ci: adopt the six gates'
judge --record refs/notes/sixgate | sed -n '1,14p; /^coverage/,/^$/{ /more$/!{ /cart/p; }; }; /^WARNED/,$p'
echo "records in refs/notes/sixgate: $(git notes --ref=sixgate list | wc -l)"

step 'The first change: payments learns a fee, with its test; checkout, which needs it, is judged too'
git checkout --quiet -b fee
printf '\n\ndef test_fee():\n    assert fee() == 2\n' >> services/payments/tests/test_app.py
git commit --quiet -am 'test: payments take a fee'
printf '\n\ndef fee():\n    return 2\n' >> services/payments/src/app.py
git commit --quiet -am 'feat: payments take a fee'
report payments 0 'DA:5,1\nDA:6,1\n'
judge

step 'The second change: a line of it does not run, and a file is nobody'\''s'
git checkout --quiet -b discount
printf '\n\ndef test_discount():\n    assert discount() == 3\n' >> services/payments/tests/test_app.py
git commit --quiet -am 'test: payments give a discount'
printf '\n\ndef discount():\n    return 3\n' >> services/payments/src/app.py
printf 'notes\n' > notes.txt
git add . && git commit --quiet -m 'feat: payments give a discount'
report payments 0 'DA:5,1\nDA:6,1\nDA:9,1\nDA:10,0\n'
judge

step 'The third change: it would rather have a softer law'
git checkout --quiet fee && git checkout --quiet -b softer
sed -i 's/lines: 100/lines: 10/; s/unmatched: block/unmatched: note/; s/@shop.money @ann/@eve/' sixgate.yaml .github/CODEOWNERS
git commit --quiet -am 'ci: less of it'
report payments 0 'DA:5,1\nDA:6,0\n'
judge --gate coverage

step 'Adoption has ended: what was debt blocks whoever touches it, and nobody else'
git checkout --quiet main && sed -i 's/^until: .*/until: 2026-01-01/' sixgate.yaml
git commit --quiet -am 'ci: the end of adoption' && git checkout --quiet fee && git rebase --quiet main
report payments 0 'DA:5,1\nDA:6,1\n'
judge
