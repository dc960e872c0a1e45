#!/bin/sh
# Writes istanbul's report anew (Debian: node-istanbul), and its summary in ../istanbul-summary; the others are by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > cart.js <<'JS'
exports.sign = (n) => (n < 0 ? -1 : n > 0 ? 1 : 0);
exports.total = function total(prices) {
  if (prices.length > 3) {
    return 1;
  }
  /* istanbul ignore next */
  if (prices.length > 9) return 2;
  switch (prices[0]) {
    case 1: return 1;
    default: return prices.length && prices[0];
  }
};
JS
cat > report.js <<'JS'
const fs = require('fs');
const code = fs.readFileSync('cart.js', 'utf8');
const instrumenter = require('istanbul-lib-instrument').createInstrumenter({ coverageVariable: '__c__' });
const module_ = { exports: {} };
new Function('module', 'exports', instrumenter.instrumentSync(code, '/work/shop/cart.js'))(module_, module_.exports);
module_.exports.sign(2);
module_.exports.total([1, 2]);
const coverageMap = require('istanbul-lib-coverage').createCoverageMap(globalThis.__c__);
const context = require('istanbul-lib-report').createContext({ dir: '.', coverageMap });
for (const kind of ['json', 'json-summary']) require('istanbul-reports').create(kind).execute(context);
JS
NODE_PATH=/usr/share/nodejs node report.js
cp coverage-final.json "$here/final.json"
cp coverage-summary.json "$here/../istanbul-summary/summary.json"
