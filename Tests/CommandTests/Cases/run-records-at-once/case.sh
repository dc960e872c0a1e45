. "$CASE/../../repository.sh"
for gate in tdd coverage security infrastructure integration performance; do
  for store in records.jsonl refs/notes/sixgate; do
    sixgate run --base main --gate $gate --quiet --record $store &
  done
done
wait
git notes --ref=sixgate show topic > notes.jsonl
for kept in records.jsonl notes.jsonl; do
  grep -c '^{"schema":"sixgate-record/1".*}$' $kept
  grep -o '"gate":"[a-z]*"' $kept | sort
done
git fsck --strict --no-dangling
