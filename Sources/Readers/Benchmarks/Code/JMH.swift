import Model
import Syntax

extension Reader {
  static let jmh = json(
    "jmh", usualNames: ["*jmh*.json", "*bench*.json"], source: "JMH, -rf json (openjdk/jmh, JSONResultFormat)"
  ) { head in
    head.hasElementKeys("benchmark", "mode") && head.contains("\"primaryMetric\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.forEachRecord { record throws(ReadError) in benchmarks.append(try Benchmark(jmh: record)) }
    return benchmarks
  }

  static let jmhCSV = benchmarks(
    "jmh-csv", usualNames: ["*jmh*.csv"], source: "JMH, -rf csv (openjdk/jmh, XSVResultFormat)"
  ) { head in
    head.columns.has("Benchmark", "Mode", "Score", "Unit")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, mode) = try (rows.column("Benchmark"), rows.column("Mode"))
    let (score, unit) = try (rows.column("Score"), rows.column("Unit"))
    var benchmarks: [Benchmark] = []
    while try rows.next() {
      guard let number = Decimal(rows.text(score)) else {
        try rows.refuse("a benchmark with its score")
        continue
      }
      var parameters: [String] = []
      for (column, label) in rows.columns.names.enumerated() where label.hasPrefix("Param: ") {
        if !rows.text(column).isEmpty { parameters.append("\(label.dropFirst(7))=\(rows.text(column))") }
      }
      benchmarks.append(
        Benchmark(
          jmh: rows.text(name), parameters, mode: rows.text(mode), score: number, unit: rows.text(unit)))
    }
    guard let last = benchmarks.popLast() else { return [] }
    return benchmarks + [rows.marked(last)]
  }
}

extension Benchmark {
  fileprivate init(
    jmh name: String, _ parameters: [String], mode: String, score: Decimal, unit: String
  ) {
    let isThroughput = mode == "thrpt" || mode == "Throughput"
    let title = parameters.isEmpty ? name : "\(name) (\(parameters.joined(separator: ", ")))"
    self.init(
      tool: "jmh", name: title, conditions: ["mode": mode],
      readings: [
        Reading(
          "score", score, unit, metric: isThroughput ? .throughput : .time,
          direction: isThroughput ? .larger : .smaller)
      ])
  }

  fileprivate init(jmh record: JSONRecord) throws(ReadError) {
    guard let name = record.text("benchmark"), let mode = record.text("mode"),
      let unit = record.text("primaryMetric.scoreUnit"), let score = record.number("primaryMetric.score")
    else {
      throw ReadError(
        line: record.line, met: "a benchmark without name, mode or score", wanted: "all three, and the unit")
    }
    let parameters = record.fields(below: "params.").map { "\($0.path)=\($0.text)" }
    self.init(jmh: name, parameters, mode: mode, score: score, unit: unit)
    for key in ["threads", "forks", "vmName", "jdkVersion"] { conditions[key] = record.text(key) }
    repetitions = record.numbers("primaryMetric.rawData").map { Unit(unit).quantity($0).value }
    guard mode == "sample" else { return }
    // Only of this mode are the percentiles those of single operations.
    readings += record.fields(below: "primaryMetric.scorePercentiles.").compactMap { percent, text in
      Decimal(text).map { Reading("p\(percent)", $0, unit, metric: Metric(percent: percent)) }
    }
  }
}
