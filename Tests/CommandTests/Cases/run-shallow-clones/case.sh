# A shallow clone that holds the change is judged; one that does not says what would bring the rest, and that does.
mkdir origin && cd origin && . "$CASE/../../repository.sh"
git checkout --quiet main
git commit --quiet --allow-empty -m 'chore: main goes on'
cd ..
here=$PWD
judge() { sixgate run --gate tdd "$@" | sed '/^$/d;/^Note: no sixgate/d'; }

echo "== deep enough"
git clone --quiet --depth 3 --branch topic --no-single-branch "file://$here/origin" deep && cd deep
judge --base "$(git rev-parse HEAD~2)"
cd ..

echo "== too shallow, on GitHub"
git clone --quiet --depth 2 --branch topic "file://$here/origin" github && cd github
export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_BASE_REF=main NO_COLOR=1
judge
git fetch --quiet --no-tags --unshallow origin +refs/heads/main:refs/remotes/origin/main
judge
unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_BASE_REF
cd ..

echo "== too shallow, on GitLab"
git clone --quiet --depth 2 --branch topic "file://$here/origin" gitlab && cd gitlab
export GITLAB_CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=topic
export CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git -C "$here/origin" merge-base main topic)
judge
git fetch --quiet --no-tags --shallow-exclude=main origin topic && git fetch --quiet --no-tags --deepen=1 origin topic
judge
git rev-list --count HEAD
cd ..

echo "== base is there and what lies between is not"
unset GITLAB_CI CI_MERGE_REQUEST_TARGET_BRANCH_NAME CI_MERGE_REQUEST_SOURCE_BRANCH_NAME CI_MERGE_REQUEST_DIFF_BASE_SHA
git clone --quiet --depth 1 --branch topic --no-single-branch "file://$here/origin" cut && cd cut
judge --base origin/main
