import Model
import Syntax

extension Reader {
  static let jtlCSV = benchmarks(
    "jtl-csv", usualNames: ["*.jtl", "*jmeter*.csv", "*jtl*.csv"],
    source: "JMeter's CSV results (jmeter -l; SampleResult in the user manual, listeners)",
    looksAhead: true
  ) { head in
    jtlSeparator(of: head.firstLine) != nil
  } read: { source throws(ReadError) in
    let header = try Head(&source).firstLine
    var rows = try TableReader(&source, separator: jtlSeparator(of: header) ?? ",")
    let (time, elapsed, success) = try (rows.column("timeStamp"), rows.column("elapsed"), rows.column("success"))
    let message = rows.columns["responseMessage"]
    let type = rows.columns["dataType"]
    var log = ResponseLog()
    try rows.takeRows(into: &log) { rows, log throws(ReadError) in
      while try rows.next() {
        let start = rows.csv.fixedPoint(time, places: 6)
        guard start != nil || rows.holdsJTLDate(time), let latency = rows.csv.fixedPoint(elapsed, places: 6),
          rows.csv.holds(success, "true") || rows.csv.holds(success, "false")
        else {
          try rows.refuse("milliseconds as timeStamp and elapsed, and true or false as success")
          continue
        }
        // A transaction controller sums up samples that have rows of their own.
        let isSum = type.map { rows.csv.isEmpty($0) } ?? false
        if isSum, rows.text(message).hasPrefix("Number of samples in transaction") { continue }
        log.add(latency, from: start, isFailure: rows.csv.holds(success, "false"))
      }
    }
    return [rows.marked(log.benchmarkOfJMeter)]
  }

  static let jtlXML = benchmarks(
    "jtl-xml", usualNames: ["*.jtl", "*jmeter*.xml"], source: "JMeter's XML results, testResults version 1.2"
  ) { head in
    head.rootElement == "testResults"
  } read: { source throws(ReadError) in
    var samples = JTLSamples()
    try readXML(&source, into: &samples)
    return [samples.log.benchmarkOfJMeter]
  }
}

/// What stands between the fields under such a header: a setting of JMeter.
private func jtlSeparator(of header: String) -> Character? {
  [",", ";", "\t", "|"].first { Columns(header, separator: $0).has("timeStamp", "elapsed", "success") }
}

extension TableReader {
  /// `2026/11/21 02:00:35.192`, or in another form of year, month and day: a setting of JMeter.
  fileprivate func holdsJTLDate(_ column: Int) -> Bool {
    Instant(timestamp: text(column).replacing("/", with: "-")) != nil
  }
}

extension ResponseLog {
  fileprivate var benchmarkOfJMeter: Benchmark {
    var log = self
    var benchmark = log.benchmark(tool: "jmeter")
    benchmark.isClosedLoop = true
    return benchmark
  }
}

/// The samples of a test: those right below the root, for what lies in them is a part of theirs.
private struct JTLSamples: XMLHandler {
  var log = ResponseLog()
  private var depth = 0

  mutating func open(_ element: XMLElement) throws(ReadError) {
    element.hearEnds()
    depth += 1
    guard depth == 2 else { return }
    switch element.name {
    case "httpSample", "sample": break
    default: return
    }
    guard let time = element.integer("t"), time >= 0 else {
      throw ReadError(met: "a sample without its time", wanted: "t with milliseconds")
    }
    let start = element.integer("ts").flatMap { $0 >= 0 ? UInt64($0) : nil }
    guard let success = element["s"], success == "true" || success == "false" else {
      let met = element["s"].map { "s=\"\($0.text.prefix(40))\"" } ?? "a sample without s"
      throw ReadError(met: met, wanted: "s=\"true\" or s=\"false\", whether the sample was answered well")
    }
    log.add(
      UInt64(time).nanosecondsOfMilliseconds, from: start?.nanosecondsOfMilliseconds, isFailure: success == "false")
  }

  mutating func close(_ name: XMLName) { depth -= 1 }
  mutating func take(_ text: Span<UInt8>) {}
}

extension UInt64 {
  fileprivate var nanosecondsOfMilliseconds: UInt64 {
    let (product, overflows) = multipliedReportingOverflow(by: 1_000_000)
    return overflows ? .max : product
  }
}
