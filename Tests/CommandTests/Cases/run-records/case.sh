echo '== a record is of a commit'
sixgate run --gate coverage --quiet --record records.jsonl
echo "status $?"
. "$CASE/../../repository.sh"
# What is kept names the second of the run.
quietly() { "$@" 2>&1 | sed -E 's/"instant":"[^"]*"/"instant":"NOW"/'; }
echo '== nothing is kept without a word'
sixgate run --base main --quiet
git for-each-ref refs/notes
echo '== kept as a note of the base, and found from there'
git checkout --quiet main
sixgate run --base main --quiet --record refs/notes/sixgate
git checkout --quiet topic
quietly git notes --ref=sixgate show main
sixgate run --base main --gate coverage --quiet --record records.jsonl --output json=result.json
grep -A2 '"notices"' result.json
echo '== kept in a file'
quietly cat records.jsonl
echo '== asked for and not there'
sixgate run --base main --gate coverage --quiet --records records.jsonl --output json=result.json
grep -A2 '"notices"' result.json
sixgate run --base main --gate coverage --quiet --records gone.jsonl --output json=result.json
grep -A2 '"notices"' result.json
echo '== mistakes'
sixgate run --base main --gate coverage --quiet --record refs/heads/main
echo "status $?"
sixgate run --base main --gate coverage --quiet --record nowhere/records.jsonl
echo "status $?"
