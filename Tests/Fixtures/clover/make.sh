#!/bin/sh
# Writes the reports of PHPUnit, istanbul and gcovr anew (Debian: phpunit php-pcov node-istanbul; PyPI: gcovr). The others
# are by hand: no OpenClover is at hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir php && cd php
printf '<?php\nnamespace Shop;\n\nclass Cart\n{\n    public function total(array $prices): int\n    {\n        $sum = array_sum($prices);\n        if (count($prices) > 3) {\n            return $sum - 1;\n        }\n        return $sum;\n    }\n\n    public static function never(): int\n    {\n        return 1;\n    }\n}\n' > Cart.php
printf "<?php\nrequire __DIR__ . '/Cart.php';\n\nclass CartTest extends PHPUnit\\\\Framework\\\\TestCase\n{\n    public function testTotal(): void\n    {\n        \$this->assertSame(3, (new Shop\\\\Cart())->total([1, 2]));\n    }\n}\n" > CartTest.php
printf '<phpunit><coverage><include><file>Cart.php</file></include></coverage></phpunit>\n' > phpunit.xml
phpunit --coverage-clover clover.xml CartTest.php > /dev/null
sed "s#$work/php#/work/shop#g" clover.xml > "$here/phpunit.xml"

mkdir ../js && cd ../js
printf 'exports.sign = (n) => (n < 0 ? -1 : n > 0 ? 1 : 0);\nexports.total = (prices) => {\n  if (prices.length > 3) {\n    return 1;\n  }\n  return prices.length && prices[0];\n};\n' > cart.js
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
for (const kind of process.argv.slice(2)) require('istanbul-reports').create(kind).execute(context);
JS
NODE_PATH=/usr/share/nodejs node report.js clover
cp clover.xml "$here/istanbul.xml"

mkdir ../c && cd ../c
python3 -m venv tools && tools/bin/pip install --quiet gcovr
printf 'int sign(int n) {\n  if (n < 0 || n > 100)\n    return -1;\n  return 1;\n}\n\nint never(void) { return 1; }\n\nint main(void) { return sign(2) - 1; }\n' > sign.c
gcc --coverage -o sign sign.c && ./sign
tools/bin/gcovr --clover-pretty --clover "$here/gcovr.xml" --filter sign.c
