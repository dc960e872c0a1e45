# The change itself: what GitHub's event says, what a file says where a platform does not, and what came to main.
. "$CASE/../../repository.sh"
judge() { sixgate run --gate tdd --config-from head "$@" > out.txt; echo "status $?"; sed -n '/^  change/,/^$/p; /^[A-Z].*: /p' out.txt; }
event() { # TITLE BODY
  cat > event.json <<JSON
{"pull_request": {"title": "$1", "body": $2, "labels": [], "head": {"ref": "topic"}, "base": {"ref": "main"}}}
JSON
}
printf 'policy: [six-gates, gitops]\n' > sixgate.yaml
echo '# nobody tells of a pull request, nor does who was to'
judge --base main
printf '{"schema": "sixgate-reviews/1", "unavailable": "the answer was 503"}' > reports/reviews.json
judge --base main --reviews reports/reviews.json
echo '# one that is sound but for its branch, and one that is hostile'
export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH="$PWD/event.json" GITHUB_BASE_REF=main \
  GITHUB_HEAD_REF=topic GITHUB_REF=refs/pull/12/merge NO_COLOR=1
git update-ref refs/remotes/origin/main main
event 'Take numbers away' '"Numbers can be taken away now, as the shop asks for. Closes #7."'
judge
event '[HOTFIX] ::error::x ##[add-mask]y \u001b[31m' '"<!-- What and why -->"'
judge
echo '# an event that is cut short, and main that has moved on'
echo '{"pull_request": {"title": ' > event.json
git checkout --quiet main && git commit --quiet --allow-empty -m 'docs: nothing at all' && git checkout --quiet topic
git update-ref refs/remotes/origin/main main
judge
unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_BASE_REF GITHUB_HEAD_REF GITHUB_REF
echo '# Azure tells no title, and a step of the pipeline does'
export TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/hotfix/sub
git rebase --quiet main
judge
cat > reports/reviews.json <<JSON
{"schema": "sixgate-reviews/1", "author": "ann", "head": "$(git rev-parse HEAD)", "reviews": [],
 "title": "[HOTFIX] Take numbers away", "description": "Numbers can be taken away now, as the shop asks for: SHOP-7."}
JSON
judge --reviews reports/reviews.json
echo '# what it says of another commit is no word on this one'
sed -i "s/$(git rev-parse HEAD)/$(git rev-parse main)/" reports/reviews.json
judge --reviews reports/reviews.json
unset SYSTEM_PULLREQUEST_TARGETBRANCH SYSTEM_PULLREQUEST_SOURCEBRANCH
echo '# on main: two commits in a row, and a hotfix that was merged as it was'
export BUILD_SOURCEBRANCH=refs/heads/main
printf '{"schema": "sixgate-reviews/1", "direct": "no pull request brought it"}' > reports/reviews.json
judge --base main --reviews reports/reviews.json
git checkout --quiet -b line main && git merge --quiet --no-ff topic -m "Merge branch 'hotfix/sub' into 'main'"
judge --base main
