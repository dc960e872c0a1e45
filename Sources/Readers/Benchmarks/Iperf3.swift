import Model
import Syntax

extension Reader {
  static let iperf3 = Reader(
    "iperf3", gates: [.performance], usualNames: ["iperf*.json", "*.iperf3.json"],
    source: "iperf3 --json, src/iperf_api.c; checked against iperf 3.12"
  ) { head in
    guard head.hasKeys("intervals"), head.hasKeys("start") || head.hasKeys("end") else { return false }
    return head.contains("iperf") || head.contains("bits_per_second") || head.hasKeys("error")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var evidence = Evidence()
    evidence.benchmarks = [try benchmark(&json, origin)]
    try json.finish()
    return evidence
  }
}

private enum TopKey: String, CaseIterable { case end, error }
private let topKeys = Keys<TopKey>()

private func benchmark(_ json: inout JSONReader, _ origin: Path) throws(ReadError) -> Benchmark {
  var benchmark = Benchmark(tool: "iperf3", origin: origin)
  var error: String?
  try json.beginObject()
  while let key = try json.nextKey(of: topKeys) {
    switch key {
    case .error: error = try json.text()?.headline
    case .end:
      guard try json.beginsObject() else { continue }
      while let name = try json.nextKey() {
        if name.hasPrefix("sum") { benchmark.readings += try readings(&json, name) } else { try json.skip() }
      }
    }
  }
  if let error {
    benchmark.doubt = "iperf3 reports the error: \(error)"
  } else if !benchmark.readings.contains(where: { $0.metric == .throughput }) {
    benchmark.doubt = "what the receiver got is not stated"
  }
  return benchmark
}

private enum SumKey: String, CaseIterable {
  case rate = "bits_per_second"
  case jitter = "jitter_ms"
  case loss = "lost_percent"
}
private let sumKeys = Keys<SumKey>()

/// The totals over all streams, of one side and one direction. Throughput is what the receiver got: the sender counts
/// what it put on the way. Of jitter and loss the sender knows nothing.
private func readings(_ json: inout JSONReader, _ sum: String) throws(ReadError) -> [Reading] {
  let isReceiver = sum.hasPrefix("sum_received")
  var readings: [Reading] = []
  guard try json.beginsObject() else { return [] }
  while let key = try json.nextKey(of: sumKeys) {
    // A rate over no time is written as null.
    guard !(try json.isNull()) else { continue }
    let digits = try json.digits()
    guard let reported = Decimal(digits) else { throw ReadError(line: json.line, met: "no number", wanted: "one") }
    let name = "\(sum.bounded).\(key.rawValue)"
    switch key {
    case .rate:
      readings.append(
        Reading(
          name, unit: "bit/s", reported: reported, direction: .larger, metric: isReceiver ? .throughput : nil))
    case .jitter where !sum.hasPrefix("sum_sent"):
      let seconds = Decimal(units: reported.units / 1000)
      readings.append(Reading(name, unit: "ms", reported: reported, direction: .smaller, value: seconds))
    case .loss where !sum.hasPrefix("sum_sent"):
      let ratio = Decimal(units: reported.units / 100)
      readings.append(Reading(name, unit: "%", reported: reported, direction: .smaller, value: ratio))
    case .jitter, .loss: break
    }
  }
  return readings
}
