# Every call of sixgate that stands in a block of sh in the docs can be made: none is a mistake, which would be status 2.
top=$CASE/../../../..
. "$CASE/../../repository.sh"
cd "$top" && files=$(ls README.md docs/*.md docs/*/*.md) && cd "$HOME"
for file in $files; do
  awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside && /^sixgate / { sub(/ +#.*/, ""); print }' "$top/$file" \
    | while read -r call; do
      rm -rf copy && git clone --quiet . copy 2> /dev/null && cd copy && git branch --quiet main origin/main && cp -r ../reports .
      mkdir test-results
      printf '%s: ' "$file: $call"
      eval "$call" > ../told 2>&1 < /dev/null
      status=$?
      cd ..
      echo "[$status]"
      if [ "$status" -gt 1 ]; then cat told; fi
    done
done
