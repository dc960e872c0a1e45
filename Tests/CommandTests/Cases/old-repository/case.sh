# An old repository that has the coverage and the JUnit report of pytest alone, from its first day with sixgate to the
# end of its adoption.
git init --quiet --initial-branch=main
mkdir -p src tests reports
printf 'def pay(a):\n    if a < 0:\n        raise ValueError\n    return a\n' > src/pay.py
printf 'from pay import pay\n\n\ndef test_pay():\n    assert pay(1) == 1\n' > tests/test_pay.py
printf '/reports/\n' > .gitignore
git add . && git commit --quiet -m 'Initial import'

# As pytest-cov writes it, with --cov-branch: each argument is the number of a line and how often it ran.
coverage() {
  lines=
  for pair in "$@"; do
    branch=
    if [ "$pair" = 2=1 ]; then branch=' branch="true" condition-coverage="50% (1/2)" missing-branches="3"'; fi
    lines="$lines<line number=\"${pair%=*}\" hits=\"${pair#*=}\"$branch/>"
  done
  cat > reports/coverage.xml <<XML
<?xml version="1.0" ?>
<coverage version="7.6.1" line-rate="0" branch-rate="0"><sources><source>src</source></sources>
<packages><package name="."><classes><class name="pay.py" filename="src/pay.py"><methods/>
<lines>$lines</lines></class></classes></package></packages></coverage>
XML
}
tests() {
  cases='<testcase classname="tests.test_pay" name="test_pay" time="0.001"/>'
  for name in "$@"; do
    cases="$cases<testcase classname=\"tests.test_pay\" name=\"$name\" time=\"0.002\"><failure message=\"assert 1 == 2\"/></testcase>"
  done
  printf '<testsuites><testsuite name="pytest" tests="%s" failures="%s">%s</testsuite></testsuites>' \
    $(($# + 1)) $# "$cases" > reports/junit.xml
}
judge() {
  sixgate run --base main "$@" > told
  status=$?
  # What commits are called hangs on the day of one of them.
  sed -E 's/\b[0-9a-f]{10}([0-9a-f]{2})?\b/COMMIT/g; s/[0-9]+ days? left/N days left/; s/in [0-9]+ days?/in N days/; s/until 20[0-9]{2}-[0-9-]{5}/until DAY/; s/on 20[0-9]{2}-[0-9-]{5}/on DAY/' told
  rm told
  echo "[$status]"
}
law() {
  branch=$(git branch --show-current)
  git checkout --quiet main && sed -i "s/^until: .*/until: $1/" sixgate.yaml
  git commit --quiet -am "$2" && git checkout --quiet "$branch" && git rebase --quiet main
}
step() { printf '\n\n=== %s\n\n' "$1"; }
coverage 1=1 2=1 3=0 4=1
tests test_of_old

step 'The first day'
sixgate init
printf '\ncoverage: { when-not-measured: { functions: Cobertura of pytest has none } }\n' >> sixgate.yaml
sed -i 's/^until: .*/until: 2099-12-31/' sixgate.yaml
git add . && git commit --quiet -m 'ci: adopt the six gates'
judge --record refs/notes/sixgate
sixgate init
echo "[$?]"

step 'The first change makes nothing worse: it goes through, and what is debt is told'
git checkout --quiet -b first
printf '\n\ndef fee(a):\n    return a\n' >> src/pay.py
git commit --quiet -am 'Fees'
coverage 1=1 2=1 3=0 4=1 7=1 8=1
judge

step 'The second change brings a line that never runs'
git checkout --quiet -b second
printf '\n\ndef tax(a):\n    return a\n' >> src/pay.py
git commit --quiet -am 'feat: taxes'
coverage 1=1 2=1 3=0 4=1 7=1 8=1 11=1 12=0
judge --gate coverage

step 'The third change breaks a test that ran before; the one that failed before is debt'
coverage 1=1 2=1 3=0 4=1 7=1 8=1 11=1 12=1
tests test_of_old test_fee
judge --gate integration

step 'Ten days before the end of adoption'
tests test_of_old
law "$(date -u -d '+10 days' +%F)" 'ci: the end is near'
judge --quiet --output terminal=- --gate coverage --gate integration

step 'The day after it: the policy holds as it is written'
law 2026-01-01 'ci: the end'
judge
