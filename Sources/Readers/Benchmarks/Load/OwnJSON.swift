import Model
import Syntax

extension Reader {
  static let ownJSON = json(
    "sixgate-benchmarks", usualNames: ["*.benchmarks.json"],
    source: "docs/measurements.md, for tools that write none of the others"
  ) { head in
    head.hasKeys("schema") && head.contains("\"sixgate-benchmarks/1\"")
  } read: { json throws(ReadError) in
    var (tool, benchmarks): (String, [Benchmark]) = ("", [])
    var conditions = JSONRecord()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "schema":
        let line = json.line
        let schema = try json.string()
        if schema != "sixgate-benchmarks/1" {
          throw ReadError(line: line, met: ReadError.quoted(schema.utf8), wanted: "sixgate-benchmarks/1")
        }
      case "tool": tool = try json.string()
      case "conditions": conditions = try json.record()
      case "benchmarks":
        try json.beginArray()
        while try json.nextElement() { benchmarks.append(try OwnBenchmark(&json).benchmark()) }
      default:
        throw ReadError(line: json.line, met: ReadError.quoted(key.utf8), wanted: "tool, conditions or benchmarks")
      }
    }
    for index in benchmarks.indices {
      benchmarks[index].tool = tool
      for field in conditions.fields { benchmarks[index].conditions[field.path] = field.text }
    }
    return benchmarks
  }
}

/// One entry of `benchmarks`.
private struct OwnBenchmark {
  private let line: Int
  private var entry = JSONRecord()
  private var metrics: [JSONRecord] = []
  private var buckets: [JSONRecord] = []

  init(_ json: inout JSONReader) throws(ReadError) {
    line = json.line
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metrics": try json.forEachRecord { metrics.append($0) }
      case "histogram": try json.forEachRecord { buckets.append($0) }
      case "name", "requests", "failures", "samples", "unit", "closed-loop": try entry.take(key, &json)
      default:
        throw ReadError(
          line: json.line, met: ReadError.quoted(key.utf8),
          wanted: "name, requests, failures, metrics, samples, histogram, unit or closed-loop")
      }
    }
  }

  func benchmark() throws(ReadError) -> Benchmark {
    var readings: [Reading] = []
    for metric in metrics { readings.append(try reading(metric)) }
    let latencies = try latencies()
    var benchmark = Benchmark(
      tool: "", name: entry.text("name") ?? "", readings: readings + (latencies?.readings ?? []),
      latencies: latencies, attempts: entry.integer("requests") ?? latencies?.count,
      failures: entry.integer("failures"))
    benchmark.isClosedLoop = entry.text("closed-loop") == "true"
    benchmark.noteIfAllFailed()
    return benchmark
  }

  private func reading(_ record: JSONRecord) throws(ReadError) -> Reading {
    guard let name = record.text("name"), let unit = record.text("unit"), let number = record.printed("value") else {
      throw ReadError(line: record.line, met: "a metric without name, value or unit", wanted: "all three")
    }
    let direction = record.text("better").flatMap { ["smaller": Reading.Direction.smaller, "larger": .larger][$0] }
    return Reading(name, number, unit, metric: Metric.known.first { $0.name == name }, direction: direction)
  }

  /// Samples and bounds have a unit of time, for nobody could tell milliseconds from seconds by their numbers.
  private func latencies() throws(ReadError) -> Latencies? {
    let samples = entry.numbers("samples")
    guard !samples.isEmpty || !buckets.isEmpty else { return nil }
    guard let unit = entry.text("unit"), Unit(unit).dimension == .time else {
      throw ReadError(line: line, met: "samples without a unit", wanted: "unit: ns, us, ms or s")
    }
    if let negative = samples.first(where: { $0 < 0 }) {
      throw ReadError(line: line, met: "the time \(negative)", wanted: "times that are not negative")
    }
    guard samples.isEmpty else {
      return .samples(Samples(nanoseconds: samples.map { $0.nanoseconds(of: unit) }))
    }
    var lower = Decimal(0)
    var histogram: [Histogram.Bucket] = []
    for bucket in buckets {
      guard let count = bucket.integer("count"), count >= 0 else {
        throw ReadError(line: bucket.line, met: "a bucket without its count", wanted: "count, and upTo")
      }
      let upper = bucket.number("upTo").map { Unit(unit).quantity($0).value }
      histogram.append(Histogram.Bucket(lower, upper, count: count))
      lower = upper ?? lower
    }
    return .histogram(Histogram(histogram))
  }
}
