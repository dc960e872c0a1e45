#!/usr/bin/env bash
# Writes what Terraform 1.11 says of configurations; files called malformed are cut or changed from that by hand.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1

validate() {
  cat > "$work/main.tf"
  timeout 120 terraform -chdir="$work" validate -json >"$here/$1" || [ $? -eq 1 ]
}

validate valid.json <<'TF'
resource "terraform_data" "a" {
  input = 1
}
TF
validate invalid.json <<'TF'
resource "terraform_data" "a" {
  inputt = 1
}

output "b" {
  value = terraform_data.b.id
}
TF
validate no-provider.json <<'TF'
resource "random_id" "a" {
  byte_length = 2
}
TF
mkdir "$work/module"
validate no-module.json <<'TF'
module "a" {
  source = "./module"
}
TF
