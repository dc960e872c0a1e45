#!/bin/sh
# Writes the streams of go and gotestsum anew; `malformed-*` and `interleaved` are made of them by hand.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/shop" "$work/panics" "$work/broken" "$work/flaky" "$work/bare" "$work/main"
printf 'module example.com/shop\n\ngo 1.19\n' > "$work/go.mod"
cat > "$work/shop/shop_test.go" <<'G'
package shop

import "testing"

func TestAdds(t *testing.T)  {}
func TestSums(t *testing.T)  { t.Log("a \"sum\""); t.Errorf("got %d, want %d", 1, 2) }
func TestShips(t *testing.T) { t.Skip("no host") }
func TestPays(t *testing.T) {
	t.Run("by card", func(t *testing.T) { t.Parallel() })
	t.Run("by bill", func(t *testing.T) { t.Parallel(); t.Fatal("no bank") })
}
G
cat > "$work/panics/panics_test.go" <<'G'
package panics

import "testing"

func TestGood(t *testing.T)   {}
func TestPanics(t *testing.T) { panic("gone") }
func TestNever(t *testing.T)  {}
G
cat > "$work/broken/broken_test.go" <<'G'
package broken

import "testing"

func TestNever(t *testing.T) { missing() }
G
cat > "$work/main/main_test.go" <<'G'
package main

import (
	"os"
	"testing"
)

func TestGood(t *testing.T)  {}
func TestMain(m *testing.M)  { m.Run(); os.Exit(3) }
G
printf 'package bare\n' > "$work/bare/bare.go"
cat > "$work/flaky/flaky_test.go" <<'G'
package flaky

import (
	"os"
	"testing"
)

func TestFlaky(t *testing.T) {
	if _, err := os.Stat("seen"); err != nil {
		os.WriteFile("seen", nil, 0o644)
		t.Fatal("first try")
	}
}
G
cd "$work"
export GOFLAGS=-count=1 GOPATH="$work/go" GOCACHE="$work/cache"
go test -json ./shop ./bare > shop.jsonl 2> /dev/null || true
go test -json ./panics > panics.jsonl 2> /dev/null || true
go test -json ./bare ./broken > broken.jsonl 2>&1 || true
go test -json ./main > main.jsonl 2> /dev/null || true
gotestsum --jsonfile reruns.jsonl --rerun-fails --packages ./flaky > log 2>&1 || true
for name in shop panics broken main reruns; do
  sed -e "s#$work#/work#g" "$name.jsonl" > "$OLDPWD/$name.jsonl"
done
