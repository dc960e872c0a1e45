#!/usr/bin/env bash
# Writes evidence/ anew: every report comes from the tool itself, run on the tip of `change`.
#
# Takes Python 3.11 or newer, Terraform 1.4 or newer and a network for pip; `hey` is installed when
# it is missing and we are root. About two minutes, most of them pip's.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
server=

clean_up() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

give_up() {
  echo "make-evidence.sh: $1" >&2
  exit 1
}

# Nothing here takes long; what does, hangs.
within() { timeout --kill-after=10 "$@"; }

if ! command -v hey >"$work/log"; then
  [ "$(id -u)" -eq 0 ] || give_up "hey is missing: apt-get install hey"
  within 300 apt-get install --yes --no-install-recommends hey >"$work/log" 2>&1 || give_up "$(tail -3 "$work/log")"
fi
command -v terraform >"$work/log" || give_up "terraform is missing: developer.hashicorp.com/terraform/install"

echo "installing the Python tools"
python3 -m venv "$work/tools"
within 900 "$work/tools/bin/pip" install --quiet --disable-pip-version-check \
  pytest==9.2.0 pytest-cov==7.1.0 coverage==7.17.3 'bandit[sarif]==1.9.4' bandit-sarif-formatter==1.1.1 \
  detect-secrets==1.5.0
# Checkov pins dozens of packages, so it gets a house of its own.
python3 -m venv "$work/checkov"
within 900 "$work/checkov/bin/pip" install --quiet --disable-pip-version-check checkov==3.3.30
export PATH="$work/tools/bin:$PATH" PYTHONDONTWRITEBYTECODE=1

mkdir -p "$here/evidence"
"$here/replay.sh" "$work/shop" change
cd "$work/shop"
rm -rf reports
mkdir reports

echo "unit and integration tests"
within 120 pytest tests/unit --quiet -p no:cacheprovider \
  --cov --cov-report= --junitxml=reports/junit-unit.xml
within 120 pytest tests/integration --quiet -p no:cacheprovider \
  --cov --cov-append --cov-report= --junitxml=reports/junit-integration.xml
within 60 coverage lcov --quiet -o reports/coverage.lcov

echo "bandit, detect-secrets and checkov"
within 120 bandit --quiet --recursive src --format sarif --output reports/bandit.sarif
within 120 detect-secrets scan >reports/detect-secrets.json
within 300 "$work/checkov/bin/checkov" --skip-download --framework kubernetes terraform --directory . \
  --output sarif --output-file-path "$work/scan" >"$work/log" 2>&1 || give_up "$(tail -20 "$work/log")"
# A clean report looks like that of a scan that found no file, so it must tell us that it looked.
grep 'Passed checks: [1-9]' "$work/log"
cp "$work/scan/results_sarif.sarif" reports/checkov.sarif

echo "terraform"
# No provider is downloaded: terraform_data is built in.
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
revision=$(git log -1 --abbrev=12 --format=%h -- src)
tf() { within 120 terraform -chdir=terraform "$@"; }
tf fmt -check
tf init -input=false -no-color >"$work/log"
tf validate -json >reports/terraform-validate.json
tf plan -input=false -no-color -var "revision=$revision" -out=release.tfplan >"$work/log"
tf show -json release.tfplan >reports/terraform-plan.json

echo "hey"
# timeout itself and not the function around it, so that $! is the process that hands a signal on.
PYTHONPATH=src timeout 300 python -m webshop 127.0.0.1:0 >"$work/open" 2>"$work/requests" &
server=$!
for _ in {1..100}; do
  if [ -s "$work/open" ]; then break; fi
  sleep 0.1
done
url=$(sed -n 's/^the shop is open at //p' "$work/open")
[ -n "$url" ] || give_up "the shop did not open: $(cat "$work/requests")"
checkout() {
  within 120 hey -n 3000 -c 4 -m POST -T application/json \
    -d '{"items": {"tea": 2, "mug": 1}, "voucher": "WELCOME10"}' "$@" "$url/orders"
}
checkout >reports/hey-checkout.txt
checkout -o csv >reports/hey-checkout.csv

# Only whole evidence replaces the old.
rm -rf "$here/evidence"
cp -R reports "$here/evidence"
wc -c "$here"/evidence/*
