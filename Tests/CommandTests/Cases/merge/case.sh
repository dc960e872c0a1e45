. "$CASE/../../repository.sh"
for gate in tdd coverage security infrastructure integration performance; do
  sixgate run --base main --gate $gate --quiet --output json=$gate.json
  echo "$gate $?"
done
sixgate merge tdd.json coverage.json security.json infrastructure.json performance.json
echo "status $?"
sixgate merge ./*.json | head -12
# Two jobs that do not agree, and one that judged another change: neither passes for the sake of the other.
sixgate merge ./*.json --quiet; echo "status $?"
sed 's/^DA:6,1/DA:6,0/' reports/coverage.info > missed && mv missed reports/coverage.info
sixgate run --base main --gate coverage --quiet --output json=again.json
sixgate merge ./*.json > told; echo "status $?"
grep -aE '^2|^Note: [0-9]|^[A-Z ]*:' told
rm again.json
sixgate run --base HEAD~1 --gate coverage --quiet --output json=coverage.json
sixgate merge ./*.json > told; echo "status $?"
grep -aE '^[1-6] |^[A-Z ]*:' told | cut -c 1-60
printf '{"schema":"sixgate-result/2"}' > other.json
sixgate merge other.json
