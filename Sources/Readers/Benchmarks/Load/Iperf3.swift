import Model
import Syntax

extension Reader {
  static let iperf3 = json(
    "iperf3", usualNames: ["*iperf3*.json"], source: "iperf3(1), option --json, and the outputs of iperf 3.12"
  ) { head in
    head.hasKeys("start") && head.contains("\"iperf 3")
  } read: { json throws(ReadError) in
    var file = Iperf3File()
    try file.read(&json)
    return [try file.benchmark]
  }

  static let iperf3Events = benchmarks(
    "iperf3-jsonl", usualNames: ["*iperf3*.json", "*iperf3*.jsonl"],
    source: "iperf3(1), option --json-stream of version 3.17: an object a line"
  ) { head in
    head.hasKeys("event", "data") && head.contains("\"iperf 3")
  } read: { source throws(ReadError) in
    var file = Iperf3File()
    var json = JSONReader(&source)
    _ = try json.forEachLineOfJSON { json throws(ReadError) in try file.readEvent(&json) }
    return [try file.benchmark]
  }
}

/// What was read of a test so far: the sums over all streams, of all of the time and of each interval.
private struct Iperf3File {
  private var end = JSONRecord()
  private var protocolName = ""
  private var streams = 0
  private var instant: Instant?
  /// Bits a second, one number an interval.
  private var intervals: [Decimal] = []

  /// - Throws: `ReadError` also for a test that failed: iperf3 itself ends with 0 then.
  mutating func read(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "start": try readStart(&json)
      case "intervals" where try json.peek() == .array:
        try json.beginArray()
        while try json.nextElement() {
          if let rate = try json.record().number("sum.bits_per_second") { intervals.append(rate) }
        }
      case "end": end = try json.record()
      case "error": throw try Iperf3File.error(&json)
      default: try json.skip()
      }
    }
  }

  /// `{"event": "interval", "data": {…}}`; the event's name stands first.
  mutating func readEvent(_ json: inout JSONReader) throws(ReadError) {
    var event = ""
    try json.beginObject()
    while let key = try json.nextKey() {
      switch (key, event) {
      case ("event", _): event = try json.text() ?? ""
      case ("data", "start"): try readStart(&json)
      case ("data", "interval"):
        if let rate = try json.record().number("sum.bits_per_second") { intervals.append(rate) }
      case ("data", "end"): end = try json.record()
      case ("data", "error"): throw try Iperf3File.error(&json)
      default: try json.skip()
      }
    }
  }

  private static func error(_ json: inout JSONReader) throws(ReadError) -> ReadError {
    let line = json.line
    let error = try json.text() ?? "no words"
    return ReadError(
      line: line, met: "iperf3's error \(ReadError.quoted(error.utf8))", wanted: "a test that went to its end")
  }

  private mutating func readStart(_ json: inout JSONReader) throws(ReadError) {
    let start = try json.record()
    instant = start.integer("timestamp.timesecs").flatMap { $0 > 0 ? Instant(seconds: $0) : nil }
    protocolName = start.text("test_start.protocol") ?? ""
    streams = start.integer("test_start.num_streams") ?? 0
  }

  var benchmark: Benchmark {
    get throws(ReadError) {
      guard let rate = end.number("\(goodput).bits_per_second") else {
        throw ReadError(met: "a test without sums at its end", wanted: "end.sum_received.bits_per_second")
      }
      var benchmark = Benchmark(
        tool: "iperf3", conditions: ["protocol": protocolName, "streams": String(streams)],
        readings: goodputFirst(end.fields.compactMap(reading)) + [tenth].compactMap { $0 },
        attempts: end.number("\(goodput).packets")?.wholePart,
        failures: end.number("\(goodput).lost_packets")?.wholePart)
      benchmark.instant = instant
      if rate <= 0 { benchmark.caveats.append(Caveat(.nothingMeasured, "nothing was received")) }
      return benchmark
    }
  }

  /// What reached the other side; older versions have one sum for both sides of UDP.
  private var goodput: String {
    end.fields.contains { $0.path.hasPrefix("sum_received.") } ? "sum_received" : "sum"
  }

  /// Of the side that receives: rate, jitter and loss; of the side that sends: retransmits.
  private func reading(_ field: (path: String, text: String)) -> Reading? {
    let parts = field.path.split(separator: ".")
    guard parts.count == 2, parts[0].hasPrefix("sum"), let number = Decimal(field.text) else { return nil }
    let isGoodput = parts[0] == goodput
    let isReceived = isGoodput || parts[0].hasPrefix("sum_received")
    switch parts[1] {
    case "bits_per_second" where isReceived:
      return Reading(field.path, number, "bit/s", metric: isGoodput ? .throughput : nil)
    case "retransmits": return Reading(field.path, number, "")
    case "jitter_ms" where isReceived: return Reading(field.path, number, "ms")
    case "lost_percent" where isReceived:
      return Reading(field.path, number, "%", metric: isGoodput ? .errorRate : nil)
    default: return nil
    }
  }

  private func goodputFirst(_ readings: [Reading]) -> [Reading] {
    readings.filter { $0.metric == .throughput } + readings.filter { $0.metric != .throughput }
  }

  /// What nine intervals in ten reached.
  private var tenth: Reading? {
    guard !intervals.isEmpty else { return nil }
    let rate = intervals.sorted()[intervals.count / 10]
    return Reading("intervals.p10", rate, "bit/s", provenance: .exact)
  }
}
