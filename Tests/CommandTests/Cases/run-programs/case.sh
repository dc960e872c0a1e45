# Scripts that are tests, and commands that make evidence: run with --exec alone.
# Whoever inherits what has ended need not have taken its word yet: it is gone all the same.
tell_child() {
  case "$(cut -d ' ' -f 3 "/proc/$(cat child)/stat" 2> /dev/null)" in
    '' | Z) echo "the child is gone" ;;
    *) echo "the child lives" ;;
  esac
}
git init --quiet --initial-branch=main
mkdir -p tests/integration
script() { printf '#!/bin/sh\n%b' "$2" > "tests/integration/$1" && chmod +x "tests/integration/$1"; }
script 1-passes.sh 'set -e\necho fine\n'
script 2-fails.sh 'set -e\necho "no answer from $TOKEN$LANG" >&2\nexit 3\n'
script 3-is-skipped.sh 'set -e\nexit 77\n'
script 4-crashes.sh 'set -e\nkill -SEGV $$\n'
script 5-goes-on.sh 'false\necho done\n'
script 6-prints-tap.sh 'set -e\necho 1..2; echo ok 1 - adds; echo not ok 2 - ships\n'
script 7-stops-early.sh 'set -e\necho 1..2; echo ok 1 - adds\n'
script 8-may-not-run.sh 'set -e\n'
chmod -x tests/integration/8-may-not-run.sh
printf 'integration:\n  scripts: ["tests/integration/*.sh", gone.sh]\n  critical-paths: [tests/integration/1-passes.sh]\n' > sixgate.yaml
git add . && git commit --quiet -m 'ci: the law'

echo "== nobody asked for it to be run"
sixgate run --base HEAD --gate integration
echo "status $?"

echo "== run"
TOKEN=secret LANG=C sixgate run --base HEAD --gate integration --exec
echo "status $?"

echo "== what runs too long ends, with all that it started"
printf 'exec: { seconds: 1 }\nintegration: { scripts: [slow.sh] }\n' > sixgate.yaml
printf '#!/bin/sh\nset -e\nsleep 100 & echo $! > child\nwait\n' > slow.sh && chmod +x slow.sh
git add . && git commit --quiet -m 'ci: a slow one'
sixgate run --base HEAD --gate integration --exec | grep -o 'slow.sh broke: it was killed after 1 s'
tell_child

echo "== so it does where sixgate itself is told to end"
printf 'integration: { scripts: [slow.sh] }\n' > sixgate.yaml && rm child
git add . && git commit --quiet -m 'ci: more time'
for signal in TERM INT; do
  rm -f child
  # A shell without jobs lets its children ignore SIGINT; env lets them heed it.
  env --default-signal=INT sixgate run --base HEAD --gate integration --exec > out 2>&1 &
  until [ -s child ]; do sleep 0.05; done
  kill -s $signal $!
  wait $! 2> /dev/null
  echo "status $?"
  tell_child
done

echo "== commands that make evidence"
report='mkdir -p reports; echo \"<testsuite name=\\\"s\\\"><testcase name=\\\"adds\\\"/></testsuite>\" > reports/junit.xml'
produce() {
  rm -rf reports && git clean --quiet -fd
  printf 'integration:\n  produce: %s\n' "$1" > sixgate.yaml
  git add . && git commit --quiet --allow-empty -m 'ci: make it'
  sixgate run --base HEAD --gate integration $2 | sed 's/; slowest.*//'
}
produce "[\"$report\"]"
produce "[\"$report\"]" --exec
produce "[{ run: \"$report; exit 1\", seconds: 60 }]" --exec
produce "[\"echo cannot build >&2; exit 1\"]" --exec
produce "[{ ran: make }]" --exec
