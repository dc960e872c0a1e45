#!/bin/sh
# Makes the fixtures of a real tool, with Terraform 1.11 and no network.
# cut.json is made from one; warned.json and miscounted.json are written by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
unset TF_CLI_CONFIG_FILE
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1

# Exits with 1 where the configuration is not valid, which is what some of these are about.
validate() { terraform validate -json > "$here/$1" || [ $? -eq 1 ]; }

cat > main.tf <<'HCL'
resource "terraform_data" "a" {
  input = 1
}
HCL
validate valid.json

cat > main.tf <<'HCL'
resource "terraform_data" "a" {
  inputs = 1
}
resource "terraform_data" "b" {
  input = var.none
}
HCL
validate invalid.json

cat > main.tf <<'HCL'
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
HCL
validate no-provider.json

mkdir inner
echo 'variable "x" {}' > inner/main.tf
cat > main.tf <<'HCL'
module "inner" {
  source = "./inner"
}
HCL
validate no-module.json
head -c 300 "$here/no-module.json" > "$here/cut.json"
