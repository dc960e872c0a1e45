import Model
import Syntax

extension Reader {
  static let benchmarkDotNet = json(
    "benchmarkdotnet", usualNames: ["*-report-full*.json", "*-report-brief*.json", "*-report.json"],
    source: "BenchmarkDotNet's JsonExporter"
  ) { head in
    head.hasKeys("Title", "HostEnvironmentInfo")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    var host = JSONRecord()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "HostEnvironmentInfo": host = try json.record()
      case "Benchmarks":
        try json.forEachRecord { record throws(ReadError) in benchmarks.append(try Benchmark(dotNet: record)) }
      default: try json.skip()
      }
    }
    return benchmarks.map { $0.measured(on: host) }
  }
}

extension Benchmark {
  fileprivate init(dotNet record: JSONRecord) throws(ReadError) {
    guard let name = record.text("FullName") ?? record.text("DisplayInfo") else {
      throw ReadError(line: record.line, met: "a benchmark without its name", wanted: "FullName")
    }
    self.init(tool: "benchmarkdotnet", name: name)
    guard let mean = record.number("Statistics.Mean") else {
      caveats.append(Caveat(.nothingMeasured, "it failed: there are no statistics"))
      return
    }
    let times: [(String, Metric?)] = [
      ("Median", .p50), ("Min", .min), ("Max", .max), ("StandardDeviation", nil),
    ]
    readings = [Reading("Mean", mean, "ns", metric: .time)]
    readings += times.compactMap { path, metric in
      record.number("Statistics.\(path)").map { Reading(path, $0, "ns", metric: metric) }
    }
    readings += record.fields(below: "Statistics.Percentiles.").compactMap { path, text in
      Decimal(text).map { Reading(path, $0, "ns") }
    }
    if let bytes = record.number("Memory.BytesAllocatedPerOperation") {
      readings.append(Reading("BytesAllocatedPerOperation", bytes, "B"))
    }
    repetitions = record.numbers("Statistics.OriginalValues")
  }

  fileprivate func measured(on host: JSONRecord) -> Benchmark {
    var benchmark = self
    for key in ["ProcessorName", "Architecture", "RuntimeVersion"] { benchmark.conditions[key] = host.text(key) }
    if host.text("Configuration")?.lowercased() == "debug" {
      benchmark.caveats.append(Caveat(.debugBuild, "it was built as debug"))
    }
    return benchmark
  }
}
