import Model
import Syntax

extension Reader {
  static let benchmarkJS = benchmarks(
    "benchmark-js", usualNames: ["*bench*.txt"],
    source: "What Benchmark.js prints of a benchmark (benchmark.js, toStringBench)"
  ) { head in
    head.contains(" ops/sec ±")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try source.forEachLine { line throws(ReadError) in
      guard let end = line.firstRange(of: " ops/sec ±") else { return }
      let head = line[..<end.lowerBound]
      guard let mark = head.ranges(of: " x ").last, let number = PrintedNumber(head[mark.upperBound...].trimmed),
        number.value >= 0, let spread = PrintedNumber(line[end.upperBound...])
      else { throw ReadError(met: ReadError.quoted(line.utf8), wanted: "NAME x NUMBER ops/sec ±PERCENT%") }
      benchmarks.append(
        Benchmark(
          tool: "benchmark.js", name: String(head[..<mark.lowerBound].trimmed),
          readings: [Reading("ops", number, "ops/sec", metric: .throughput), Reading("±", spread.value, "%")]))
    }
    return benchmarks
  }
}
