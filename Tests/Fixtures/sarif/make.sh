#!/usr/bin/env bash
# Writes the reports of real tools anew: bandit and semgrep over a few lines of Python and zizmor over a workflow, from PyPI. The other files
# here are written by hand.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/tools"
timeout 900 "$work/tools/bin/pip" install --quiet --disable-pip-version-check \
  'bandit[sarif]==1.9.4' bandit-sarif-formatter==1.1.1 semgrep==1.182.0 zizmor==1.32.0
export PATH="$work/tools/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 SEMGREP_SEND_METRICS=off SEMGREP_ENABLE_VERSION_CHECK=0

mkdir -p "$work/shop/src"
cd "$work/shop"
cat > src/orders.py <<'PYTHON'
import subprocess
import pickle


def label(name):
    return subprocess.check_output("label " + name, shell=True)


def basket(cookie):
    return pickle.loads(cookie)


def total(prices):
    assert prices
    return eval("+".join(prices))  # nosec B307
PYTHON
cat > rules.yaml <<'YAML'
rules:
  - id: shell-of-a-name
    languages: [python]
    severity: ERROR
    message: A name reaches a shell unquoted
    pattern: subprocess.check_output($A + $B, shell=True)
  - id: pickled-cookie
    languages: [python]
    severity: WARNING
    message: What a visitor sends is unpickled
    pattern: pickle.loads(...)
  - id: evaluated-prices
    languages: [python]
    severity: INFO
    message: Prices are evaluated
    pattern: eval(...)
YAML

timeout 120 bandit --quiet --recursive src --format sarif --output "$here/bandit.sarif" || [ $? -eq 1 ]
timeout 120 bandit --quiet --recursive src --severity-level high --skip B602 --format sarif \
  --output "$here/bandit-clean.sarif"
timeout 120 bandit --quiet --recursive nowhere --format sarif --output "$here/bandit-nothing.sarif"
timeout 300 semgrep scan --metrics off --disable-version-check --config rules.yaml --sarif --quiet \
  --output "$here/semgrep.sarif" src

mkdir -p .github/workflows
for what in '"${{ github.head_ref }}"' hello; do
  cat > .github/workflows/ci.yml <<YAML
name: ci
on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo $what
YAML
  zizmor --offline --no-progress --format sarif . > "$here/zizmor$([ "$what" = hello ] && echo -clean).sarif" 2> /dev/null
done
