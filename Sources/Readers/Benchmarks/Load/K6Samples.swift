import Model
import Syntax

extension Reader {
  static let k6Samples = benchmarks(
    "k6-json", usualNames: ["*k6*.json", "*k6*.ndjson", "*k6*.jsonl", "*k6*.json.gz"],
    source: "k6 run --out json: one object a line (output/json of k6)", looksAhead: true
  ) { head in
    head.hasKeys("type", "data", "metric")
  } read: { source throws(ReadError) in
    let words = K6Words()
    var log = ResponseLog()
    let isWhole = try source.takeLinesOfJSON(into: &log) { json, log throws(ReadError) in
      try log.takeLine(ofK6: &json, words)
    }
    return [log.benchmarkOfK6(isWhole: isWhole)]
  }

  static let k6CSV = benchmarks(
    "k6-csv", usualNames: ["*k6*.csv"], source: "k6 run --out csv (output/csv of k6)", looksAhead: true
  ) { head in
    head.columns.has("metric_name", "timestamp", "metric_value")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, time, number) = try (rows.column("metric_name"), rows.column("timestamp"), rows.column("metric_value"))
    var log = ResponseLog()
    try rows.takeRows(into: &log) { rows, log throws(ReadError) in
      while try rows.next() {
        guard let value = rows.csv.fixedPoint(number, places: 6), let end = rows.csv.timeOfK6(time) else {
          try rows.refuse("a name, a time and a number")
          continue
        }
        if rows.csv.holds(name, "http_req_duration") {
          log.add(value, until: end)
        } else if rows.csv.holds(name, "http_req_failed") {
          log.addOutcome(isFailure: value > 0)
        }
      }
    }
    return [rows.marked(log.benchmarkOfK6(isWhole: true))]
  }
}

extension CSVReader {
  /// The nanoseconds from 1970 to the time of a point, which K6_CSV_TIME_FORMAT has k6 write in seconds or in a finer
  /// unit, or as RFC 3339 has it; `nil` for anything else, and for a time beyond the year 2554.
  fileprivate mutating func timeOfK6(_ column: Int) -> UInt64? {
    guard let number = fixedPoint(column, places: 0) else { return timestamp(column) }
    // From 1973 to 5138 each unit has more digits than the one before it.
    let unit: UInt64 =
      switch number {
      case ..<100_000_000_000: 1_000_000_000
      case ..<100_000_000_000_000: 1_000_000
      case ..<100_000_000_000_000_000: 1_000
      default: 1
      }
    let (time, isBeyond) = number.multipliedReportingOverflow(by: unit)
    return isBeyond ? nil : time
  }
}

/// The words of points that are known.
private struct K6Words {
  enum Key: String, CaseIterable { case metric, type, data }
  enum Member: String, CaseIterable { case time, value }
  enum Name: String, CaseIterable {
    case duration = "http_req_duration"
    case failed = "http_req_failed"
  }

  let keys = Keys<Key>()
  let members = Keys<Member>()
  let names = Keys<Name>()
}

extension ResponseLog {
  /// Takes an answer by the time at which it had come, which a point has.
  fileprivate mutating func add(_ nanoseconds: UInt64, until end: UInt64) {
    add(nanoseconds, from: end >= nanoseconds ? end - nanoseconds : 0, isFailure: false)
  }

  /// One line: a metric that is declared, or a point of one.
  fileprivate mutating func takeLine(ofK6 json: inout JSONReader, _ words: K6Words) throws(ReadError) {
    var (name, value, time): (K6Words.Name?, UInt64?, UInt64) = (nil, nil, 0)
    try json.beginObject()
    while let key = try json.nextKey(of: words.keys) {
      switch key {
      case .metric: name = try json.word(of: words.names)
      case .type: try json.skip()
      case .data:
        guard try json.beginsObject() else { continue }
        while let member = try json.nextKey(of: words.members) {
          if member == .time { time = try json.timestamp() ?? 0 } else { value = try json.fixedPoint(places: 6) }
        }
      }
    }
    guard let name, let value else { return }
    if name == .duration { add(value, until: time) } else { addOutcome(isFailure: value > 0) }
  }

  fileprivate mutating func benchmarkOfK6(isWhole: Bool) -> Benchmark {
    var benchmark = benchmark(tool: "k6")
    if outcomes.count > 0 {
      benchmark.attempts = max(outcomes.count, attempts)
      benchmark.failures = outcomes.failures
    } else if attempts > 0 {
      benchmark.failures = nil
    }
    if outcomes.failures > 0 { benchmark.noteIfAllFailed() }
    if !isWhole { benchmark.caveats.append(Caveat(.cutShort, "the last line is cut short and left out")) }
    return benchmark
  }
}
