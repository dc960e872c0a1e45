# Reports that cannot be written: a full disk, a folder that is not there, a file in its way, files of GitHub that are
# gone. Each is said, the others are written all the same, and a change that is blocked stays so.
. "$CASE/../../repository.sh"
judge() { sixgate run --base main --gate coverage "$@" > told; echo "status $?"; }
judge --output json=/dev/full --output markdown=report.md
head -n 1 report.md
judge --output html=gone/report.html --output sarif=src/sums.py/report.sarif
judge --record gone/records.jsonl --output junit=report.xml
ls report.xml
sixgate run --base main --gate coverage > /dev/full; echo "status $?"
sixgate run --base main --gate coverage --output json=- > /dev/full; echo "status $?"
sixgate --version > /dev/full; echo "status $?"
sixgate run --base main --gate coverage | true
export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY="$PWD/gone/summary.md" GITHUB_OUTPUT="$PWD/outputs"
judge
cat outputs
GITHUB_STEP_SUMMARY=/dev/full GITHUB_OUTPUT= judge
sed 's/^DA:6,1/DA:6,0/' reports/coverage.info > missed && mv missed reports/coverage.info
judge --output json=/dev/full
sixgate run --base main --gate coverage > /dev/full; echo "status $?"
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY GITHUB_OUTPUT
sixgate run --base main --gate coverage --quiet --output json=verdict.json; echo "status $?"
sixgate merge verdict.json --output html=/dev/full > told; echo "status $?"
