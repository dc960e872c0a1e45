# An old repository with coverage and test reports alone, from its first day to the end of its adoption.
git init --quiet --initial-branch=main
mkdir -p src reports
printf 'def pay(a):\n    if a < 0:\n        raise ValueError\n    return a\n' > src/pay.py
printf '/reports/\n' > .gitignore
git add . && git commit --quiet -m 'Initial import'
printf '<testsuite><testcase classname="t" name="a"/></testsuite>' > reports/junit.xml
printf 'SF:src/pay.py\nFN:1,pay\nFNDA:1,pay\nDA:1,1\nDA:2,1\nDA:3,0\nDA:4,1\nBRDA:2,0,0,0\nBRDA:2,0,1,1\nend_of_record\n' > reports/coverage.info

echo "== the first day"
sixgate init | sed 's/^/  /'
sixgate init
echo "status $?"
sed -i 's/^until: .*/until: 2099-12-31/' sixgate.yaml
git add . && git commit --quiet -m 'ci: adopt the six gates'
days() { sed -E 's/[0-9]+ days left/N days left/; s/in [0-9]+ days?/in N days/'; }

echo
echo "== a change that makes nothing worse"
git checkout --quiet -b first
printf '# pays\n' > README.md && git add . && git commit --quiet -m 'Write a readme'
printf '\n\ndef fee(a):\n    return a\n' >> src/pay.py
git add . && git commit --quiet -m 'feat: fees'
printf 'SF:src/pay.py\nFN:1,pay\nFN:7,fee\nFNDA:1,pay\nFNDA:1,fee\nDA:1,1\nDA:2,1\nDA:3,0\nDA:4,1\nDA:7,1\nDA:8,1\nBRDA:2,0,0,0\nBRDA:2,0,1,1\nend_of_record\n' > reports/coverage.info
sixgate run --base main | days
echo "status $?"

echo
echo "== a change that brings a line that never runs"
sed -i 's/DA:8,1/DA:8,0/' reports/coverage.info
sixgate run --base main --gate coverage | days

echo
echo "== the same when adoption has ended"
git checkout --quiet main && sed -i 's/^until: .*/until: 2026-01-01/' sixgate.yaml
git add . && git commit --quiet -m 'ci: the end' && git checkout --quiet first && git rebase --quiet main
sixgate run --base main --gate coverage | days
