import Model
import Syntax

extension Reader {
  static let heyCSV = Reader(
    "hey-csv", gates: [.performance], hints: ["*hey*.csv"],
    source: "hey -o csv, as hey 0.1 writes it (github.com/rakyll/hey, requester/print.go)"
  ) { head in
    HeyColumns(head.firstLine) != nil && head.firstLine.contains("DNS")
  } read: { source, origin throws(ReadError) in
    var header = try source.nextLine()
    while let line = header, line.isEmpty { header = try source.nextLine() }
    guard let header, let columns = HeyColumns(source.text(header)) else {
      throw ReadError(line: source.line, met: "no header", wanted: "a header with response-time")
    }
    var rows = HeyRows(columns)
    while let lines = try source.nextLines() {
      do throws(ReadError) {
        try rows.take(source.buffer.span, lines: lines)
      } catch {
        throw ReadError(line: source.line(at: rows.at), met: error.met, wanted: error.wanted)
      }
    }
    var evidence = Evidence()
    evidence.benchmarks = [rows.benchmark(at: origin)]
    return evidence
  }
}

/// Where a row has what; older versions of hey have neither status nor offset.
private struct HeyColumns {
  let count: Int
  let time: Int
  let status: Int?
  let offset: Int?

  init?(_ header: String) {
    let names = header.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimming() }
    guard let time = names.firstIndex(of: "response-time") else { return nil }
    count = names.count
    self.time = time
    status = names.firstIndex(of: "status-code")
    offset = names.firstIndex(of: "offset")
  }
}

extension Substring {
  fileprivate func trimming() -> Substring { drop { $0 == " " }.prefix { $0 != " " && $0 != "\r" } }
}

/// What was taken of the rows so far: one a response; requests that nobody answered have none.
private struct HeyRows {
  private let columns: HeyColumns
  private var latencies = Samples()
  private var serverErrors = 0
  /// When the last response had come, in nanoseconds since the run began.
  private var end: UInt64 = 0
  /// Where the row begins that is being taken.
  private(set) var at = 0

  init(_ columns: HeyColumns) { self.columns = columns }

  mutating func take(_ bytes: Span<UInt8>, lines: Range<Int>) throws(ReadError) {
    at = lines.lowerBound
    while at < lines.upperBound {
      if let next = takeRow(bytes, lines.upperBound) ?? bytes.endOfBlankLine(at, lines.upperBound) {
        at = next
        continue
      }
      let row = (at..<lines.upperBound).prefix { bytes[$0] != UInt8(ascii: "\n") }
      let wanted = "\(columns.count) fields with seconds, such as 0.0123, and a status, such as 200"
      throw ReadError(met: ReadError.quoted(bytes.array(row)), wanted: wanted)
    }
  }

  /// - Returns: where the next row begins, or `nil` where this one is broken and nothing was taken.
  private mutating func takeRow(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
    var next = at
    var (time, status, offset): (UInt64, UInt64, UInt64) = (0, 0, 0)
    for column in 0..<columns.count {
      if column > 0 {
        guard next < end, bytes[next] == UInt8(ascii: ",") else { return nil }
        next += 1
      }
      if column == columns.time {
        guard let found = bytes.nanoseconds(&next, end) else { return nil }
        time = found
      } else if column == columns.status {
        guard let found = bytes.status(&next, end) else { return nil }
        status = found
      } else if column == columns.offset {
        guard let found = bytes.nanoseconds(&next, end) else { return nil }
        offset = found
      } else {
        while next < end, bytes[next] > UInt8(ascii: ",") { next += 1 }
      }
    }
    guard let following = bytes.endOfBlankLine(next, end) else { return nil }
    latencies.add(time)
    if status >= 500 { serverErrors += 1 }
    self.end = max(self.end, offset + time)
    return following
  }
}

extension HeyRows {
  func benchmark(at origin: Path) -> Benchmark {
    var doubt: String?
    if latencies.count == 0 { doubt = "no request succeeded" }
    if latencies.count == 1_000_000 { doubt = "hey writes the first 1000000 responses and no more" }
    return Benchmark(
      tool: "hey", origin: origin, readings: readings, latencies: latencies, attempts: latencies.count,
      failures: columns.status == nil ? nil : serverErrors, doubt: doubt)
  }

  private var readings: [Reading] {
    let times: [(String, Metric, Decimal?)] = [
      ("mean", .mean, latencies.mean), ("p50", .p50, latencies.percentile(permille: 500)),
      ("p95", .p95, latencies.percentile(permille: 950)), ("p99", .p99, latencies.percentile(permille: 990)),
    ]
    let rate = throughput.map {
      Reading("throughput", unit: "1/s", reported: $0, direction: .larger, metric: .throughput)
    }
    return times.compactMap { name, metric, value in
      value.map { Reading(name, unit: "s", reported: $0, direction: .smaller, metric: metric) }
    } + [rate].compactMap { $0 }
  }

  /// Responses a second, up to when the last one had come.
  private var throughput: Decimal? {
    guard columns.offset != nil, end > 0 else { return nil }
    return Decimal(units: Int128(latencies.count) * 1_000_000_000 * Decimal(1).units / Int128(end))
  }
}

extension Span<UInt8> {
  /// Seconds of at most nine digits before and nine behind the point, taken exactly.
  fileprivate func nanoseconds(_ at: inout Int, _ end: Int) -> UInt64? {
    let first = at
    guard var value = digits(&at, end), at - first <= 9 else { return nil }
    var places = 0
    if at < end, self[at] == UInt8(ascii: ".") {
      at += 1
      let point = at
      guard let fraction = digits(&at, end) else { return nil }
      places = at - point
      for _ in 0..<places { value *= 10 }
      value += fraction
    }
    for _ in places..<9 { value *= 10 }
    return value
  }

  fileprivate func status(_ at: inout Int, _ end: Int) -> UInt64? {
    guard let value = digits(&at, end), value >= 100, value < 600 else { return nil }
    return value
  }

  /// One to nine digits, taken.
  private func digits(_ at: inout Int, _ end: Int) -> UInt64? {
    let first = at
    var value: UInt64 = 0
    while at < end, self[at] &- UInt8(ascii: "0") < 10 {
      guard at - first < 9 else { return nil }
      value = value * 10 + UInt64(self[at] & 0x0F)
      at += 1
    }
    return at > first ? value : nil
  }

  /// Where the next line begins, when nothing but blanks is left of this one; `nil` otherwise.
  fileprivate func endOfBlankLine(_ at: Int, _ end: Int) -> Int? {
    var next = at
    while next < end, self[next] == UInt8(ascii: " ") || self[next] == UInt8(ascii: "\r") { next += 1 }
    if next == end { return end }
    return self[next] == UInt8(ascii: "\n") ? next + 1 : nil
  }
}
