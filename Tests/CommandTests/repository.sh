# Makes a small repository in the folder at hand: main, and a branch `topic` with a test before its code.
git init --quiet --initial-branch=main
mkdir -p src tests
printf 'def add(a, b):\n    return a + b\n' > src/sums.py
printf '/reports/\n' > .gitignore
git add . && git commit --quiet -m 'feat: add numbers'
git checkout --quiet -b topic
printf 'from sums import sub\n\n\ndef test_sub():\n    assert sub(3, 2) == 1\n' > tests/test_sums.py
git add . && git commit --quiet -m 'test: numbers can be taken away'
printf '\n\ndef sub(a, b):\n    return a - b\n' >> src/sums.py
git add . && git commit --quiet -m 'feat: take numbers away'
mkdir reports
printf 'SF:src/sums.py\nFN:1,add\nFN:5,sub\nFNDA:1,add\nFNDA:1,sub\nDA:1,1\nDA:2,1\nDA:5,1\nDA:6,1\nBRDA:2,0,0,1\nend_of_record\n' > reports/coverage.info
