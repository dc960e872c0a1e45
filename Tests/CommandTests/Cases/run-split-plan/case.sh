# What is told about a range that breaks the order can be pasted, and mends it.
. "$CASE/../../repository.sh"
git checkout --quiet -b mixed main && mkdir tests
printf '\n\ndef mul(a, b):\n    return a * b\n' >> src/sums.py
printf 'from sums import mul\n\n\ndef test_mul():\n    assert mul(3, 2) == 6\n' > tests/test_sums.py
git add . && git commit --quiet -m 'feat(sums): multiply "numbers" $(touch hacked)'
printf 'def total(x):\n    return sum(x)\n' > src/totals.py
git add . && git commit --quiet -m 'feat: totals'
printf 'from totals import total\n\n\ndef test_total():\n    assert total([1]) == 1\n' > tests/test_totals.py
git add . && git commit --quiet -m 'test: totals'
sixgate run --base main --gate tdd > told.txt
cat told.txt
sed -n '/^cat >/,/^GIT_SEQUENCE/p' told.txt > paste.sh
rm told.txt && mv paste.sh .git/ && sh .git/paste.sh > /dev/null 2>&1
git log --reverse --format=%s main..
sixgate run --base main --gate tdd --output markdown=.git/page.md
sed -n '/Cycles/,$p' .git/page.md
ls hacked 2>&1
