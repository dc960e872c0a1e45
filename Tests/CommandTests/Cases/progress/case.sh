# At a terminal a run of more than a second says what it is at, on the standard error, and in the end how long its parts
# took; elsewhere it prints the same as ever.
. "$CASE/../../repository.sh"
printf 'coverage: { produce: [{ run: sleep 2, seconds: 60 }] }\n' > sixgate.yaml
git add . && git commit --quiet -m 'ci: a program that takes its time'
sixgate run --base main --config-from head --exec > plain 2> errors
echo "[$?]"
cat errors
script -qefc 'sixgate run --base main --config-from head --exec > at-terminal' typescript > shown 2>&1
echo "[$?]"
cmp plain at-terminal
tr '\r' '\n' < shown | grep -c 'sixgate: programs of the policy, 1\.[0-9] s' | sed 's/[1-9][0-9]*/there/'
tr '\r' '\n' < shown | grep -c 'took [0-9.]* s: .*programs of the policy [2-9]'
# So does doctor, where a program that it asks takes its time.
mkdir programs && printf '#!/bin/sh\nsleep 2\necho v3\n' > programs/helm && chmod +x programs/helm
PATH="$PWD/programs:$PATH" script -qefc 'sixgate doctor --base main > doctor' typescript > shown 2>&1
grep -c '^ok  *helm  *v3$' doctor
tr '\r' '\n' < shown | grep -c 'sixgate: programs, 1\.[0-9] s' | sed 's/[1-9][0-9]*/there/'
tr '\r' '\n' < shown | grep -c 'took [0-9.]* s: .*programs [2-9]'
# And merge, where a file comes slowly; what a file is called does nothing to the terminal.
sixgate run --base main --config-from head --gate tdd --quiet --output json=tdd.json
slow=$(printf 'slow\033[31m')
mkfifo "$slow"
(sleep 2; cat tdd.json) > "$slow" &
script -qefc 'sixgate merge slow* > merged' typescript > shown 2>&1
echo "[$?]"
grep -c 'no file has a verdict on' merged
tr '\r' '\n' < shown | grep -c 'sixgate: slow.*, 1\.[0-9] s' | sed 's/[1-9][0-9]*/there/'
tr '\r' '\n' < shown | grep -c 'took [0-9.]* s: .*slow.* [2-9]'
grep -cF "$slow" shown || true
