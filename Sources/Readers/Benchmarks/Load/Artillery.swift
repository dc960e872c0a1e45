import Model
import Syntax

extension Reader {
  static let artillery = json(
    "artillery", usualNames: ["*artillery*.json"], source: "artillery run --output (artillery 1 and 2)"
  ) { head in
    head.hasKeys("aggregate") && (head.contains("\"counters\"") || head.contains("\"scenariosCreated\""))
  } read: { json throws(ReadError) in
    var aggregate: JSONRecord?
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "aggregate" { aggregate = try json.record() } else { try json.skip() }
    }
    guard let aggregate else { throw ReadError(met: "no aggregate", wanted: "the numbers of the whole run") }
    return [Benchmark(artillery: aggregate)]
  }
}

extension Benchmark {
  fileprivate init(artillery record: JSONRecord) {
    // Version 1 has `latency` where version 2 has a summary for each kind of response.
    let isFirst = !record.fields(below: "latency.").isEmpty
    let times = isFirst ? "latency." : "summaries.http.response_time."
    let metrics: [String: Metric] = [
      "min": .min, "max": .max, "mean": .mean, "median": .p50, "p50": .p50, "p75": .p75, "p90": .p90, "p95": .p95,
      "p99": .p99, "p999": .p999,
    ]
    var readings = record.fields(below: times).compactMap { name, text in
      metrics[name].flatMap { metric in Decimal(text).map { Reading(name, $0, "ms", metric: metric) } }
    }
    if let rate = record.number(isFirst ? "rps.mean" : "rates.http.request_rate") {
      readings.append(Reading("request rate", rate, "requests/s", metric: .throughput))
    }
    let errors = record.fields(below: isFirst ? "errors." : "counters.errors.")
      .reduce(0) { $0.addingClamped(Int($1.text) ?? 0) }
    let codes = record.fields(below: isFirst ? "codes." : "counters.http.codes.")
    let serverErrors = codes.reduce(0) { (Int($1.path) ?? 0) >= 500 ? $0.addingClamped(Int($1.text) ?? 0) : $0 }
    let answers = codes.reduce(0) { $0.addingClamped(Int($1.text) ?? 0) }
    self.init(
      tool: "artillery", readings: readings, attempts: answers.addingClamped(errors),
      failures: serverErrors.addingClamped(errors))
    noteIfAllFailed()
  }
}
