import Model
import Syntax

extension Reader {
  static let k6Samples = benchmarks(
    "k6-json", usualNames: ["*k6*.json", "*k6*.ndjson", "*k6*.jsonl", "*k6*.json.gz"],
    source: "k6 run --out json: one object a line (output/json of k6)"
  ) { head in
    head.hasKeys("type", "data", "metric")
  } read: { source throws(ReadError) in
    var points = K6Points()
    var json = JSONReader(&source)
    let isWhole = try json.forEachLineOfJSON { json throws(ReadError) in try points.take(&json) }
    return [points.benchmark(isWhole: isWhole)]
  }

  static let k6CSV = benchmarks(
    "k6-csv", usualNames: ["*k6*.csv"], source: "k6 run --out csv (output/csv of k6)"
  ) { head in
    head.columns.has("metric_name", "timestamp", "metric_value")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, time, number) = try (rows.column("metric_name"), rows.column("timestamp"), rows.column("metric_value"))
    var points = K6Points()
    while try rows.next() {
      // Seconds, or nanoseconds where k6 was told so; both take the same place here, for only differences count.
      guard let value = rows.csv.fixedPoint(number, places: 6), let at = rows.csv.fixedPoint(time, places: 0) else {
        try rows.refuse("a name, a time and a number")
        continue
      }
      if rows.csv.holds(name, "http_req_duration") {
        points.takeDuration(value, at: at < 1_000_000_000_000 ? at * 1_000_000_000 : at)
      } else if rows.csv.holds(name, "http_req_failed") {
        points.takeFailed(value > 0)
      }
    }
    return [rows.marked(points.benchmark(isWhole: true))]
  }
}

/// The points that were taken so far.
private struct K6Points {
  private enum Key: String, CaseIterable { case metric, type, data }
  private enum Member: String, CaseIterable { case time, value }
  private enum Name: String, CaseIterable {
    case duration = "http_req_duration"
    case failed = "http_req_failed"
  }

  private let keys = Keys<Key>()
  private let members = Keys<Member>()
  private let names = Keys<Name>()
  private var log = ResponseLog()
  private var failures = 0
  private var known = 0

  mutating func takeDuration(_ nanoseconds: UInt64, at end: UInt64) {
    // A point has the time at which the answer had come.
    log.add(nanoseconds, from: end >= nanoseconds ? end - nanoseconds : 0, isFailure: false)
  }

  mutating func takeFailed(_ isFailed: Bool) {
    known += 1
    if isFailed { failures += 1 }
  }

  /// One line: a metric that is declared, or a point of one.
  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    var (name, value, time): (Name?, UInt64?, UInt64) = (nil, nil, 0)
    try json.beginObject()
    while let key = try json.nextKey(of: keys) {
      switch key {
      case .metric: name = try json.word(of: names)
      case .type: try json.skip()
      case .data:
        guard try json.beginsObject() else { continue }
        while let member = try json.nextKey(of: members) {
          if member == .time { time = try json.timestamp() ?? 0 } else { value = try json.fixedPoint(places: 6) }
        }
      }
    }
    guard let name, let value else { return }
    if name == .duration { takeDuration(value, at: time) } else { takeFailed(value > 0) }
  }

  mutating func benchmark(isWhole: Bool) -> Benchmark {
    var benchmark = log.benchmark(tool: "k6")
    if known > 0 {
      benchmark.attempts = max(known, log.attempts)
      benchmark.failures = failures
    } else if log.attempts > 0 {
      benchmark.failures = nil
    }
    if failures > 0 { benchmark.noteIfAllFailed() }
    if !isWhole { benchmark.caveats.append(Caveat(.cutShort, "the last line is cut short and left out")) }
    return benchmark
  }
}
