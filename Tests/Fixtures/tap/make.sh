#!/bin/sh
# Writes the streams of bats, node and Test::More anew; the others are written by hand, for what no tool can be brought
# to write.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/vpn.bats" <<'B'
@test "the tunnel is up" { true; }
@test "an endpoint answers" { run echo 503; [ "$output" = 200 ]; }
@test "a node can be lost" { skip "needs a cluster"; }
@test "prints # marks" { echo "# seen"; false; }
B
cat > "$work/empty.bats" < /dev/null
cat > "$work/cart.test.mjs" <<'J'
import { describe, it, test } from "node:test";
import assert from "node:assert";
describe("cart", () => {
  it("adds", () => {});
  it("sums", () => assert.equal(1, 2));
  describe("of a guest", () => { it("is kept", () => {}); });
  it.skip("ships", () => {});
  it.todo("pays by card");
});
test("stands alone", () => {});
J
cat > "$work/pay.t" <<'P'
use Test::More;
subtest 'pays' => sub { plan tests => 2; ok 1, 'by card'; ok 0, 'by bill' };
TODO: { local $TODO = 'later'; ok 0, 'by coin'; }
SKIP: { skip 'no bank', 1; }
done_testing;
P
(cd "$work" && bats --formatter tap vpn.bats) > bats.tap || true
(cd "$work" && bats --formatter tap13 vpn.bats) > bats-13.tap || true
(cd "$work" && bats --formatter tap empty.bats) > nothing.tap || true
(cd "$work" && node --test --test-reporter=tap cart.test.mjs) > node.tap || true
(cd "$work" && perl pay.t 2> /dev/null) > perl.tap || true
sed -i -e "s#$work#/work#g" -e '/^ *at \|node:internal/d' node.tap
