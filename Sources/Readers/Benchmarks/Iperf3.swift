import Model
import Syntax

extension Reader {
  static let iperf3 = Reader(
    "iperf3", gates: [.performance], usualNames: ["*iperf3*.json"],
    source: "iperf3(1), option --json, and the outputs of iperf 3.12"
  ) { head in
    head.hasKeys("start") && head.contains("\"iperf 3")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(try ByteSource(source.rest()))
    var file = Iperf3File()
    try file.read(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.benchmarks = [try file.benchmark(at: origin)]
    return evidence
  }
}

/// What was read of a test so far: the sums over all streams and all of the time.
private struct Iperf3File {
  /// `sum`, `sum_sent`, `sum_received` and the same with `_bidir_reverse`, with their numbers.
  private struct Sum {
    var name: String
    var numbers: [(name: String, value: Decimal)] = []

    func number(_ name: String) -> Decimal? { numbers.last { $0.name == name }?.value }
  }

  private var sums: [Sum] = []

  /// - Throws: `ReadError` also for a test that failed: iperf3 itself ends with 0 then.
  mutating func read(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "end" where try json.peek() == .object: try readEnd(&json)
      case "error":
        let line = json.line
        let error = try json.text() ?? "no words"
        throw ReadError(
          line: line, met: "iperf3's error \(ReadError.quoted(error.utf8))", wanted: "a test that went to its end")
      default: try json.skip()
      }
    }
  }

  private mutating func readEnd(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key.hasPrefix("sum"), try json.peek() == .object else {
        try json.skip()
        continue
      }
      var sum = Sum(name: key)
      try json.beginObject()
      while let name = try json.nextKey() {
        guard try json.peek() == .number else {
          try json.skip()
          continue
        }
        if let value = Decimal(try json.digits()) { sum.numbers.append((name, value)) }
      }
      sums.append(sum)
    }
  }

  func benchmark(at origin: Path) throws(ReadError) -> Benchmark {
    guard let goodput, let rate = goodput.number("bits_per_second") else {
      throw ReadError(met: "a test without sums at its end", wanted: "end.sum_received.bits_per_second")
    }
    return Benchmark(
      tool: "iperf3", origin: origin, readings: sums.flatMap(readings),
      attempts: goodput.number("packets").map(\.whole), failures: goodput.number("lost_packets").map(\.whole),
      doubt: rate > 0 ? nil : "nothing was received")
  }

  /// What reached the other side; older versions have one sum for both sides of UDP.
  private var goodput: Sum? { sums.last { $0.name == "sum_received" } ?? sums.last { $0.name == "sum" } }

  /// Of the side that receives: rate, jitter and loss; of the side that sends: retransmits.
  private func readings(_ sum: Sum) -> [Reading] {
    let isGoodput = sum.name == goodput?.name
    let isReceived = isGoodput || sum.name.hasPrefix("sum_received")
    return sum.numbers.compactMap { number in
      let name = "\(sum.name).\(number.name)"
      switch number.name {
      case "bits_per_second" where isReceived:
        return Reading(
          name, unit: "bit/s", reported: number.value, direction: .larger, metric: isGoodput ? .throughput : nil)
      case "retransmits": return Reading(name, unit: "", reported: number.value, direction: .smaller)
      case "jitter_ms" where isReceived:
        let seconds = Decimal(units: number.value.units / 1000)
        return Reading(name, unit: "ms", reported: number.value, direction: .smaller, value: seconds)
      case "lost_percent" where isReceived:
        let ratio = Decimal(units: number.value.units / 100)
        return Reading(
          name, unit: "%", reported: number.value, direction: .smaller, metric: isGoodput ? .errorRate : nil,
          value: ratio)
      default: return nil
      }
    }
  }
}

extension Decimal {
  /// Its whole part, at least 0.
  fileprivate var whole: Int { Int(clamping: max(0, units) / Decimal(1).units) }
}
