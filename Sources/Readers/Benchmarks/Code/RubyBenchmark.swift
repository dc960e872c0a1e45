import Model
import Syntax

extension Reader {
  static let rubyBenchmark = benchmarks(
    "ruby-benchmark", usualNames: ["*bench*.txt"], source: "Ruby's Benchmark, bm and bmbm (lib/benchmark.rb)"
  ) { head in
    head.contains("user     system      total        real")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var isBelowHead = false
    try source.forEachLine { line throws(ReadError) in
      let words = line.words
      if words.suffix(4) == ["user", "system", "total", "real"] {
        // What stands above was a rehearsal.
        (isBelowHead, benchmarks) = (true, [])
      } else if isBelowHead, !words.isEmpty, line.trimmed.last == ")" {
        benchmarks.append(try Benchmark(ruby: line))
      }
    }
    return benchmarks
  }
}

extension Benchmark {
  /// `NAME  USER  SYSTEM  TOTAL  (  REAL)`, in seconds.
  fileprivate init(ruby line: String) throws(ReadError) {
    let real = line.ranges(of: "(").last.flatMap { PrintedNumber(line[$0.upperBound...].trimmed) }
    let words = line[..<(line.ranges(of: "(").last?.lowerBound ?? line.startIndex)].words
    let numbers = words.suffix(3).compactMap { PrintedNumber($0) }
    guard let real, numbers.count == 3, let first = words.dropLast(3).last else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "NAME USER SYSTEM TOTAL (REAL)")
    }
    let names = ["user", "system", "total"]
    self.init(
      tool: "ruby-benchmark", name: String(line[..<first.endIndex].trimmed),
      readings: [Reading("real", real, "s", metric: .time)] + zip(names, numbers).map { Reading($0, $1, "s") })
  }
}
