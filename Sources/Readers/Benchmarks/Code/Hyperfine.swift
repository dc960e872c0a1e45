import Model
import Syntax

extension Reader {
  static let hyperfine = json(
    "hyperfine", usualNames: ["*hyperfine*.json", "*bench*.json"],
    source: "hyperfine --export-json (github.com/sharkdp/hyperfine)"
  ) { head in
    head.hasKeys("results") && head.contains("\"command\"") && head.contains("\"times\"")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "results" else {
        try json.skip()
        continue
      }
      try json.forEachRecord { record throws(ReadError) in benchmarks.append(try Benchmark(hyperfine: record)) }
    }
    return benchmarks
  }

  static let hyperfineCSV = benchmarks(
    "hyperfine-csv", usualNames: ["*hyperfine*.csv", "*bench*.csv"], source: "hyperfine --export-csv"
  ) { head in
    head.firstLine.hasPrefix("command,mean,stddev,median,user,system,min,max")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    var benchmarks: [Benchmark] = []
    while try rows.next() {
      let numbers = rows.columns.names.enumerated().compactMap { column, name in
        hyperfineTimes[name].flatMap { metric in Decimal(rows.text(column)).map { (name, $0, metric) } }
      }
      guard numbers.count >= 3 else {
        try rows.refuse("a command and its times in seconds")
        continue
      }
      benchmarks.append(
        Benchmark(
          tool: "hyperfine", name: rows.text(0), readings: numbers.map { Reading($0, $1, "s", metric: $2) }))
    }
    return benchmarks
  }
}

/// The numbers of a command, and what policies call them.
private let hyperfineTimes: [String: Metric?] = [
  "mean": .time, "median": .p50, "min": .min, "max": .max, "user": nil, "system": nil,
]

extension Benchmark {
  fileprivate init(hyperfine record: JSONRecord) throws(ReadError) {
    guard let command = record.text("command"), record.number("mean") != nil else {
      throw ReadError(line: record.line, met: "a result without command or mean", wanted: "both")
    }
    let readings = ["mean", "median", "min", "max", "user", "system"].compactMap { name in
      record.number(name).map { Reading(name, $0, "s", metric: hyperfineTimes[name] ?? nil) }
    }
    let codes = record.numbers("exit_codes")
    let times = record.numbers("times").map { Unit("s").quantity($0).value }
    let latencies = times.isEmpty ? nil : Latencies.samples(Samples(nanoseconds: times.map(\.wholeNanoseconds)))
    let percentiles = latencies?.readings.filter { $0.metric?.basisPoints != nil && $0.metric != .p50 } ?? []
    self.init(
      tool: "hyperfine", name: command, readings: readings + percentiles, latencies: latencies, repetitions: times,
      attempts: codes.isEmpty ? nil : codes.count, failures: codes.isEmpty ? nil : codes.count { $0 != 0 })
    // With -i hyperfine measures commands that fail, and says so nowhere else.
    noteIfAllFailed()
    if let failures, failures > 0, failures < codes.count {
      caveats.append(Caveat(.doubtful, "\(failures) of \(codes.count.of("run")) failed, and count as others do"))
    }
  }
}

extension Decimal {
  fileprivate var wholeNanoseconds: UInt64 { UInt64(clamping: units / Decimal(1).units) }
}
