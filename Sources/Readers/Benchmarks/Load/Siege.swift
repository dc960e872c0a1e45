import Model
import Syntax

extension Reader {
  static let siege = benchmarks(
    "siege", usualNames: ["*siege*.json", "*siege*.txt"], source: "siege(1), option -j"
  ) { head in
    head.contains("\"longest_transaction\":")
  } read: { source throws(ReadError) in
    // What it says before the object is about its own configuration.
    while source.start < source.end, source.buffer[source.start] != UInt8(ascii: "{") {
      guard try source.nextLine() != nil else { break }
      try source.fill(upTo: 1)
    }
    var json = JSONReader(&source)
    let record = try json.record()
    try json.finish()
    guard let done = record.integer("successful_transactions"), let failed = record.integer("failed_transactions")
    else {
      throw ReadError(met: "no transactions", wanted: "successful_transactions and failed_transactions")
    }
    let numbers: [(String, String, Metric?)] = [
      ("response_time", "s", .mean), ("longest_transaction", "s", .max), ("shortest_transaction", "s", .min),
      ("transaction_rate", "transactions/s", .throughput), ("throughput", "MB/s", nil),
    ]
    var benchmark = Benchmark(
      tool: "siege",
      readings: numbers.compactMap { name, unit, metric in
        record.printed(name).map { Reading(name, $0, unit, metric: metric) }
      }, attempts: done.addingClamped(failed), failures: failed)
    benchmark.isClosedLoop = true
    benchmark.noteIfAllFailed()
    return [benchmark]
  }
}
