import Model
import Syntax

extension Reader {
  static let pytestBenchmark = json(
    "pytest-benchmark", usualNames: ["*bench*.json", ".benchmarks/**/*.json"],
    source: "pytest --benchmark-json (pytest-benchmark, stats.py)"
  ) { head in
    head.hasKeys("machine_info", "benchmarks") || head.hasKeys("machine_info", "commit_info")
      || head.hasKeys("machine_info") && head.contains("\"python_version\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var (machine, commit) = (JSONRecord(), JSONRecord())
    var instant: Instant?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "machine_info": machine = try json.record()
      case "commit_info" where try json.peek() == .object: commit = try json.record()
      case "datetime": instant = try json.text().flatMap { Instant(timestamp: $0) }
      case "benchmarks":
        try json.forEachRecord { record throws(ReadError) in benchmarks.append(try Benchmark(pytest: record)) }
      default: try json.skip()
      }
    }
    for (key, path) in [("machine", "machine"), ("system", "system"), ("cpu", "cpu.brand_raw"), ("cpu", "cpu.brand")] {
      guard let text = machine.text(path) else { continue }
      for index in benchmarks.indices { benchmarks[index].conditions[key] = text }
    }
    for index in benchmarks.indices {
      (benchmarks[index].commit, benchmarks[index].instant) = (commit.text("id"), instant)
    }
    return benchmarks
  }
}

extension Benchmark {
  /// Of the times the median stands for the benchmark: a few slow rounds make the mean many times as large.
  fileprivate init(pytest record: JSONRecord) throws(ReadError) {
    guard let name = record.text("fullname") ?? record.text("name"), let ops = record.number("stats.ops") else {
      throw ReadError(line: record.line, met: "a benchmark without name or stats", wanted: "both")
    }
    let times: [(String, Metric?)] = [
      ("median", .time), ("mean", .mean), ("min", .min), ("max", .max), ("q1", nil), ("q3", nil), ("stddev", nil),
    ]
    let readings = times.compactMap { path, metric in
      record.number("stats.\(path)").map { Reading(path, $0, "s", metric: metric) }
    }
    self.init(
      tool: "pytest-benchmark", name: name, readings: [Reading("ops", ops, "1/s")] + readings,
      repetitions: record.numbers("stats.data").map { Unit("s").quantity($0).value })
  }
}
