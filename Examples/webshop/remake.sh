#!/bin/sh
# Writes history.stream anew from REPOSITORY, a replay whose branches `main` and `change` were edited.
#
# Equal work must give equal SHAs, so every commit gets its author and the author's date as its
# committer. `mended` is not taken but made: its one commit names the SHA of another.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: remake.sh REPOSITORY" >&2
  exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
image=registry.example.com/webshop/web

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
git clone --quiet --bare -- "$1" "$work/shop"
cd "$work/shop"

if [ -n "$(git rev-list --merges change)" ] || ! git merge-base --is-ancestor main change; then
  echo "remake.sh: change must be a straight line on top of main" >&2
  exit 1
fi

# Prints the SHA of a new commit: commit_again TREE AUTHOR-OF DATE [PARENT], message on standard input.
commit_again() {
  GIT_AUTHOR_NAME=$(git show -s --format=%an "$2") GIT_AUTHOR_EMAIL=$(git show -s --format=%ae "$2")
  GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
  GIT_AUTHOR_DATE="$3 +0000" GIT_COMMITTER_DATE="$3 +0000"
  export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
  export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
  git stripspace | git commit-tree ${4:+-p "$4"} "$1"
}

old_main=$(git rev-parse main)
head=
for commit in $(git rev-list --reverse change); do
  date=$(git show -s --format=%at "$commit")
  head=$(git show -s --format=%B "$commit" | commit_again "$commit^{tree}" "$commit" "$date" "$head")
  [ "$commit" != "$old_main" ] || git update-ref refs/heads/main "$head"
done
git update-ref refs/heads/change "$head"

deployed=$(git show main:deploy/web.yaml | sed -n "s|.*image: $image:sha-||p")
if ! git merge-base --is-ancestor "$deployed" main 2>/dev/null; then
  echo "remake.sh: main deploys sha-$deployed, which is no commit of main; the application is at" \
    "$(git log -1 --abbrev=12 --format=%h main -- src)" >&2
  exit 1
fi

built=$(git log -1 --abbrev=12 --format=%h change -- src)
git show change:deploy/web.yaml | sed "s|image: $image:latest\$|image: $image:sha-$built|" >"$work/web.yaml"
git read-tree change
git update-index --cacheinfo "100644,$(git hash-object -w "$work/web.yaml"),deploy/web.yaml"
tree=$(git write-tree)
if [ "$tree" = "$(git rev-parse 'change^{tree}')" ]; then
  echo "remake.sh: change deploys no $image:latest, so there is nothing to mend" >&2
  exit 1
fi
date=$(($(git show -s --format=%at change) + 1800))
mended=$(commit_again "$tree" change "$date" "$head" <<MESSAGE
build: pin the web image to its commit

"latest" is another image tomorrow; the vouchers are in this one.
MESSAGE
)
git update-ref refs/heads/mended "$mended"

git fast-export --reencode=no main change mended >"$work/history.stream"
mv "$work/history.stream" "$here/history.stream"
git log --oneline --no-decorate mended
