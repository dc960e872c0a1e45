# Gate 1 where the tests of each commit are run: at their first commit they fail, then they pass, and so they stay.
mkdir repository && cd repository
git init --quiet --initial-branch=main
mkdir src tests
cat > run-tests.sh <<'END'
# Runs each test, and writes JUnit XML.
echo '<testsuite name="shop">' > "$SIXGATE_REPORTS/junit.xml"
for test in tests/test_*.sh; do
  if sh -e "$test" > said 2>&1; then outcome=; else outcome="<failure message='no'/>"; fi
  echo "<testcase classname='shop' name='$(basename "$test" .sh)'>$outcome</testcase>" >> "$SIXGATE_REPORTS/junit.xml"
done
# In Rust, tests stand beside the code: a test of NAME passes where NAME is.
for test in $(grep -o 'fn test_[a-z]*' src/*.rs 2> said | sed 's/.*fn test_//'); do
  if grep -q "fn $test()" src/*.rs; then outcome=; else outcome="<failure message='no'/>"; fi
  echo "<testcase classname='rust' name='$test'>$outcome</testcase>" >> "$SIXGATE_REPORTS/junit.xml"
done
echo '</testsuite>' >> "$SIXGATE_REPORTS/junit.xml"
# The status says nothing.
exit 1
END
printf 'tdd: { level: replay, replay: sh run-tests.sh }\n' > sixgate.yaml
printf 'add() { echo $(($1 + $2)); }\n' > src/sums.sh
printf '. src/sums.sh\n[ "$(add 1 2)" = 3 ]\n' > tests/test_add.sh
git add . && git commit --quiet -m 'build: a shop'
commit() { git add . && git commit --quiet -m "$1"; }
change() { git checkout --quiet -B change main; }
add_test() { printf '. src/sums.sh\n[ "$(sub 3 2)" = 1 ]\n' > tests/test_sub.sh && commit 'test: numbers can be taken away'; }
judge() {
  echo "== $1"
  shift
  sixgate run --base main --gate tdd "$@" | sed '1,2d'
  git worktree list | wc -l
}

change && add_test
printf 'sub() { echo $(($1 - $2)); }\n' >> src/sums.sh && commit 'feat: take numbers away'
sed -i 's/\$1 - \$2/$1 - ($2)/' src/sums.sh && commit 'refactor: take care of signs'
judge 'a whole cycle' --replay
judge 'nobody asked for it to be run'

sed -i 's/\$1 + \$2/$1 + $1/' src/sums.sh && commit 'refactor: spare a number'
judge 'a refactoring that breaks a test' --replay

change && printf 'true\n' > tests/test_sub.sh && commit 'test: numbers can be taken away'
printf 'sub() { echo $(($1 - $2)); }\n' >> src/sums.sh && commit 'feat: take numbers away'
judge 'a test that never fails' --replay

change && add_test
printf 'sub() { echo 7; }\n' >> src/sums.sh && commit 'feat: take numbers away'
judge 'code that does not do what its test asks for' --replay

change
echo '[ -e "$HOME/seen" ] || { touch "$HOME/seen"; false; }' > tests/test_sub.sh
commit 'test: numbers can be taken away'
printf 'sub() { echo $(($1 - $2)); }\n' >> src/sums.sh && commit 'feat: take numbers away'
judge 'a test that fails the first time alone' --replay

echo "== what CI kept of the commits"
change && add_test && printf 'sub() { echo 7; }\n' >> src/sums.sh && commit 'feat: take numbers away'
mkdir ../kept && red=$(git rev-parse HEAD~1) && green=$(git rev-parse HEAD)
keep() { printf '<testsuite name="s"><testcase name="sub">%s</testcase></testsuite>' "$2" > "../kept/$1.xml"; }
keep "$red" '<failure/>' && keep "$green" ''
judge 'all of it' --evidence "$PWD/../kept"
rm "../kept/$green.xml"
judge 'half of it' --evidence "$PWD/../kept"

echo "== the level revert, of a history that was squashed"
git checkout --quiet main && sed -i 's/level: replay/level: revert/' sixgate.yaml && commit 'ci: squashed'
change
printf '. src/sums.sh\n[ "$(sub 3 2)" = 1 ]\n' > tests/test_sub.sh
printf 'sub() { echo $(($1 - $2)); }\n' >> src/sums.sh && commit 'feat: take numbers away'
judge 'with a test of it' --replay
change && printf 'true\n' > tests/test_sub.sh
printf 'sub() { echo $(($1 - $2)); }\n' >> src/sums.sh && commit 'feat: take numbers away'
judge 'with a test of nothing' --replay

echo "== tests that stand beside the code"
change
printf 'fn add() {}\n#[cfg(test)]\nmod tests {\n  #[test] fn test_add() { super::add(); }\n}\n' > src/sums.rs
commit 'feat: in Rust as well' && git checkout --quiet -B rust
cat > src/sums.rs <<'END'
fn add() {}
fn sub() {}
#[cfg(test)]
mod tests {
  #[test] fn test_add() { super::add(); }
  #[test] fn test_sub() { super::sub(); }
}
END
commit 'feat: take numbers away'
sixgate run --base HEAD~1 --gate tdd --replay | sed '1,2d'
git checkout --quiet -B change rust && sed -i '1a fn sub() {}' src/sums.rs && commit 'feat: take numbers away'
sixgate run --base HEAD~1 --gate tdd --replay | sed '1,2d'

echo "== a level that runs none"
sed -i 's/revert/pairing/' sixgate.yaml && commit 'ci: no replay'
sixgate run --base HEAD~1 --gate tdd --replay --config-from head | tail -2
sixgate run --base HEAD~1 --gate performance --replay --config-from head | tail -1

echo "== what it leaves behind"
export TMPDIR="$PWD/../scratch" && mkdir "$TMPDIR"
git checkout --quiet main && printf 'tdd: { level: revert, replay: "echo > $HOME/started; sleep 20" }\n' > sixgate.yaml
commit 'ci: slowly' && change && echo 'more() { :; }' >> src/sums.sh && commit 'feat: more'
for signal in TERM KILL; do
  rm -f "$HOME/started"
  sixgate run --base main --gate tdd --replay > ../out 2>&1 &
  until [ -e "$HOME/started" ]; do sleep 0.05; done
  kill -s $signal $!
  wait $! 2> /dev/null
  echo "status $?, $(ls "$TMPDIR" | wc -l) left, $(git worktree list | wc -l) worktree"
done
printf 'tdd: { level: revert, replay: sh run-tests.sh }\n' > sixgate.yaml
sixgate run --base main --gate tdd --replay --config-from head > ../out
echo "after the next run $(ls "$TMPDIR" | wc -l) left, $(git worktree list | wc -l) worktree"
