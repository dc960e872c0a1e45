#!/bin/sh
# Holds the templates and the recorded reports against schemas and linters that are not ours, without a network. What is
# not installed is said in capitals, and checks nothing: `make validators` installs what PyPI has; apt install shellcheck
# groovy; actionlint is in no registry that Debian or PyPI vouches for.
set -eu
cd "$(dirname "$0")/../.."

has() {
  command -v "$1" > /dev/null && return
  echo "SKIPPED: $1 IS NOT INSTALLED: $2 WAS NOT CHECKED"
  return 1
}

python3 Scripts/ci-templates.py --check
if has check-jsonschema "THE SYNTAX OF THE TEMPLATES"; then
  schema() { name=$1; shift; check-jsonschema --builtin-schema "vendor.$name" --regex-variant python "$@"; }
  schema github-workflows ci-templates/github/sixgate.yml ci-templates/github/fan-out.yml \
    ci-templates/github/reusable.yml ci-templates/github/comment.yml
  schema github-actions ci-templates/github/action.yml
  schema azure-pipelines ci-templates/azure/*.yml
  schema buildkite ci-templates/buildkite/*.yml
  place=$(mktemp -d)
  trap 'rm -rf "$place"' EXIT
  # A component is two documents, and its inputs are put in before GitLab reads it.
  sed '1,/^---$/d; s/\$\[\[ inputs\.[a-z0-9-]* \]\]/text/g' ci-templates/gitlab/sixgate.component.yml > "$place/component.yml"
  schema gitlab-ci ci-templates/gitlab/*.gitlab-ci.yml "$place/component.yml"
fi
if has gitlab-ci-verify "THE SENSE OF GITLAB'S TEMPLATES"; then
  for file in ci-templates/gitlab/*.gitlab-ci.yml; do gitlab-ci-verify --no-lint-api --gitlab-ci-file "$file"; done
fi
if has zizmor "THE SECURITY OF THE WORKFLOWS"; then zizmor --offline --quiet --no-progress ci-templates/github/*.yml; fi
if has actionlint "THE SEMANTICS OF THE WORKFLOWS"; then
  actionlint ci-templates/github/sixgate.yml ci-templates/github/fan-out.yml ci-templates/github/reusable.yml
fi
if has shellcheck "THE SCRIPTS"; then shellcheck ci-templates/*.sh Tests/ci-templates/*.sh; fi
python3 Tests/ci-templates/reports.py
