#!/bin/sh
# Makes the fixtures of a real tool, with Terraform 1.11 and its built-in provider alone: no network is used.
# cut.json is made from one; errored.json, deferred.json, empty.json, later.json and lists.json are written by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1

plan() {
  terraform plan -input=false -no-color -out=next.tfplan > log
  terraform show -json next.tfplan > "$here/$1"
}

cat > main.tf <<'HCL'
variable "password" {
  sensitive = true
  default   = "correct-horse"
}
resource "terraform_data" "kept" {
  input = "kept"
}
resource "terraform_data" "replaced" {
  triggers_replace = [1]
}
resource "terraform_data" "updated" {
  input = var.password
}
resource "terraform_data" "gone" {
  input = "gone"
}
HCL
terraform init -input=false -no-color > log
plan create.json
terraform apply -input=false -no-color next.tfplan > log
plan unchanged.json
terraform show -json > "$here/state.json"

cat > main.tf <<'HCL'
resource "terraform_data" "kept" {
  input = "kept"
}
resource "terraform_data" "replaced" {
  triggers_replace = [2]
}
resource "terraform_data" "updated" {
  input = "other"
}
resource "terraform_data" "made" {
  input = "made"
}
HCL
plan changed.json
head -c 2000 "$here/create.json" > "$here/cut.json"
