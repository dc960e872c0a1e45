import Model
import Syntax

extension Reader {
  static let locustCSV = benchmarks(
    "locust-csv", usualNames: ["*locust*.csv", "*_stats.csv"],
    source: "locust --csv, the file _stats.csv (locust, stats.py)"
  ) { head in
    head.columns.has("Type", "Name", "Request Count", "Failure Count")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    let (name, count, failures) = try (
      rows.column("Name"), rows.column("Request Count"), rows.column("Failure Count")
    )
    var benchmarks: [Benchmark] = []
    while try rows.next() {
      guard let attempts = rows.csv.integer(count), let failed = rows.csv.integer(failures) else {
        try rows.refuse("whole numbers of requests and failures")
        continue
      }
      var benchmark = Benchmark(
        tool: "locust", name: rows.locustName(name), readings: rows.locustReadings, attempts: attempts,
        failures: failed)
      benchmark.isClosedLoop = true
      benchmark.noteIfAllFailed()
      benchmarks.append(benchmark)
    }
    guard var last = benchmarks.popLast() else { return [] }
    let why = "locust writes this file now and then and not at its end, so that the last seconds may be missing"
    last.caveats.append(Caveat(.stale, why))
    return benchmarks + [rows.marked(last)]
  }

  static let locustJSON = json(
    "locust", usualNames: ["*locust*.json"], source: "locust --json (locust, StatsEntry.serialize)"
  ) { head in
    head.hasElementKeys("num_requests", "num_failures", "response_times")
  } read: { json throws(ReadError) in
    var entries: [Benchmark] = []
    try json.forEachRecord { record throws(ReadError) in entries.append(try Benchmark(locust: record)) }
    return [entries.allOfLocust] + (entries.count > 1 ? entries : [])
  }
}

extension TableReader {
  /// The row of all requests together is not a thing of its own.
  fileprivate func locustName(_ column: Int) -> String {
    let name = text(column)
    return name == "Aggregated" || name == "Total" ? "" : name
  }

  fileprivate var locustReadings: [Reading] {
    var readings: [Reading] = []
    for (column, name) in columns.names.enumerated() {
      guard let number = PrintedNumber(text(column)), number.value >= 0 else { continue }
      let times: [String: Metric] = [
        "Average Response Time": .mean, "Min Response Time": .min, "Max Response Time": .max,
      ]
      if name == "Requests/s" {
        readings.append(Reading(name, number.value, "requests/s", metric: .throughput))
      } else if let metric = times[name] {
        readings.append(Reading(name, number.value, "ms", metric: metric))
      } else if name.hasSuffix("%") {
        let metric = name == "100%" ? nil : Metric(percent: name)
        let slack = Benchmark.locustRounding(of: number.value)
        readings.append(Reading(name, number.value, "ms", metric: metric, slack: slack))
      }
    }
    return readings
  }
}

extension Benchmark {
  /// How far locust rounds a number of milliseconds: to two digits, in parts of at most a thousand.
  ///
  /// - Source: locust, stats.py, StatsEntry._log_response_time
  fileprivate static func locustRounding(of milliseconds: Decimal) -> Decimal {
    if milliseconds < 100 { return Decimal(units: Decimal(1).units / 2) }
    return milliseconds < 1000 ? 5 : milliseconds < 10_000 ? 50 : 500
  }

  fileprivate init(locust record: JSONRecord) throws(ReadError) {
    guard let attempts = record.integer("num_requests"), let failures = record.integer("num_failures"), attempts >= 0,
      failures >= 0
    else {
      throw ReadError(line: record.line, met: "an entry without its numbers", wanted: "num_requests and num_failures")
    }
    let name = [record.text("method"), record.text("name")].compactMap { $0 }.joined(separator: " ")
    let buckets = record.fields(below: "response_times.").compactMap { path, text -> Histogram.Bucket? in
      guard let time = Decimal(path), let count = Int(text) else { return nil }
      let slack = Benchmark.locustRounding(of: time)
      let lower = Decimal(units: max(0, time.units - slack.units))
      return Histogram.Bucket(
        Unit("ms").quantity(lower).value, Unit("ms").quantity(Decimal(units: time.units + slack.units)).value,
        count: count)
    }
    self.init(locust: name, Histogram(buckets), attempts: attempts, failures: failures)
    let times: [(String, Metric)] = [("max_response_time", .max), ("min_response_time", .min)]
    readings += times.compactMap { path, metric in
      record.number(path).map { Reading(path, $0, "ms", metric: metric) }
    }
  }

  fileprivate init(locust name: String, _ histogram: Histogram, attempts: Int, failures: Int) {
    let latencies = Latencies.histogram(histogram)
    self.init(
      tool: "locust", name: name, readings: latencies.readings.filter { $0.metric != .max }, latencies: latencies,
      attempts: attempts, failures: failures)
    isClosedLoop = true
    noteIfAllFailed()
  }
}

extension [Benchmark] {
  /// All requests together.
  fileprivate var allOfLocust: Benchmark {
    let buckets = flatMap { entry -> [Histogram.Bucket] in
      if case .histogram(let histogram) = entry.latencies { histogram.buckets } else { [] }
    }
    return Benchmark(
      locust: "", Histogram(buckets), attempts: reduce(0) { $0.addingClamped($1.attempts ?? 0) },
      failures: reduce(0) { $0.addingClamped($1.failures ?? 0) })
  }
}
