import Model
import Syntax

extension Reader {
  static let jmeterStatistics = json(
    "jmeter-statistics", usualNames: ["**/statistics.json", "*jmeter*.json"],
    source: "JMeter's dashboard (jmeter -e -o), statistics.json beside its index.html"
  ) { head in
    head.contains("\"sampleCount\"") && head.contains("\"meanResTime\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      let record = try json.record()
      guard let samples = record.integer("sampleCount"), let errors = record.integer("errorCount") else {
        throw ReadError(line: record.line, met: "\(key) without its counts", wanted: "sampleCount and errorCount")
      }
      let isOfAll = key == "Total"
      let benchmark = Benchmark(jmeter: record, name: isOfAll ? "" : key, samples, errors)
      benchmarks.insert(benchmark, at: isOfAll ? 0 : benchmarks.count)
    }
    return benchmarks
  }
}

extension Benchmark {
  /// The times of so many samples, at most, go into a percentile; of more, those of the last ones alone.
  ///
  /// - Source: JMeter, bin/reportgenerator.properties, jmeter.reportgenerator.statistic_window
  private static let window = 20_000

  /// Which percentiles `pct1ResTime` to `pct3ResTime` are is a setting of JMeter, and not told.
  fileprivate init(jmeter record: JSONRecord, name: String, _ samples: Int, _ errors: Int) {
    let times: [(String, Metric?)] = [
      ("meanResTime", .mean), ("minResTime", .min), ("maxResTime", .max),
      ("medianResTime", samples <= Benchmark.window ? .p50 : nil),
      ("pct1ResTime", nil), ("pct2ResTime", nil), ("pct3ResTime", nil),
    ]
    var readings = times.compactMap { path, metric in
      record.number(path).map { Reading(path, $0, "ms", metric: metric) }
    }
    if let rate = record.number("throughput") {
      readings.append(Reading("throughput", rate, "requests/s", metric: .throughput))
    }
    self.init(tool: "jmeter", name: name, readings: readings, attempts: samples, failures: errors)
    isClosedLoop = true
    noteIfAllFailed()
  }
}
