import Model
import Syntax

extension Reader {
  static let vegeta = json(
    "vegeta", usualNames: ["*vegeta*.json"],
    source: "vegeta report -type=json (github.com/tsenart/vegeta, lib/metrics.go)"
  ) { head in
    head.hasKeys("latencies", "bytes_in", "earliest")
  } read: { json throws(ReadError) in
    let record = try json.record()
    let names = ["mean", "50th", "90th", "95th", "99th", "max", "min"]
    let metrics: [Metric] = [.mean, .p50, .p90, .p95, .p99, .max, .min]
    var readings = zip(names, metrics).compactMap { name, metric in
      record.number("latencies.\(name)").map { Reading(name, $0, "ns", metric: metric) }
    }
    readings += [("throughput", Metric.throughput as Metric?), ("rate", nil)].compactMap { name, metric in
      record.number(name).map { Reading(name, $0, "requests/s", metric: metric) }
    }
    var benchmark = Benchmark(
      tool: "vegeta", readings: readings, latencies: record.buckets, attempts: record.integer("requests"),
      failures: record.failures)
    benchmark.noteIfAllFailed()
    // The share of answers with 2xx and 3xx.
    let hasFailed = record.number("success") == 0 && benchmark.attempts ?? 0 > 0
    if hasFailed, benchmark.caveats.isEmpty { benchmark.caveats.append(.onlyErrors) }
    return [benchmark]
  }

  static let vegetaText = benchmarks(
    "vegeta-text", usualNames: ["*vegeta*.txt"],
    source: "vegeta report, the text (github.com/tsenart/vegeta, lib/reporters.go)"
  ) { head in
    head.contains("Latencies") && head.contains("Status Codes  [code:count]")
  } read: { source throws(ReadError) in
    var report = VegetaText()
    try source.forEachLine { line throws(ReadError) in try report.take(line) }
    return [try report.benchmark(line: source.line)]
  }

  static let vegetaSamples = benchmarks(
    "vegeta-json", usualNames: ["*vegeta*.json", "*vegeta*.ndjson", "*vegeta*.jsonl"],
    source: "vegeta encode -to json: an object a request (lib/results.go)", looksAhead: true
  ) { head in
    head.hasKeys("attack", "seq", "code", "latency")
  } read: { source throws(ReadError) in
    let keys = Keys<VegetaKey>()
    var log = ResponseLog()
    let isWhole = try source.takeLinesOfJSON(into: &log) { json, log throws(ReadError) in
      var (code, latency, start): (Int?, UInt64?, UInt64?) = (nil, nil, nil)
      try json.beginObject()
      while let key = try json.nextKey(of: keys) {
        switch key {
        case .code: code = try json.wholeNumber()
        case .latency: latency = try json.fixedPoint(places: 0)
        case .timestamp: start = try json.timestamp()
        }
      }
      guard let code, let latency else {
        throw ReadError(line: json.line, met: "a result without code or latency", wanted: "both")
      }
      log.add(latency, from: start, isFailure: code.isFailedStatus, isRefusal: code.isRefusal)
    }
    var benchmark = log.benchmark(tool: "vegeta")
    if !isWhole { benchmark.caveats.append(Caveat(.cutShort, "the last line is cut short and left out")) }
    return [benchmark]
  }

  static let vegetaCSV = benchmarks(
    "vegeta-csv", usualNames: ["*vegeta*.csv"], source: "vegeta encode -to csv: a row a request, without a header",
    looksAhead: true
  ) { head in
    let fields = head.firstLine.split(separator: ",", omittingEmptySubsequences: false)
    return fields.count >= 9 && fields.prefix(5).allSatisfy { UInt64($0) != nil } && (fields[0].count == 19)
  } read: { source throws(ReadError) in
    var log = ResponseLog()
    _ = try source.takeLines(into: &log, beginning: "\n") { source, log throws(ReadError) in
      var csv = CSVReader(&source)
      while try csv.nextRow() {
        guard csv.count >= 9, let start = csv.fixedPoint(0, places: 0), let code = csv.integer(1),
          let latency = csv.fixedPoint(2, places: 0)
        else { throw csv.error("a time, a status and a latency, in nanoseconds") }
        log.add(latency, from: start, isFailure: code.isFailedStatus, isRefusal: code.isRefusal)
      }
      source = csv.handOver()
      return true
    }
    return [log.benchmark(tool: "vegeta")]
  }
}

private enum VegetaKey: String, CaseIterable { case code, latency, timestamp }

extension Int {
  /// Whether it is the status of a request that got no answer, or one of 5xx.
  var isFailedStatus: Bool { self <= 0 || self >= 500 }
}

extension JSONRecord {
  /// Of `status_codes`: no answer, or 5xx.
  fileprivate var failures: Int? {
    let codes = fields(below: "status_codes.")
    guard !codes.isEmpty else { return nil }
    return codes.reduce(0) { sum, code in
      (Int(code.path)?.isFailedStatus ?? true) ? sum.addingClamped(Int(code.text) ?? 0) : sum
    }
  }

  /// Of `buckets`: how many latencies lie above each bound and below the next, in nanoseconds.
  fileprivate var buckets: Latencies? {
    let bounds = fields(below: "buckets.").compactMap { path, text in
      Decimal(path).flatMap { bound in Int(text).map { (bound: bound, count: $0) } }
    }.ordered { $0.bound < $1.bound }
    guard !bounds.isEmpty else { return nil }
    let uppers = bounds.dropFirst().map { $0.bound as Decimal? } + [nil]
    return .histogram(Histogram(zip(bounds, uppers).map { Histogram.Bucket($0.bound, $1, count: $0.count) }))
  }
}

/// What was taken of a text so far.
private struct VegetaText {
  private var readings: [Reading] = []
  private var requests: Int?
  private var failures: Int?

  /// `LABEL  [NAME, NAME, …]  VALUE, VALUE, …`
  mutating func take(_ line: String) throws(ReadError) {
    guard let names = line.between("[", "]"), let end = line.firstIndex(of: "]") else { return }
    let rest = line[line.index(after: end)...]
    let values = rest.split(separator: ",").map { $0.trimmed }
    switch line.words.first {
    case "Requests":
      requests = values.first.flatMap { Int($0) }
      guard requests != nil, values.count == 3 else { throw wrong(line) }
      readings += [Reading("rate", try number(values[1], line), "requests/s")]
      readings += [Reading("throughput", try number(values[2], line), "requests/s", metric: .throughput)]
    case "Latencies":
      for (name, value) in zip(names.split(separator: ","), values) { try takeLatency(name.trimmed, value, line) }
    case "Status":
      failures = 0
      for word in rest.words {
        let parts = word.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let code = parts[0], let count = parts[1], count >= 0 else { throw wrong(line) }
        if code.isFailedStatus { failures = failures?.addingClamped(count) }
      }
    default: break
    }
  }

  private mutating func takeLatency(_ name: Substring, _ value: Substring, _ line: String) throws(ReadError) {
    let known: [Substring: Metric] = ["mean": .mean, "min": .min, "max": .max]
    guard let time = Decimal(goDuration: value) else { throw wrong(line) }
    readings.append(Reading(String(name), time, "ns", metric: known[name] ?? Metric(percent: name)))
  }

  private func number(_ text: Substring, _ line: String) throws(ReadError) -> PrintedNumber {
    guard let number = PrintedNumber(text), number.value >= 0 else { throw wrong(line) }
    return number
  }

  private func wrong(_ line: String) -> ReadError {
    ReadError(met: ReadError.quoted(line.utf8), wanted: "LABEL [NAMES] VALUES as vegeta report prints them")
  }

  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    guard let requests, failures != nil else {
      throw ReadError(line: line, met: "the end of the file", wanted: "a report with requests and status codes")
    }
    var benchmark = Benchmark(tool: "vegeta", readings: readings, attempts: requests, failures: failures)
    benchmark.noteIfAllFailed()
    return benchmark
  }
}
