# What a run would go by: sound, with evidence that is broken, with a policy that is, cut off, and without git.
. "$CASE/../../repository.sh"
doctor() {
  sixgate doctor "$@" | sed 's/git version .*/git version V/'
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
