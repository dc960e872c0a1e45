# Scripts that change nothing pass and are counted; one that does blocks, until a valid waiver is named by a mark.
git init --quiet --initial-branch=main
printf '#!/bin/sh\nset -e\nkubectl get pods\necho done\n' > look.sh
mkdir -p tests .sixgate/waivers .github/workflows
printf 'kubectl apply -f x\n' > tests/up.sh
printf 'on: push\njobs: { a: { steps: [{ run: npm test }] } }\n' > .github/workflows/ci.yml
printf 'waivers:\n  maintainers: [ann, bob]\n' > sixgate.yaml
today=$(date -u +%Y-%m-%d)
cat > .sixgate/waivers/undo.yaml <<END
id: W-1
rule: infrastructure.direct-cluster-change
matches: { path: "*.sh", marked: true }
reason: critical-bug
justification: Undoing is faster than a revert while customers wait
risk: The cluster and git disagree until the revert is merged
mitigation: The controller puts back what git says within the hour
issue: "#1"
follow-up: "#2"
requester: dora
approvals: [{ by: ann, on: $today }, { by: bob, on: $today }]
created: $today
END
sed "s/^created.*/&\nexpires: $today/" .sixgate/waivers/undo.yaml > x && mv x .sixgate/waivers/undo.yaml
git add . && git commit --quiet -m 'ci: the law'
# What commits are called hangs on the day.
told() { sed -E "s/$today/TODAY/g; s/\b[0-9a-f]{10}\b/COMMIT/g"; }
sixgate run --base HEAD --gate infrastructure | told
echo
printf 'kubectl rollout undo deploy/x # sixgate:allow infrastructure.direct-cluster-change W-1\n' > undo.sh
printf 'kubectl rollout undo deploy/x # sixgate:allow infrastructure.direct-cluster-change W-2\n' > again.sh
git add . && git commit --quiet -m 'ci: how to go back'
sixgate run --base HEAD~1 --gate infrastructure > out
echo "status $?"
told < out
