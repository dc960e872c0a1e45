import Model
import Syntax

extension Reader {
  static let googleBenchmark = json(
    "google-benchmark", usualNames: ["*bench*.json"],
    source: "Google Benchmark, --benchmark_format=json (docs/user_guide.md, src/json_reporter.cc)"
  ) { head in
    head.hasKeys("context", "benchmarks") || head.hasKeys("context") && head.contains("\"library_build_type\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var context = JSONRecord()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "context": context = try json.record()
      case "benchmarks":
        try json.forEachRecord { record throws(ReadError) in benchmarks.append(try Benchmark(google: record)) }
      default: try json.skip()
      }
    }
    return benchmarks.map { $0.measured(in: context) }
  }

  static let googleBenchmarkCSV = benchmarks(
    "google-benchmark-csv", usualNames: ["*bench*.csv"], source: "Google Benchmark, --benchmark_format=csv"
  ) { head in
    head.columns.has("name", "iterations", "real_time", "cpu_time", "time_unit")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, real, cpu) = try (rows.column("name"), rows.column("real_time"), rows.column("cpu_time"))
    let (unit, error) = try (rows.column("time_unit"), rows.columns["error_message"])
    var benchmarks: [Benchmark] = []
    while try rows.next() {
      let title = rows.text(name)
      // Its coefficients of variation are multiplied as if they were times.
      if title.hasSuffix("_cv") { continue }
      let isAggregate = ["_mean", "_median", "_stddev"].contains { title.hasSuffix($0) }
      var benchmark = Benchmark(tool: "google-benchmark", name: title)
      if let time = Decimal(rows.text(real)), let cpu = Decimal(rows.text(cpu)) {
        benchmark.readings.append(Reading("real_time", time, rows.text(unit), metric: isAggregate ? nil : .time))
        benchmark.readings.append(Reading("cpu_time", cpu, rows.text(unit)))
      } else if !rows.text(error).isEmpty {
        benchmark.caveats.append(Caveat(.nothingMeasured, "it failed: \(rows.text(error))"))
      } else {
        try rows.refuse("a name and its times")
        continue
      }
      benchmarks.append(benchmark)
    }
    return benchmarks
  }
}

extension Benchmark {
  fileprivate init(google record: JSONRecord) throws(ReadError) {
    guard let name = record.text("name") else {
      throw ReadError(line: record.line, met: "a benchmark without its name", wanted: "a name")
    }
    self.init(tool: "google-benchmark", name: name)
    if let threads = record.text("threads") { conditions["threads"] = threads }
    if record.text("error_occurred") == "true" {
      caveats.append(Caveat(.nothingMeasured, "it failed: \(record.text("error_message") ?? "no words")"))
      return
    }
    if record.text("skipped") == "true" {
      caveats.append(Caveat(.nothingMeasured, "it was skipped: \(record.text("skip_message") ?? "no words")"))
      return
    }
    // Of a coefficient of variation the times are ratios, whatever the unit that stands beside them.
    let isRatio = record.text("aggregate_unit") == "percentage" || record.text("aggregate_name") == "cv"
    let unit = isRatio ? "ratio" : record.text("time_unit") ?? "ns"
    // An aggregate over complexities has coefficients instead of times.
    let times = ["real_time", "cpu_time", "real_coefficient", "cpu_coefficient", "rms"]
    let isAggregate = record.text("run_type") == "aggregate"
    readings = times.compactMap { path in
      record.number(path).map { Reading(path, $0, unit, metric: path == "real_time" && !isAggregate ? .time : nil) }
    }
    if !isRatio {
      readings += [("bytes_per_second", "B/s"), ("items_per_second", "items/s")].compactMap { path, unit in
        record.number(path).map { Reading(path, $0, unit) }
      }
    }
    guard !readings.isEmpty else {
      throw ReadError(line: record.line, met: "\(name) without times", wanted: "real_time and cpu_time")
    }
  }

  fileprivate func measured(in context: JSONRecord) -> Benchmark {
    var benchmark = self
    for key in ["num_cpus", "mhz_per_cpu"] { benchmark.conditions[key] = context.text(key) }
    benchmark.instant = context.text("date").flatMap { Instant(timestamp: $0) }
    if context.text("library_build_type") == "debug" {
      benchmark.caveats.append(Caveat(.debugBuild, "the benchmark library was built as debug"))
    }
    return benchmark
  }
}
