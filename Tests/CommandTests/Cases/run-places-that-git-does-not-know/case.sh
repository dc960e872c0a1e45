# What keeps the history away is told with its own way out.
judge() { sixgate run --gate tdd "$@" | sed '/^$/d;/^Note: no sixgate/d'; }
echo "== nobody's repository"
mkdir none && (cd none && judge)
echo "== somebody else's, which git does not trust"
mkdir theirs programs && cd theirs && git init --quiet
printf '#!/bin/sh\necho "fatal: detected dubious ownership in repository at here" >&2\nexit 128\n' > ../programs/git
chmod +x ../programs/git
PATH="$HOME/programs:$PATH" judge
cd ..
echo "== without commits"
mkdir empty && cd empty && git init --quiet && judge
cd ..
echo "== bare"
git init --quiet --bare bare.git && (cd bare.git && judge)
echo "== a worktree"
mkdir repository && cd repository && . "$CASE/../../repository.sh"
git worktree add --quiet --detach ../tree topic && cd ../tree && judge --base main
