. "$CASE/../../repository.sh"
sixgate run --base main --gate coverage --output json=- 
sixgate run --base main --gate coverage --quiet --output markdown=report.md --output json=report.json
cat report.md
sixgate run --base main --gate coverage --quiet --output json=gone/report.json
echo "status $?"
