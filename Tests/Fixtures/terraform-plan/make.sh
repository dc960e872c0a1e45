#!/usr/bin/env bash
# Writes what Terraform 1.11 says of plans over its built-in resource; files called malformed are cut or changed
# from that by hand.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
tf() { timeout 120 terraform -chdir="$work" "$@" >"$work/log" || { cat "$work/log"; exit 1; }; }
show() { timeout 120 terraform -chdir="$work" show -json plan >"$here/$1"; }

cat > "$work/main.tf" <<'TF'
variable "release" {
  type = number
}

variable "password" {
  type      = string
  default   = "hunter2"
  sensitive = true
}

resource "terraform_data" "kept" {
  input = "as it is"
}

resource "terraform_data" "updated" {
  input = var.release
}

resource "terraform_data" "replaced" {
  input            = var.password
  triggers_replace = [var.release]
}

resource "terraform_data" "counted" {
  count = 3 - var.release
}
TF
tf init -input=false -no-color
tf plan -input=false -out=plan -var release=1
show create.json
tf apply -input=false plan
tf plan -input=false -out=plan -var release=1
show nothing.json
tf plan -input=false -out=plan -var release=2
show change.json
tf plan -input=false -out=plan -var release=2 -destroy
show destroy.json
