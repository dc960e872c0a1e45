import Model
import Syntax

extension Reader {
  static let consoleTime = benchmarks(
    "console-time", usualNames: ["*bench*.txt"],
    source: "console.timeEnd of Node.js (lib/internal/util/debuglog.js, formatTime)"
  ) { head in
    Benchmark(consoleTime: head.firstLine) != nil
  } read: { source throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try source.forEachLine { line throws(ReadError) in
      if let benchmark = Benchmark(consoleTime: line) {
        benchmarks.append(benchmark)
      } else if line.hasSuffix("ss)") || line.hasSuffix("mmm)") {
        throw ReadError(met: ReadError.quoted(line.utf8), wanted: "NAME: 1:02.345 (m:ss.mmm)")
      }
    }
    return benchmarks
  }
}

extension Benchmark {
  /// `NAME: 1.234ms`, `NAME: 1:02.345 (m:ss.mmm)`; `nil` for other lines.
  fileprivate init?(consoleTime line: String) {
    guard let mark = line.ranges(of: ": ").last, mark.lowerBound > line.startIndex else { return nil }
    let value = line[mark.upperBound...].trimmed
    let name = String(line[..<mark.lowerBound].trimmed)
    let reading: Reading?
    if let number = PrintedNumber(value), ["ms", "s"].contains(number.unit) {
      reading = Reading("time", number, metric: .time)
    } else {
      reading = Reading(clock: value)
    }
    guard let reading else { return nil }
    self.init(tool: "console.time", name: name, readings: [reading])
  }
}

extension Reading {
  /// `1:02.345 (m:ss.mmm)` or `1:02:03 (h:mm:ss)`.
  fileprivate init?(clock text: Substring) {
    guard text.hasSuffix("(m:ss.mmm)") || text.hasSuffix("(h:mm:ss)"), let clock = text.words.first else { return nil }
    let parts = clock.split(separator: ":").map { Decimal(String($0)) }
    guard parts.count >= 2, !parts.contains(nil) else { return nil }
    let seconds = parts.compactMap { $0 }.reduce(Decimal(0)) { Decimal(units: $0.scaled(by: 60).units + $1.units) }
    self.init("time", seconds, "s", metric: .time)
  }
}
