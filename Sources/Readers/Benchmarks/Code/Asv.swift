import Model
import Syntax

extension Reader {
  static let asv = benchmarks(
    "asv", usualNames: ["*asv*.txt", "*bench*.txt"],
    source: "What asv run prints (airspeed velocity, asv/runner.py and asv/util.py)"
  ) { head in
    head.contains("%] ··· ")
  } read: { source throws(ReadError) in
    var output = AsvOutput()
    try source.forEachLine { line throws(ReadError) in try output.take(line) }
    return output.benchmarks
  }
}

/// What was taken of an output so far.
private struct AsvOutput {
  private(set) var benchmarks: [Benchmark] = []
  /// The benchmark whose table of parameters comes next, and whether its rows have begun.
  private var table: (name: String, isInRows: Bool)?

  mutating func take(_ line: String) throws(ReadError) {
    if let mark = line.firstRange(of: "%] ··· ") { return try takeResult(line[mark.upperBound...]) }
    guard let (name, isInRows) = table else { return }
    let words = line.words
    if words.allSatisfy({ $0.hasPrefix("---") }), !words.isEmpty { table = (name, true) }
    if words.first?.hasPrefix("===") == true { table = nil }
    guard isInRows, words.count >= 2, table != nil else { return }
    for word in words.dropFirst() where word.first?.isNumber == true || word == "failed" {
      try add("\(name)(\(words[0]))", word)
    }
  }

  /// `NAME VALUE`, `NAME failed`, or `NAME ok` above a table, whose first rule stands in such a line too.
  private mutating func takeResult(_ text: Substring) throws(ReadError) {
    let words = text.words
    guard words.count >= 2, !words[0].hasPrefix("===") else { return }
    table = (String(words[0]), false)
    if words[1] != "ok" { try add(String(words[0]), words[words.count - 1]) }
  }

  private mutating func add(_ name: String, _ value: Substring) throws(ReadError) {
    if value == "failed" {
      let caveat = Caveat(.nothingMeasured, "it failed")
      return benchmarks.append(Benchmark(tool: "asv", name: name, caveats: [caveat]))
    }
    if value == "n/a" || value == "skipped" { return }
    guard let number = PrintedNumber(value), number.value >= 0 else {
      throw ReadError(met: ReadError.quoted("\(name) \(value)".utf8), wanted: "NAME VALUE, such as 14.5±0.2μs")
    }
    // `8.14±0.2μs`: the unit stands behind the spread. Bytes have `k`, `M` and `G` alone.
    let unit = number.unit.hasPrefix("±") ? PrintedNumber(number.unit.dropFirst())?.unit ?? "" : number.unit
    let word = ["k": "kB", "M": "MB", "G": "GB"][unit] ?? unit
    benchmarks.append(
      Benchmark(
        tool: "asv", name: name,
        readings: [Reading("value", number, word, metric: Unit(word).dimension == .time ? .time : nil)]))
  }
}
