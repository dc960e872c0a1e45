# What keeps the history away is told with its own way out.
judge() { sixgate run --gate tdd "$@" | sed '/^$/d;/^Note: no sixgate/d'; }
echo "== nobody's repository"
mkdir none && (cd none && judge)
echo "== somebody else's"
mkdir theirs && cd theirs && git init --quiet
GIT_TEST_ASSUME_DIFFERENT_OWNER=1 judge
cd ..
echo "== without commits"
mkdir empty && cd empty && git init --quiet && judge
cd ..
echo "== bare"
git init --quiet --bare bare.git && (cd bare.git && judge)
echo "== a worktree"
mkdir repository && cd repository && . "$CASE/../../repository.sh"
git worktree add --quiet --detach ../tree topic && cd ../tree && judge --base main
