. "$CASE/../../repository.sh"
git checkout --quiet main
printf '\n\ndef mul(a, b):\n    return a * b\n' >> src/sums.py
git commit --quiet -am 'Multiply numbers'
printf 'def test_mul():\n    assert True\n' > tests_mul.py
sixgate run --base HEAD~1 --gate tdd
