import Model
import Syntax

extension Reader {
  static let heyCSV = Reader(
    "hey-csv", gates: [.performance], usualNames: ["hey*.csv", "*.hey.csv"],
    source: "hey -o csv, requester/print.go; checked against hey 0.1.4"
  ) { head in
    head.firstLine.hasPrefix("response-time,") && head.firstLine.contains("status-code")
  } read: { source, origin throws(ReadError) in
    guard let header = try source.nextLine() else { throw ReadError(met: "no line", wanted: "a header") }
    var table = HeyTable(header: source.text(header))
    while let line = try source.nextLine() {
      guard table.take(source.buffer.span, line) else {
        throw ReadError(
          line: source.line(at: line.lowerBound), met: ReadError.quoted(source.buffer[line]),
          wanted: table.header.bounded)
      }
    }
    var evidence = Evidence()
    evidence.benchmarks = [table.benchmark(origin)]
    return evidence
  }
}

/// What was taken of a table: a row for each request that was answered; the others are not in it.
struct HeyTable {
  let header: String
  private let columns: Int
  private let timeColumn: Int
  private let statusColumn: Int
  private var samples = Samples()
  private var failures = 0

  init(header: String) {
    let names = header.split(separator: ",", omittingEmptySubsequences: false)
    self.header = header
    columns = names.count
    timeColumn = names.firstIndex(of: "response-time") ?? -1
    statusColumn = names.firstIndex(of: "status-code") ?? -1
  }

  /// - Returns: false where the line is no row of the table.
  mutating func take(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var column = 0
    var start = line.lowerBound
    var time: UInt64?
    var status: UInt64?
    var at = start
    while at <= line.upperBound {
      if at == line.upperBound || bytes[at] == UInt8(ascii: ",") {
        if column == timeColumn { time = bytes.billionths(start..<at) }
        if column == statusColumn { status = bytes.billionths(start..<at) }
        column += 1
        start = at + 1
      }
      at += 1
    }
    guard column == columns, let time, let status else { return isHeader(bytes, line) }
    samples.add(time)
    if status >= 500 * 1_000_000_000 { failures += 1 }
    return true
  }

  /// Tables that were put behind each other have the header again, and maybe empty lines.
  private func isHeader(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let count = header.utf8.count
    return line.isEmpty || line.count == count && bytes.holds(header.utf8.span, 0..<count, at: line.lowerBound)
  }
}

extension HeyTable {
  func benchmark(_ origin: Path) -> Benchmark {
    Benchmark(
      tool: "hey", origin: origin, latencies: samples, attempts: samples.count, failures: failures,
      doubt: HeySummary.doubt(answers: samples.count, failures: failures, attempts: samples.count))
  }
}

extension Span<UInt8> {
  /// Billionths of a decimal number such as `0.0512`: of seconds, nanoseconds. `nil` for anything else, for more than
  /// nine digits before the point or behind it.
  fileprivate func billionths(_ range: Range<Int>) -> UInt64? {
    var value: UInt64 = 0
    var places = -1
    var digits = 0
    for at in range {
      let byte = self[at]
      if byte == UInt8(ascii: "."), places < 0, digits > 0 {
        places = 0
        digits = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 9 else { return nil }
      value = value * 10 + UInt64(byte & 0x0F)
      digits += 1
      if places >= 0 { places += 1 }
    }
    guard digits > 0 else { return nil }
    for _ in max(places, 0)..<9 { value *= 10 }
    return value
  }
}
