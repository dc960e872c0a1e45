import Model
import Syntax

extension Reader {
  static let k6Summary = json(
    "k6", usualNames: ["*k6*.json", "*summary*.json"],
    source: "k6, end-of-test summary: what handleSummary() gets, and the file of --summary-export"
  ) { head in
    let metrics = ["\"iteration_duration\"", "\"http_req_duration\""]
    return head.hasKeys("metrics") && (head.hasKeys("root_group") || metrics.contains(where: head.contains))
  } read: { json throws(ReadError) in
    var summary = K6Summary()
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "metrics" else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while let name = try json.nextKey() { summary.take(K6Metric(name, try json.record())) }
    }
    return [try summary.benchmark()]
  }
}

/// One metric of a summary: its numbers, and the limits it was given.
struct K6Metric {
  let name: String
  private let record: JSONRecord
  /// Where the numbers are: handleSummary() has them below `values`.
  private let prefix: String
  private let isTime: Bool

  init(_ name: String, _ record: JSONRecord) {
    self.name = name
    self.record = record
    prefix = record.fields(below: "values.").isEmpty ? "" : "values."
    isTime = record.text("contains") == "time" || record.number(prefix + "avg") != nil
  }

  func number(_ statistic: String) -> Decimal? { record.number(prefix + statistic) }

  /// Its numbers; those that policies know by name where it is what stands for the requests.
  func readings(standsForRequests: Bool) -> [Reading] {
    record.fields(below: prefix).compactMap { path, text in
      guard let number = Decimal(text), !path.contains("thresholds") else { return nil }
      let metric = standsForRequests ? Metric(k6: path) : nil
      let isRate = path == "rate" && number >= 0 && record.number(prefix + "count") != nil
      let unit = isTime ? "ms" : isRate ? "1/s" : ""
      return Reading("\(name) \(path)", number, unit, metric: metric)
    }
  }

  /// The limits that k6 was given and that were not kept.
  ///
  /// In the file of --summary-export `true` says that one was crossed; handleSummary() has `ok: true` for one that
  /// was kept. Where the number is there too, it decides.
  var crossed: [String] {
    record.fields(below: "thresholds.").compactMap { path, text in
      let isOk = path.hasSuffix(".ok")
      let expression = isOk ? String(path.dropLast(3)) : path
      let saysCrossed = (text == "true") != isOk
      let isKept = K6Threshold(expression).flatMap { threshold in number(threshold.statistic).map(threshold.holds) }
      return isKept.map { !$0 } ?? saysCrossed ? expression : nil
    }
  }
}

/// What was taken of a summary so far.
private struct K6Summary {
  private var metrics: [K6Metric] = []

  mutating func take(_ metric: K6Metric) { metrics.append(metric) }

  private func metric(_ name: String) -> K6Metric? { metrics.first { $0.name == name } }

  func benchmark() throws(ReadError) -> Benchmark {
    let requests = ["http_req_duration", "grpc_req_duration", "iteration_duration"].lazy.compactMap(metric).first
    guard let requests else {
      throw ReadError(met: "metrics without a duration", wanted: "http_req_duration, or iteration_duration at least")
    }
    var readings = requests.readings(standsForRequests: true)
    for other in metrics where other.name != requests.name { readings += other.readings(standsForRequests: false) }
    for index in readings.indices where readings[index].name == "http_reqs rate" {
      readings[index].metric = .throughput
    }
    // Of a rate k6 calls the samples that are not zero its passes: of http_req_failed those are the failures.
    let failed = metric("http_req_failed")
    var benchmark = Benchmark(
      tool: "k6", readings: readings,
      attempts: (metric("http_reqs") ?? metric("iterations"))?.number("count")?.wholePart,
      failures: failed?.number("passes")?.wholePart)
    for metric in metrics {
      for threshold in metric.crossed {
        benchmark.caveats.append(Caveat(.toolLimit, "its threshold \(threshold) on \(metric.name) was crossed"))
      }
    }
    benchmark.noteIfAllFailed()
    return benchmark
  }
}
