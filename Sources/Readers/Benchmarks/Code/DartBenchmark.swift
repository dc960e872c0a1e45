import Model
import Syntax

extension Reader {
  static let dartBenchmark = benchmarks(
    "dart-benchmark-harness", usualNames: ["*bench*.txt"], source: "benchmark_harness of Dart, PrintEmitter"
  ) { head in
    head.contains("(RunTime): ") || head.contains("(RunTimeRaw): ")
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try source.forEachLine { line throws(ReadError) in
      guard let mark = line.firstRange(of: "(RunTime): ") ?? line.firstRange(of: "(RunTimeRaw): ") else { return }
      let words = line[mark.upperBound...].words
      guard words.count == 2, let number = Decimal(String(words[0])), number >= 0, words[1].hasPrefix("us") else {
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "NAME(RunTime): NUMBER us.")
      }
      benchmarks.append(
        Benchmark(
          tool: "benchmark_harness", name: String(line[..<mark.lowerBound].trimmed),
          readings: [Reading("RunTime", number, "us", metric: .time)]))
    }
    return benchmarks
  }
}
