#!/bin/sh
# Makes DIR a repository out of history.stream, checks BRANCH out (change or mended), and puts the
# evidence into DIR/reports, where the jobs of a CI run would have left it.
set -eu

if [ $# -ne 2 ]; then
  echo "usage: replay.sh DIR change|mended" >&2
  exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
directory=$1
branch=$2

if [ -e "$directory" ] && [ -n "$(ls -A -- "$directory")" ]; then
  echo "replay.sh: $directory is not empty, and only an empty or a new folder is taken" >&2
  exit 2
fi

# Git sets these inside a hook, where they would send every command below to that repository.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

git init --quiet --initial-branch=main --template= -- "$directory"
cd -- "$directory"
git fast-import --quiet <"$here/history.stream"
git checkout --quiet "$branch" --
mkdir reports
cp -R -- "$here/evidence/." reports/
