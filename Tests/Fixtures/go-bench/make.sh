#!/bin/sh
# Makes the fixtures of go test -bench (Go 1.19), hyperfine 1.15, Google Benchmark 1.7, pytest-benchmark, asv, Ruby's
# Benchmark, Catch2 and node's console.time over small programs of our own. Those that begin with malformed, and of
# every other format here, whose tools are not to be had, all, are written by hand.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"

cat > go.mod <<'GO'
module example.com/sums
go 1.19
GO
cat > sums_test.go <<'GO'
package sums
import "testing"
func BenchmarkSum(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ { s := 0; for j := 0; j < 1000; j++ { s += j }; _ = s }
}
func BenchmarkCopy(b *testing.B) {
	a, c := make([]byte, 65536), make([]byte, 65536)
	b.SetBytes(65536)
	for i := 0; i < b.N; i++ { copy(a, c) }
	b.ReportMetric(1.5, "p99-ms")
}
func BenchmarkBad(b *testing.B) { b.Fatal("no") }
GO
go test -bench 'Sum|Copy' -benchtime 200x -count 2 > "$here/go-bench/plain.txt"
go test -bench . -benchtime 50x > "$here/go-bench/failed.txt" || true
go test -bench 'Sum|Copy' -benchtime 50x -json > "$here/go-bench-json/plain.jsonl"

hyperfine -N --runs 5 --export-json "$here/hyperfine/plain.json" --export-csv "$here/hyperfine-csv/plain.csv" \
  -n nothing true 'sleep 0.01' > log
hyperfine -N -i --runs 3 --export-json "$here/hyperfine/failing.json" false > log

cat > bench.cc <<'CPP'
#include <benchmark/benchmark.h>
static void BM_Sum(benchmark::State& state) {
  for (auto _ : state) { long sum = 0; for (int i = 0; i < state.range(0); i++) benchmark::DoNotOptimize(sum += i); }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Sum)->Arg(64)->Repetitions(2);
static void BM_Bad(benchmark::State& state) { state.SkipWithError("no data"); for (auto _ : state) {} }
BENCHMARK(BM_Bad);
BENCHMARK_MAIN();
CPP
g++ -O2 bench.cc -lbenchmark -lpthread -o bench
./bench --benchmark_min_time=0.01 --benchmark_format=json > "$here/google-benchmark/plain.json" 2> log
./bench --benchmark_min_time=0.01 --benchmark_format=csv > "$here/google-benchmark-csv/plain.csv" 2> log

cat > test_bench.py <<'PYTHON'
def test_sum(benchmark): benchmark.pedantic(lambda: sum(range(100)), rounds=8)
PYTHON
${PYTHON:-python3} -m pytest -q test_bench.py --benchmark-json run.json > log
${PYTHON:-python3} - "$here/pytest-benchmark/plain.json" <<'PYTHON'
import json, sys
run = json.load(open("run.json"))
run["machine_info"]["cpu"].pop("flags", None)  # a list of hundreds of words
json.dump(run, open(sys.argv[1], "w"), indent=1)
PYTHON

cat > bench.rb <<'RUBY'
require "benchmark"
list = (1..1000).to_a.reverse
Benchmark.bmbm(12) do |x|
  x.report("sort a list:") { 20.times { list.dup.sort! } }
  x.report("sort") { 20.times { list.sort } }
end
RUBY
ruby bench.rb > "$here/ruby-benchmark/rehearsed.txt"
sed 's/bmbm(12)/bm(12)/' bench.rb > bm.rb
ruby bm.rb > "$here/ruby-benchmark/plain.txt"

cat > catch.cc <<'CPP'
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
static long sum(long n) { return n < 2 ? n : sum(n - 1) + n; }
TEST_CASE("Sums") {
  CHECK(sum(2) == 3);
  BENCHMARK("sum of 100") { return sum(100); };
  BENCHMARK("a sum whose name is longer than the column that is made for it") { return sum(1000); };
}
TEST_CASE("More sums") { BENCHMARK("10000") { return sum(10000); }; }
CPP
g++ -O1 -std=c++17 catch.cc -o catch
./catch --benchmark-samples 10 > "$here/catch2/plain.txt"

node -e 'console.time("sum"); let s = 0; for (let i = 0; i < 1e6; i++) s += i; console.timeEnd("sum");
  console.time("a: b"); console.timeEnd("a: b")' > "$here/console-time/plain.txt"
