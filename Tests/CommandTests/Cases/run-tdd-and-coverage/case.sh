. "$CASE/../../repository.sh"
sixgate run --base main --gate tdd --gate coverage
echo "status $?"
sed -i 's/^DA:6,1/DA:6,0/' reports/coverage.info
sixgate run --base main --gate coverage
echo "status $?"
printf 'SF:src/sums.py\nDA:1' > reports/coverage.info
sixgate run --base main --gate coverage
