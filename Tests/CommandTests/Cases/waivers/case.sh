# A vulnerability without a fix: found, waived by two maintainers, and what does not count as a waiver.
. "$CASE/../../repository.sh"
day() { date -u -d "$1 days" +%F; }
told() { sed -e "s/$(day 0)/TODAY/g" -e "s/$(day 7)/IN-7-DAYS/g" -e "s/$(day 10)/IN-10-DAYS/g" -e "s/$(day 20)/IN-20-DAYS/g" -e "s/$(day 30)/IN-30-DAYS/g" -e "s/$(day -1)/YESTERDAY/g" -e "s/$(day -20)/20-DAYS-AGO/g" -e 's/^sixgate 0.1.0: .*/sixgate 0.1.0: BASE..HEAD/'; }
call() {
  echo "\$ sixgate $*"
  sixgate "$@" >out 2>&1
  status=$?
  told <out
  echo "status $status"
  echo
}
cat >reports/trivy.json <<'END'
{"SchemaVersion": 2, "ArtifactName": ".", "ArtifactType": "filesystem", "Results": [{"Target": "requirements.txt", "Class": "lang-pkgs", "Type": "pip",
 "Packages": [{"Name": "libexample", "Version": "1.2.3"}],
 "Vulnerabilities": [{"VulnerabilityID": "CVE-2026-0001", "PkgName": "libexample", "InstalledVersion": "1.2.3",
 "Severity": "HIGH", "Title": "use after free"}]}]}
END
git checkout --quiet main
printf 'waivers:\n  maintainers: [ann, bob, cy]\n' >sixgate.yaml
git add . && git commit --quiet -m 'chore: name the maintainers'
git checkout --quiet topic && git rebase --quiet main

echo '# The scan finds something.'
call run --base main --gate security

echo '# A waiver begins with a template, which holds nothing yet.'
call waiver new --rule security.high --finding CVE-2026-0001
mkdir -p .sixgate/waivers
cp out .sixgate/waivers/cve-2026-0001.yaml
call waiver check

echo '# Filled in and approved it holds, but not for the change that brings it.'
sed -i -e 's/^id: .*/id: W-1/' -e 's/^reason: .*/reason: vendor-limitation/' \
  -e 's/^justification: .*/justification: The vendor has not released a fix yet/' \
  -e 's/^risk: .*/risk: Only the nightly batch job reaches the code/' \
  -e 's/^mitigation: .*/mitigation: The job runs without network access/' \
  -e 's/^issue: .*/issue: "#41"/' -e 's/^follow-up: .*/follow-up: "#42"/' -e 's/^requester: .*/requester: dora/' \
  -e "s/^approvals: .*/approvals: [{ by: ann, on: $(day 0) }, { by: bob, on: $(day 0) }]/" \
  -e "s/^expires: .*/expires: $(day 10)/" .sixgate/waivers/cve-2026-0001.yaml
call waiver check
call run --base main --gate security

echo '# Once the base has it, the finding is waived.'
git checkout --quiet main
git add .sixgate && git commit --quiet -m 'chore: waive CVE-2026-0001'
git checkout --quiet topic && git rebase --quiet main
call run --base main --gate security
sixgate run --base main --gate security --output json=- | grep -A 4 '"pardon": {' | told

echo
echo '# What is refused pardons nothing, and hides no other waiver.'
cat >.sixgate/waivers/old.yaml <<END
id: W-2
rule: security.*
matches: { path: requirements.txt }
reason: critical-bug
justification: We need to ship fast, it is just a small change
risk: Trust me, it works
mitigation: The next release brings the fix
issue: "#43"
follow-up: "#44"
requester: ann
approvals: [{ by: "@Ann", on: $(day -20) }, { by: dora, on: $(day -20) }]
created: $(day -20)
expires: $(day -1)
END
printf 'id: W-3\nrule: coverage.lines\nmatches: { path: src/sums.py }\nexpires: 2026-02-30\n' >.sixgate/waivers/typo.yaml
sed -i "s/^expires: .*/expires: $(day 20)/" .sixgate/waivers/cve-2026-0001.yaml
call waiver check
call waiver list

echo '# Mistakes in the call.'
call waiver
call waiver chek
call waiver new
call waiver new --rule coverage.lines --path src/sums.py
call waiver new --rule security.hihg --finding CVE-2026-0001
call waiver new --rule security.high

echo '# A hotfix skips gates by a record that maintainers agreed on before.'
git checkout --quiet main && rm .sixgate/waivers/*
cat >.sixgate/waivers/hotfix.yaml <<END
id: S-1
skips: [security]
change: { branch: hotfix/pay }
reason: hotfix
justification: Customers cannot pay since noon
risk: The scan found nothing new in it
mitigation: The finding is mended tomorrow
issue: "#45"
follow-up: "#46"
requester: dora
approvals: [{ by: ann, on: $(day 0) }, { by: bob, on: $(day 0) }]
created: $(day 0)
expires: $(day 7)
END
git add --all . && git commit --quiet -m 'chore: agree on a hotfix' && git checkout --quiet topic && git rebase --quiet main
call waiver list
export NO_COLOR=1 GITHUB_ACTIONS=true GITHUB_HEAD_REF=hotfix/pay
call run --base main --gate security
GITHUB_HEAD_REF=other
call run --base main --gate security --quiet
