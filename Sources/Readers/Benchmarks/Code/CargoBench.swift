import Model
import Syntax

extension Reader {
  static let cargoBench = benchmarks(
    "cargo-bench", usualNames: ["*bench*.txt", "*cargo*.txt"],
    source: "cargo bench: libtest, and criterion --output-format bencher (rust, library/test/src/bench.rs)"
  ) { head in
    head.contains(" ... bench: ") && head.contains("/iter (+/- ")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try source.forEachLine { line throws(ReadError) in
      if let benchmark = try Benchmark(libtest: line) { benchmarks.append(benchmark) }
    }
    return benchmarks
  }
}

extension Benchmark {
  /// `test NAME ... bench:  1,234.56 ns/iter (+/- 78.90) = 12 MB/s`; `nil` for other lines.
  fileprivate init?(libtest line: String) throws(ReadError) {
    guard line.hasPrefix("test "), let name = line.dropFirst(5).between("", " ... bench: "),
      let mark = line.firstRange(of: " ... bench: ")
    else { return nil }
    let words = line[mark.upperBound...].words
    guard words.count >= 4, let number = PrintedNumber(words[0]), number.value >= 0, words[1].hasSuffix("/iter"),
      let spread = PrintedNumber(words[3].prefix { $0 != ")" })
    else { throw ReadError(met: ReadError.quoted(line.utf8), wanted: "VALUE ns/iter (+/- SPREAD)") }
    var readings = [
      Reading("bench", number, String(words[1]), metric: .time), Reading("+/-", spread, String(words[1])),
    ]
    if words.count >= 7, words[4] == "=", let rate = PrintedNumber(words[5]) {
      readings.append(Reading("rate", rate, String(words[6]), metric: .throughput))
    }
    self.init(tool: "cargo-bench", name: String(name.trimmed), readings: readings)
  }
}
