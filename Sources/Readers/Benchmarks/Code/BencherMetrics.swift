import Model
import Syntax

extension Reader {
  static let bencherMetrics = json(
    "bencher-json", usualNames: ["*bencher*.json", "*bench*.json"],
    source: "Bencher Metric Format (bencher.dev/docs/reference/bencher-metric-format)"
  ) { head in
    head.thirdKeys.contains("value")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.beginObject()
    while let name = try json.nextKey() {
      let record = try json.record()
      let readings = record.fields.compactMap { path, text -> Reading? in
        guard path.hasSuffix(".value"), let number = Decimal(text) else { return nil }
        return Reading(bencher: String(path.dropLast(".value".count)), number)
      }
      guard !readings.isEmpty else {
        throw ReadError(line: record.line, met: "\(ReadError.quoted(name.utf8)) without a measure", wanted: "a value")
      }
      benchmarks.append(Benchmark(tool: "bencher", name: name, readings: readings))
    }
    return benchmarks
  }

  static let customBenchmarks = json(
    "custom-json", usualNames: ["*bench*.json"],
    source: "github-action-benchmark, customSmallerIsBetter and customBiggerIsBetter; swift package benchmark's exports"
  ) { head in
    head.hasElementKeys("name", "unit", "value")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.forEachRecord { record throws(ReadError) in
      guard let name = record.text("name"), let unit = record.text("unit"), let value = record.number("value") else {
        throw ReadError(line: record.line, met: "an entry without name, unit or value", wanted: "all three")
      }
      benchmarks.append(Benchmark(tool: "custom", name: name, readings: [Reading("value", value, unit)]))
    }
    return benchmarks
  }
}

extension Reading {
  /// A measure that Bencher knows by name, or one of somebody's own.
  fileprivate init(bencher name: String, _ number: Decimal) {
    switch name {
    case "latency": self.init(name, number, "ns", metric: .time)
    case "throughput": self.init(name, number, "ops/s", metric: .throughput)
    case "build-time": self.init(name, number, "s")
    case "file-size": self.init(name, number, "B")
    default: self.init(name, number, "")
    }
  }
}
