import Model
import Syntax

extension Reader {
  static let gatling = json(
    "gatling", usualNames: ["**/js/stats.json", "**/js/global_stats.json", "*gatling*.json"],
    source: "Gatling's report, js/stats.json and js/global_stats.json (gatling-charts)"
  ) { head in
    head.contains("\"numberOfRequests\"") && head.contains("\"percentiles1\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try readGroup(&json, isOutermost: true, into: &benchmarks)
    return benchmarks
  }

  static let gatlingAssertions = json(
    "gatling-assertions", usualNames: ["**/js/assertions.json"], source: "Gatling's report, js/assertions.json"
  ) { head in
    head.hasKeys("simulation", "assertions")
  } read: { json throws(ReadError) in
    var benchmark = Benchmark(tool: "gatling")
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "assertions" else {
        try json.skip()
        continue
      }
      try json.forEachRecord { record throws(ReadError) in try benchmark.take(gatlingAssertion: record) }
    }
    return benchmark.readings.isEmpty ? [] : [benchmark]
  }
}

extension Benchmark {
  fileprivate mutating func take(gatlingAssertion record: JSONRecord) throws(ReadError) {
    guard let result = record.text("result"), result == "true" || result == "false" else {
      throw ReadError(line: record.line, met: "an assertion without its result", wanted: "true or false as result")
    }
    let words = ["path", "target", "condition"].compactMap { record.text($0) }.joined(separator: " ")
    let name = record.text("message") ?? words
    if let actual = record.numbers("actualValue").first ?? record.number("actualValue") {
      readings.append(Reading(name, actual, ""))
    }
    if result == "false" { caveats.append(Caveat(.toolLimit, "its assertion failed: \(name)")) }
  }
}

/// A group of requests, with those that it contains; the outermost one is all of them.
private func readGroup(
  _ json: inout JSONReader, isOutermost: Bool, into benchmarks: inout [Benchmark]
) throws(ReadError) {
  // global_stats.json has the numbers themselves where stats.json has groups.
  var own = JSONRecord()
  var stats: JSONRecord?
  let place = benchmarks.count
  try json.beginObject()
  while let key = try json.nextKey() {
    switch key {
    case "stats": stats = try json.record()
    case "contents":
      guard try json.beginsObject() else { continue }
      while try json.nextKey() != nil { try readGroup(&json, isOutermost: false, into: &benchmarks) }
    default: try own.take(key, &json)
    }
  }
  guard let record = stats ?? (own.number("numberOfRequests.total") == nil ? nil : own) else { return }
  let name = isOutermost ? "" : record.text("name") ?? own.text("name") ?? ""
  benchmarks.insert(Benchmark(gatling: record, name: name), at: place)
}

extension Benchmark {
  /// Which percentiles `percentiles1` to `4` are is a setting of Gatling, and not told.
  fileprivate init(gatling record: JSONRecord, name: String) {
    let times: [(String, Metric?)] = [
      ("meanResponseTime", .mean), ("minResponseTime", .min), ("maxResponseTime", .max),
      ("percentiles1", nil), ("percentiles2", nil), ("percentiles3", nil), ("percentiles4", nil),
    ]
    var readings = times.compactMap { path, metric in
      record.number("\(path).total").map { Reading(path, $0, "ms", metric: metric) }
    }
    if let rate = record.number("meanNumberOfRequestsPerSecond.total") {
      readings.append(Reading("meanNumberOfRequestsPerSecond", rate, "requests/s", metric: .throughput))
    }
    let groups = record.gatlingGroups
    self.init(
      tool: "gatling", name: name, readings: readings + (groups?.readings.filter { $0.metric != .max } ?? []),
      latencies: groups,
      attempts: record.integer("numberOfRequests.total"), failures: record.integer("numberOfRequests.ko"))
    noteIfAllFailed()
  }
}

extension JSONRecord {
  /// `t < 800 ms`, `800 ms <= t < 1200 ms` and `t >= 1200 ms`, of those that did not fail.
  fileprivate var gatlingGroups: Latencies? {
    let buckets = (1...3).compactMap { group -> Histogram.Bucket? in
      guard let name = text("group\(group).name"), let count = integer("group\(group).count") else { return nil }
      let bounds = name.split(whereSeparator: { !$0.isNumber && $0 != "." }).compactMap { Decimal(String($0)) }
        .map { Unit("ms").quantity($0).value }
      guard let first = bounds.first else { return nil }
      if bounds.count == 2 { return Histogram.Bucket(first, bounds[1], count: count) }
      let isLast = name.contains(">") || name.contains("≥")
      return isLast ? Histogram.Bucket(first, nil, count: count) : Histogram.Bucket(0, first, count: count)
    }
    return buckets.isEmpty ? nil : .histogram(Histogram(buckets))
  }
}
