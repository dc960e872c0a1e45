# Every mistake in a call is status 2 and names the nearest right word.
for call in "" "rum" "run --bas main" "run --base" "run --gate=coverag" "run --output yaml=x" "run --output json" \
  "run extra" "run --quiet=yes" "inspect" "inspect --kubernetes" "explain" "explain coverage.line" "merge" "merge gone.json"; do
  echo "\$ sixgate $call"
  # shellcheck disable=SC2086
  sixgate $call | head -3
  sixgate $call >out 2>&1
  echo "status $?"
done
