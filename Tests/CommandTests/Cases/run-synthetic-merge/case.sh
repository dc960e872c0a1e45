# Of the merge that GitHub makes of a pull request and its target, the parents are judged.
. "$CASE/../../repository.sh"
git checkout --quiet -b merge main
git commit --quiet --allow-empty -m 'Main goes on'
git merge --quiet --no-ff --no-edit topic -m 'Merge 5de2b57 into main'
export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main GITHUB_REF=refs/pull/7/merge NO_COLOR=1
sixgate run --gate tdd
