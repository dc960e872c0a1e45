#!/bin/sh
# Writes the reports of rspec anew; the others are written by hand.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/cart_spec.rb" <<'R'
RSpec.describe "Cart" do
  it("adds") {}
  it("sums") { expect(1).to eq(2) }
  it("ships")
  context("of a guest") { it("is kept") { raise "no guest" } }
end
R
echo 'missing' > "$work/broken_spec.rb"
(cd "$work" && rspec --no-color --format json cart_spec.rb) > rspec.json || true
(cd "$work" && rspec --no-color --format json broken_spec.rb) > outside.json || true
sed -i -e "s#$work#/work#g" -e 's#"/usr/[^"]*",##g' rspec.json outside.json
