# Each mistake is told with its place, before any gate runs.
git init --quiet --initial-branch=main
mkdir -p services/cart services/checkout
touch services/cart/a.py services/checkout/b.py
git add . && git commit --quiet -m 'feat: the shop'
try() {
  printf '%s\n' "$1" > sixgate.yaml
  sixgate run --config-from head --quiet
  echo "status $?"
}
try 'components: { discover: [services/*], named: { checkout: { needs: [cartt] } } }'
try 'components: { discover: [services/*], named: { checkout: { needs: [cart] }, cart: { needs: [checkout] } } }'
try 'components: { discover: [services/*], named: { checkout: { needs: [checkout] } } }'
try 'components: { discover: [services/*], named: { shop: { paths: ["services/*/a.py"] } } }'
try 'components: { discover: [services/*], named: { chekout: { coverage: { lines: 10 } } } }'
try 'components: { discovr: [services/*] }'
try 'components: { named: { cart: { path: services/cart } } }'
try 'components: { named: { cart: { paths: services/cart, coverage: { line: 90 } } } }'
try 'components: { named: { cart: { paths: services/cart, tdd: { since: { commit: abc, because: x } } } } }'
try 'components: { named: { cart: { paths: services/cart, tdd: { replay: make test } } } }'
try 'components: { named: { cart: { paths: services/cart, exec: { seconds: 5 } } } }'
try 'components: { named: { cart: { paths: services/cart, security: { mode: off } } } }'
try 'components: { named: { "car\u202et": { paths: services/cart } } }'
try 'components: { unmatched: fail }'
try 'evaluate: some'
printf 'locked: [coverage.lines]\ncoverage: { lines: 90 }\n' > law.yaml
printf 'components: { named: { cart: { paths: services/cart, coverage: { lines: 80 } } } }\n' > sixgate.yaml
sixgate run --config-from head --policy law.yaml --policy-sha256 "$(sha256sum law.yaml | cut -d ' ' -f 1)" --quiet
