# The template of the CI system that a repository uses is put in its place, and over nothing.
begin() { # NAME FILE…
  echo "=== $*"
  git init --quiet --initial-branch=main "$HOME/$1" && cd "$HOME/$1"
  shift
  for file in "$@"; do mkdir -p "$(dirname "$file")" && echo '# ours' > "$file"; done
  git add .
}
for name in github:.github/CODEOWNERS gitlab:.gitlab-ci.yml jenkins:Jenkinsfile azure:azure-pipelines.yml buildkite:.buildkite/pipeline.yml; do
  begin "${name%:*}" "${name#*:}"
  sixgate init | tail -n 2
  git status --short --untracked-files=all | grep -v '^A'
done
# What is written is what ci-templates holds.
for pair in github:.github/workflows/sixgate.yml gitlab:.gitlab/sixgate.gitlab-ci.yml jenkins:Jenkinsfile.sixgate \
  azure:azure-pipelines.sixgate.yml buildkite:.buildkite/sixgate.yml; do
  case $pair in
    github:*) original=github/sixgate.yml ;;
    gitlab:*) original=gitlab/sixgate.gitlab-ci.yml ;;
    jenkins:*) original=jenkins/Jenkinsfile ;;
    azure:*) original=azure/azure-pipelines.yml ;;
    *) original=buildkite/pipeline.yml ;;
  esac
  cmp "$HOME/${pair%%:*}/${pair#*:}" "$CASE/../../../../ci-templates/$original"
done

begin known-by-its-remote src/a.py
git remote add origin git@gitlab.example.com:shop/web.git
sixgate init | tail -n 2

begin there-already .github/workflows/sixgate.yml
sixgate init | tail -n 2
cat .github/workflows/sixgate.yml

begin nothing src/github.com/a.py
git remote add origin https://example.com/github.com/shop
sixgate init | tail -n 2
ls

begin charts-and-pipelines .github/workflows/ci.yml Makefile charts/a/Chart.yaml deploy.sh docs/run.md tests/up.sh
sixgate init | grep infrastructure

begin no-room .github/CODEOWNERS
echo 'a file' > .github/workflows
sixgate init
