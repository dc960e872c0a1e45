. "$CASE/../../repository.sh"
for gate in tdd coverage security infrastructure integration performance; do
  sixgate run --base main --gate $gate --quiet --output json=$gate.json
  echo "$gate $?"
done
sixgate merge tdd.json coverage.json security.json infrastructure.json performance.json
echo "status $?"
sixgate merge ./*.json | head -12
printf '{"schema":"sixgate-result/2"}' > other.json
sixgate merge other.json
