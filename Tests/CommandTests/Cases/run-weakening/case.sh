# What an author could try with the law of their own change. The base wants all lines, and one did not run.
. "$CASE/../../repository.sh"
git checkout --quiet main
printf 'coverage:\n  lines: 100\n  branches: 50\ntdd: { mode: "off", because: it is not about that here }\n' > sixgate.yaml
git add . && git commit --quiet -m 'ci: the law'
git checkout --quiet topic && git rebase --quiet main
sed -i 's/DA:6,1/DA:6,0/' reports/coverage.info

attempt() {
  echo
  echo "== $1"
  git add --all . && git commit --quiet --allow-empty -m "chore: $1"
  sixgate run --base main --gate coverage --quiet --output terminal=- | grep -E '^[0-9] |law\.|^  *sixgate|instead|Note|break|next change'
  git reset --quiet --hard HEAD~1
}

attempt 'leave the law alone'
printf 'coverage: { lines: 10, branches: 60 }\n' > sixgate.yaml && attempt 'ask for less'
printf 'coverage: { mode: "off", because: no time }\n' > sixgate.yaml && attempt 'switch the gate off'
rm sixgate.yaml && attempt 'remove the law'
printf 'coverage: { lines: 10 }\n' > sixgate.yml && attempt 'put another file beside it'
git mv sixgate.yaml Sixgate.yaml && attempt 'change the case of its name'
printf 'coverage: { lines: 10 }\n' > loose && rm sixgate.yaml && ln -s loose sixgate.yaml && attempt 'make it a link'
printf 'coverage: {\n' > sixgate.yaml && attempt 'break it'
printf 'classify: { generated: "src/**" }\n' > sixgate.yaml && attempt 'call the source generated'
printf '*.py linguist-generated -diff\n' > .gitattributes && attempt 'hide the source in attributes'

echo
echo "== a law that is new with the change"
git checkout --quiet --orphan fresh && git rm --quiet --cached sixgate.yaml && mv sixgate.yaml ..
git commit --quiet -m 'chore: begin' && git branch --quiet old && mv ../sixgate.yaml .
git add . && git commit --quiet -m 'ci: the law'
sixgate run --base old --gate coverage | grep -E '^[0-9] |Note'

echo
echo "== the change's own law, where the caller wants it"
printf 'coverage: { lines: 10 }\n' > sixgate.yaml
sixgate run --base old --gate coverage --config-from head | grep -E '^[0-9] |Note'

echo
echo "== a base that is not to be had"
CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=gone sixgate run --quiet --output terminal=- | grep -E '^[0-9] |Note'
