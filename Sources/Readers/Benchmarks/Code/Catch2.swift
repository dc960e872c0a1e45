import Model
import Syntax

extension Reader {
  static let catch2 = benchmarks(
    "catch2", usualNames: ["*bench*.txt", "*catch2*.txt"], source: "What Catch2 2 and 3 print (docs/benchmarks.md)"
  ) { head in
    head.contains("benchmark name") && head.contains("low mean")
  } read: { source throws(ReadError) in
    var output = Catch2Output()
    try source.forEachLine { line throws(ReadError) in try output.take(line) }
    return output.benchmarks
  }
}

/// What was taken of an output so far.
private struct Catch2Output {
  /// Rules of dashes stand around the names of a section, and below the head of a table.
  private enum Part { case text, section, head, rows }

  private(set) var benchmarks: [Benchmark] = []
  private var part = Part.text
  private var section: [String] = []
  /// The benchmark whose numbers come next.
  private var name: String?
  /// The lines of a name that is longer than its column.
  private var nameBegun: [String] = []

  mutating func take(_ line: String) throws(ReadError) {
    if line.hasPrefix("----") { return takeRule() }
    if line.hasPrefix("benchmark name") { part = .head }
    let words = line.words
    guard !words.isEmpty else { return }
    switch part {
    case .text, .head: break
    case .section: section.append(String(line.trimmed))
    case .rows: try takeRow(words, line)
    }
  }

  private mutating func takeRule() {
    switch part {
    case .head: (part, name, nameBegun) = (.rows, nil, [])
    case .section: part = .text
    case .text, .rows: (part, section) = (.section, [])
    }
  }

  private mutating func takeRow(_ words: [Substring], _ line: String) throws(ReadError) {
    if let name {
      if words.count == 6 { try takeMean(words, name, line) }
    } else if words.count >= 5, Int(words[words.count - 4]) != nil, Int(words[words.count - 3]) != nil {
      // `NAME SAMPLES ITERATIONS ESTIMATED UNIT`
      let last = line.range(ofWords: words.count - 4).map { String(line[$0]) }
      name = (nameBegun + [last].compactMap { $0 }).joined(separator: " ")
      nameBegun = []
    } else if line.first != " " {
      nameBegun.append(String(line.trimmed))
    }
  }

  /// `MEAN UNIT LOW UNIT HIGH UNIT`; the line below it, of standard deviations, is passed over.
  private mutating func takeMean(_ words: [Substring], _ name: String, _ line: String) throws(ReadError) {
    let numbers = stride(from: 0, to: 6, by: 2).compactMap { Decimal(String(words[$0])) }
    guard numbers.count == 3, Unit(String(words[1])).dimension == .time else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "MEAN UNIT LOW UNIT HIGH UNIT, such as 344 ns")
    }
    let title = section.first.map { "\($0): \(name)" } ?? name
    benchmarks.append(
      Benchmark(
        tool: "catch2", name: title,
        readings: [
          Reading("mean", numbers[0], String(words[1]), metric: .time),
          Reading("low mean", numbers[1], String(words[3])),
          Reading("high mean", numbers[2], String(words[5])),
        ]))
    self.name = nil
  }
}

extension String {
  /// Where the first so many words stand, blanks between them included.
  fileprivate func range(ofWords count: Int) -> Range<String.Index>? {
    let words = words
    guard count > 0, count <= words.count else { return nil }
    return words[0].startIndex..<words[count - 1].endIndex
  }
}
