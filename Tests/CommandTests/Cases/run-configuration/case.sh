. "$CASE/../../repository.sh"
printf 'coverage:\n  lines: 90\n  brunches: 80\n' > sixgate.yaml
sixgate run --base main --gate coverage
echo "status $?"
printf 'coverage:\n  lines: 100\n  reports: ["reports/*.info", "reports/gone.xml"]\ntdd:\n  mode: off\n  because: this history is older than the policy\n' > sixgate.yaml
sixgate run --base main --gate coverage --gate tdd
