# What is wrong in the law is told with its place, what was wanted and the nearest right word; no gate runs.
. "$CASE/../../repository.sh"
try() {
  printf '\n%b\n' "$1"
  printf '%b\n' "$1" > sixgate.yaml
  sixgate run --base main --config-from head > told
  status=$?
  fold -s -w 160 told
  echo "[$status]"
}
echo "== presets"
try 'policy: six-gate'
try 'policy: [six-gates, gitopps]'
try 'policy: [six-gates, change-control]'
echo
echo "== days in other forms"
for day in 31.12.2026 2026-1-5 2026-02-30 20261231 tomorrow '"2026-12-31T00:00:00Z"' '[2026-12-31]'; do
  try "mode: adopt\nuntil: $day"
done
try 'mode: adopt'
try 'until: 2026-12-31'
try 'coverage:\n  mode: adopt'
echo
echo "== rule sets"
try 'rules: 2026.13'
try 'rules: 2999.1'
echo
echo "== keys"
try 'coverage:\n  lines: 90\n  lines: 10'
try 'coverage: { lines: 90 }\ntdd: {}\ncoverage: { lines: 10 }'
try 'Coverage: { lines: 90 }'
try 'coverage: { lines: 90\ntdd: {}'
try 'coverage:\n\tlines: 90'
echo
echo "== anchors and merge keys"
try 'coverage: *all'
try 'coverage: { <<: 90 }'
try 'coverage: &a { lines: *a }'
printf 'bomb: [&a [x, x, x, x, x, x, x, x, x, x]' > sixgate.yaml
last=a
for next in b c d e f; do
  printf ', &%s [*%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s]' $next $last $last $last $last $last $last $last $last $last $last >> sixgate.yaml
  last=$next
done
echo ']' >> sixgate.yaml
try "$(cat sixgate.yaml)" | tail -2
try 'tdd: &held { mode: warn, because: we begin }\nsecurity: *held\ncoverage: { <<: *held, because: another, lines: 90, brunches: 1 }'
echo
echo "== what no layer can say"
digest() { sha256sum law.yaml | cut -d ' ' -f 1; }
under() {
  printf '%b\n' "$1" > law.yaml
  printf '\nlaw.yaml: %b' "$1"
  printf '%b\n' "$2" > sixgate.yaml
  printf '\nsixgate.yaml: %b\n' "$2"
  sixgate run --base main --config-from head --policy law.yaml --policy-sha256 "${3:-$(digest)}" > told
  status=$?
  fold -s -w 160 told
  echo "[$status]"
}
under 'locked: [coverage.line]' ''
under 'locked: [coverage.lines]\ncoverage: { lines: 90 }' 'coverage: { lines: 89 }'
under 'locked: [coverage.mode]' 'mode: adopt\nuntil: 2026-12-31'
under 'locked: [policy]\npolicy: gitops' 'policy: vpn\nsecurity: { high: allowed }'
under 'locked: [components]' 'components: { discover: src }'
under 'locked: [rules]' 'rules: 2026.11'
under 'coverage: { lines: 90 }' '' deadbeef
under 'coverage: { lines: 90 }' '' "$(digest | tr 0-9a-f g)"
echo
echo "== commits that are not there"
rm sixgate.yaml
for call in '--base gone' '--head gone' '--base 0123456789abcdef0123456789abcdef01234567' '--base main --config gone.yaml' '--base -x'; do
  printf '\n%s\n' "sixgate run $call"
  # shellcheck disable=SC2086
  sixgate run $call > told
  status=$?
  fold -s -w 160 told
  echo "[$status]"
done
