import Model
import Syntax

extension Reader {
  static let ownSamples = benchmarks(
    "latency-csv", usualNames: ["*latenc*.csv"],
    source: "docs/measurements.md: a row a request, the unit in the name of the column", looksAhead: true
  ) { head in
    head.columns.names.contains { SampleColumn($0, "latency") != nil }
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let names = rows.columns.names
    guard let latency = names.firstSample("latency") else { throw rows.csv.error("a column such as latency_ms") }
    let start = names.firstSample("start")
    let (failed, status) = (rows.columns["failed"], rows.columns["status"])
    var log = ResponseLog()
    try rows.takeRows(into: &log) { rows, log throws(ReadError) in
      while try rows.next() {
        guard let time = rows.csv.fixedPoint(latency.column, places: latency.places),
          let at = rows.fixedPoint(start?.column, places: start?.places ?? 0),
          let code = rows.fixedPoint(status, places: 0, absent: 200)
        else {
          try rows.refuse("a time that is not negative")
          continue
        }
        let isFailure = rows.text(failed) == "true" || rows.text(failed) == "1" || code >= 500 || code == 0
        log.add(time, from: start == nil ? nil : at, isFailure: isFailure, isRefusal: code >= 400)
      }
    }
    var benchmark = log.benchmark(tool: "csv")
    if failed == nil, status == nil { benchmark.failures = nil }
    return [rows.marked(benchmark)]
  }

  static let ownCSV = benchmarks(
    "benchmarks-csv", usualNames: ["*.benchmarks.csv"], source: "docs/measurements.md: a row a number"
  ) { head in
    head.columns.has("name", "metric", "value", "unit")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, metric) = try (rows.column("name"), rows.column("metric"))
    let (value, unit) = try (rows.column("value"), rows.column("unit"))
    var benchmarks: [Benchmark] = []
    while try rows.next() {
      guard let number = PrintedNumber(rows.text(value)), number.unit.isEmpty else {
        try rows.refuse("a name, a metric, a value and a unit")
        continue
      }
      let index = benchmarks.firstIndex { $0.name == rows.text(name) } ?? benchmarks.count
      if index == benchmarks.count { benchmarks.append(Benchmark(tool: "csv", name: rows.text(name))) }
      let known = Metric.known.first { $0.name == rows.text(metric) }
      benchmarks[index].readings.append(Reading(rows.text(metric), number, rows.text(unit), metric: known))
    }
    guard let last = benchmarks.popLast() else { return [] }
    return benchmarks + [rows.marked(last)]
  }
}

/// `latency_ms`, `start_s`: what a column holds, and how many places of its numbers are whole nanoseconds.
private struct SampleColumn {
  let places: Int

  init?(_ name: String, _ what: String) {
    let units = ["s": 9, "ms": 6, "us": 3, "ns": 0]
    guard name.hasPrefix(what + "_"), let places = units[String(name.dropFirst(what.count + 1))] else { return nil }
    self.places = places
  }
}

extension [String] {
  fileprivate func firstSample(_ what: String) -> (column: Int, places: Int)? {
    enumerated().lazy.compactMap { column, name in SampleColumn(name, what).map { (column, $0.places) } }.first
  }
}
