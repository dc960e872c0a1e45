#!/bin/sh
# Writes the reports of real tools anew: pytest's is the webshop's, node's is of the small test below. The others are
# written by hand, for what no tool can be brought to write.
set -eu
cd "$(dirname "$0")"
cp ../../../Examples/webshop/evidence/junit-integration.xml pytest.xml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/sums.test.mjs" <<'J'
import test from "node:test";
import assert from "node:assert";
test("sums", async (t) => {
  await t.test("two and two", () => assert.equal(2 + 2, 4));
  await t.test("one and one", () => assert.equal(1 + 1, 3));
});
test("later", { skip: "not today" }, () => {});
test("some day", { todo: true }, () => assert.ok(false));
J
(cd "$work" && node --test --test-reporter=junit sums.test.mjs) > node.xml || true
sed -i "s#$work#/work#g" node.xml
