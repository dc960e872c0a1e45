# Annotations, the step summary and the outputs, without a token.
. "$CASE/../../repository.sh"
sed -i 's/^DA:6,1/DA:6,0/' reports/coverage.info
export GITHUB_ACTIONS=true GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY="$PWD/summary.md" GITHUB_OUTPUT="$PWD/outputs"
sixgate run --base main --gate coverage
echo "status $?"
cat summary.md outputs
