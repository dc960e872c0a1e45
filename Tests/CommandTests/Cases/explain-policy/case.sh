git init --quiet
printf 'policy: [six-gates, gitops]\ncoverage: { branches: 80 }\n' > sixgate.yaml
printf 'locked: [coverage.lines]\ncoverage: { lines: 95, branches: 85 }\n' > organisation.yaml
digest=$(sha256sum organisation.yaml | cut -d ' ' -f 1)
sixgate explain --policy=organisation.yaml --policy-sha256 "$digest"
echo
echo "== a locked key"
printf 'coverage: { lines: 90 }\n' > sixgate.yaml
sixgate run --policy organisation.yaml --policy-sha256 "$digest"
echo "status $?"
echo
echo "== another file than the one that was meant"
printf 'coverage: { lines: 1 }\n' > organisation.yaml
sixgate run --policy organisation.yaml --policy-sha256 "$digest"
echo "status $?"
sixgate run --policy organisation.yaml
echo "status $?"
echo
echo "== documents that do not agree"
printf 'policy: [six-gates, change-control]\n' > sixgate.yaml
sixgate run
