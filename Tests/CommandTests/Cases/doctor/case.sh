# What a run would go by: sound, with evidence that is broken, with a policy that is, cut off, and without git.
. "$CASE/../../repository.sh"
# What this machine has of the programs of --exec and --render is its own affair.
doctor() {
  sixgate doctor "$@" | sed 's/git version .*/git version V/' | grep -vE '^ok +(terraform|tofu|helm|kubectl) '
}
doctor --base main
sixgate doctor --base main > doctor.log; echo "status $?"
echo 'not json' > reports/trivy.json
sixgate doctor --base main > doctor.log; echo "status $?"
grep WRONG doctor.log
rm reports/trivy.json
echo 'coverge: {}' > sixgate.yaml
doctor --base main --config-from head | grep WRONG | cut -c 1-80
rm sixgate.yaml
git init --quiet --bare origin.git && git push --quiet origin.git main topic
git clone --quiet --depth 1 --branch topic "file://$PWD/origin.git" shallow
doctor -C shallow | sed "s|$PWD|HERE|"
plain=$(mktemp -d)
doctor -C "$plain" | sed -n 3,4p
rmdir "$plain"
sixgate doctor more
# The programs that are found say their versions; one that does not start, or says nothing, is said.
mkdir programs
printf '#!/bin/sh\n[ "$CHECKPOINT_DISABLE" = 1 ] && echo "Terraform v1.9.0" && echo more\n' > programs/terraform
printf '#!/bin/sh\nprintf "v3.\\033[31m1\\n"\n' > programs/helm
printf '#!/bin/sh\nexit 3\n' > programs/kubectl
printf 'no program' > programs/tofu
chmod +x programs/*
PATH="$PWD/programs:$PATH" sixgate doctor --base main | grep -A 1 -E 'terraform|tofu|helm|kubectl' | sed "s|$PWD|HERE|"
echo 'reviews: { approvals: 1 }' > sixgate.yaml
doctor --base main --config-from head | grep -A 1 reviews
