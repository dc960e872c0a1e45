#!/bin/sh
# Writes the profiles of `go test` anew (Debian: golang-go); the others are by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'module example.com/shop\n\ngo 1.19\n' > go.mod
cat > cart.go <<'GO'
package shop

// Total adds up, with something off for many.
func Total(prices []int) int {
	sum := 0
	for _, price := range prices {
		sum += price
	}
	if len(prices) > 3 {
		sum -= 1
	} else if sum < 0 { return 0 }
	return sum
}

func Never() int { return 1 }
func empty()     {}
GO
mkdir tax
printf 'package tax\n\nfunc Of(n int) int {\n\tswitch {\n\tcase n < 0:\n\t\treturn 0\n\tdefault:\n\t\treturn n / 5\n\t}\n}\n' > tax/tax.go
printf 'package shop\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) {\n\tif Total([]int{1, 2}) != 3 {\n\t\tt.Fatal("wrong")\n\t}\n}\n' > cart_test.go
printf 'package tax\n\nimport (\n\t"testing"\n\n\t"example.com/shop"\n)\n\nfunc TestOf(t *testing.T) {\n\tif Of(10) != 2 || shop.Never() != 1 {\n\t\tt.Fatal("wrong")\n\t}\n}\n' > tax/tax_test.go
go test -coverprofile="$here/set.out" . > /dev/null
# Each of the two test binaries writes all blocks of both packages.
go test -covermode=count -coverpkg=./... -coverprofile="$here/coverpkg.out" ./... > /dev/null
