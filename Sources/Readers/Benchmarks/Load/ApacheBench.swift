import Model
import Syntax

extension Reader {
  static let ab = benchmarks(
    "ab", usualNames: ["*ab*.txt", "*apachebench*.txt"], source: "ab(1) of the Apache HTTP server, support/ab.c"
  ) { head in
    head.contains("This is ApacheBench") || head.contains("\nConcurrency Level:")
  } read: { source throws(ReadError) in
    var report = ABReport()
    try source.forEachLine { line throws(ReadError) in try report.take(line) }
    return [try report.benchmark(line: source.line)]
  }

  static let abPercentiles = benchmarks(
    "ab-csv", usualNames: ["*ab*.csv"], source: "ab(1), option -e: a time for each percentage"
  ) { head in
    head.firstLine.hasPrefix("Percentage served,Time in ms")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source)
    var readings: [Reading] = []
    while try rows.next() {
      guard let time = PrintedNumber(rows.text(1)), time.value >= 0 else {
        try rows.refuse("a percentage and milliseconds")
        continue
      }
      readings.append(Reading("\(rows.text(0))%", time, "ms", metric: Metric(percent: rows.text(0))))
    }
    var benchmark = Benchmark(tool: "ab", readings: readings)
    benchmark.isClosedLoop = true
    return readings.isEmpty ? [] : [rows.marked(benchmark)]
  }

  static let abSamples = benchmarks(
    "ab-tsv", usualNames: ["*ab*.tsv"], source: "ab(1), option -g: a row a request, for gnuplot"
  ) { head in
    Columns(head.firstLine, separator: "\t").has("starttime", "seconds", "ttime")
  } read: { source throws(ReadError) in
    var rows = try TableReader(&source, separator: "\t")
    let time = try rows.column("ttime")
    var log = ResponseLog()
    while try rows.next() {
      guard let latency = rows.csv.fixedPoint(time, places: 6) else {
        try rows.refuse("milliseconds as ttime")
        continue
      }
      log.add(latency, from: nil, isFailure: false)
    }
    var benchmark = log.benchmark(tool: "ab")
    benchmark.isClosedLoop = true
    benchmark.omitsFailures = true
    return [rows.marked(benchmark)]
  }
}

/// What was taken of a report so far.
private struct ABReport {
  private var conditions: [String: String] = [:]
  private var readings: [Reading] = []
  private var complete: Int?
  /// Failures without an answer, and answers whose length or whose status was not the one that was wanted.
  private var (broken, odd, refused) = (0, 0, 0)

  mutating func take(_ line: String) throws(ReadError) {
    let parts = line.split(separator: ":", maxSplits: 1)
    let value = parts.dropFirst().first?.trimmed ?? ""
    let keys = ["Document Path": "path", "Concurrency Level": "concurrency", "Server Port": "port"]
    switch parts.first?.trimmed ?? "" {
    case let label where keys[String(label)] != nil: conditions[keys[String(label)] ?? ""] = String(value)
    case "Keep-Alive requests": conditions["keep-alive"] = "yes"
    case "Complete requests": complete = try count(value, line)
    case "Failed requests": broken = try count(value, line)
    case "Non-2xx responses": refused = try count(value, line)
    case "(Connect": takeKinds(line)
    case "Requests per second": try take("Requests per second", value, "requests/s", .throughput, line)
    case "Time per request" where value.hasSuffix("(mean)"): try take("Time per request", value, "ms", .mean, line)
    default: try takePercentile(line.words, line)
    }
  }

  /// `(Connect: 0, Receive: 0, Length: 20, Exceptions: 0)`: what the failures are. Answers of another status tend to
  /// have another length too.
  private mutating func takeKinds(_ line: String) {
    odd = line.between("Length: ", ",").flatMap { Int($0) } ?? 0
    broken = max(0, broken - odd)
  }

  private mutating func take(
    _ name: String, _ value: some StringProtocol, _ unit: String, _ metric: Metric, _ line: String
  ) throws(ReadError) {
    guard let number = PrintedNumber(value), number.value >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a number")
    }
    readings.append(Reading(name, number, unit, metric: metric))
  }

  private mutating func takePercentile(_ words: [Substring], _ line: String) throws(ReadError) {
    guard words.count >= 2, words[0].last == "%" else { return }
    try take(String(words[0]), words[1], "ms", Metric(percent: words[0]) ?? Metric(String(words[0])), line)
    let last = readings.count - 1
    if words[0] == "100%" { readings[last].metric = .max }
    if readings[last].metric?.name == String(words[0]) { readings[last].metric = nil }
  }

  private func count(_ value: some StringProtocol, _ line: String) throws(ReadError) -> Int {
    guard let count = Int(value), count >= 0 else {
      throw ReadError(met: ReadError.quoted(line.utf8), wanted: "a whole number")
    }
    return count
  }

  func benchmark(line: Int) throws(ReadError) -> Benchmark {
    guard let complete, readings.contains(where: { $0.metric == .throughput }) else {
      throw ReadError(line: line, met: "the end of the file", wanted: "a report with its requests per second")
    }
    var benchmark = Benchmark(
      tool: "ab", conditions: conditions, readings: readings, attempts: complete,
      failures: min(complete, broken.addingClamped(max(odd, refused))))
    benchmark.isClosedLoop = true
    benchmark.noteIfAllFailed()
    return benchmark
  }
}
