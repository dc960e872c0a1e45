#!/bin/sh
# Writes the report of mocha anew; the others are written by hand.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/cart.js" <<'J'
const assert = require("assert");
let tries = 0;
describe("cart", function () {
  it("adds", () => {});
  it("sums", () => assert.equal(1, 2));
  it("ships");
  it("is flaky", function () { this.retries(1); assert(tries++ > 0); });
  it("ends twice", (done) => { done(); done(); });
  describe("of a guest", () => { beforeEach("a guest", () => { throw new Error("no guest"); }); it("is kept", () => {}); });
});
J
# Debian keeps its modules where only its own node looks.
export NODE_PATH=/usr/share/nodejs:/usr/lib/nodejs:/usr/lib/x86_64-linux-gnu/nodejs
(cd "$work" && mocha --reporter json cart.js) > mocha.json || true
sed -i -e "s#$work#/work#g" -e 's#"stack": "\([^"]\{0,160\}\)[^"]*"#"stack": "\1"#' -e 's#\\"#'"'"'#g' mocha.json
