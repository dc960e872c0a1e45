# A git in front of the machine's that has printed all commits of the change, and fails behind that.
mkdir bin work && cd work
. "$CASE/../../repository.sh"
cat > ../bin/git << 'GIT'
#!/bin/sh
case " $* " in *" log --reverse "*) /usr/bin/git "$@"; exec >&-; sleep 1; exit 3 ;; esac
exec /usr/bin/git "$@"
GIT
chmod +x ../bin/git

echo "== it is not believed, and nothing is told of what it said"
GITHUB_STEP_SUMMARY="$PWD/../summary" GITHUB_OUTPUT="$PWD/../output" PATH="$PWD/../bin:$PATH" \
  sixgate run --base main --gate tdd --output json=../result.json
echo "status $?"
ls ..

echo "== nor kept"
PATH="$PWD/../bin:$PATH" sixgate run --base main --gate tdd --quiet --record refs/notes/sixgate
echo "status $?"
git notes --ref sixgate list
echo "== as it is where git goes well"
sixgate run --base main --gate tdd --quiet --record refs/notes/sixgate
echo "status $?"
git notes --ref sixgate list | wc -l
