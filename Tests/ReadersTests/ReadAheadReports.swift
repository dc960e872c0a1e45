import Model
import Readers
import Synchronization
import Syntax
import Testing

/// What a report is read to while another core reads parts of it, which are there as soon as they are asked for.
///
/// - Returns: the evidence, and whether what the other one read counted.
func evidenceReadAhead(_ format: String, _ report: String) throws -> (evidence: Evidence, counted: Bool) {
  let reader = try #require(Reader.all.first { $0.format == format })
  let bytes = Array(report.utf8)
  let isRead = Atomic(false), counted = Atomic(false)
  let reading = AheadDesk(helpers: 1) { work in
    work()
    isRead.store(true, ordering: .relaxed)
    return {}
  }
  var source = try ByteSource(ByteStream(bytes, blockSize: 64))
  source.ahead = Ahead(size: bytes.count, least: 1, desk: reading) { part in
    // Whoever goes on behind a part opens the rest.
    if isRead.load(ordering: .relaxed) { counted.store(true, ordering: .relaxed) }
    return ByteStream(Array(bytes[part]), blockSize: 64)
  }
  #expect(reader.looksAhead)
  return (try reader.read(&source, "report"), counted.load(ordering: .relaxed))
}

extension Benchmark {
  /// All that can be asked of it, whatever order its answers were taken in.
  var told: [String] {
    let windows = timeline?.windows.map { "\($0.count) \($0.sum)" } ?? []
    let steps = timeline?.steps.map { "\($0.count) \($0.least) \($0.greatest) \($0.mean, default: "-")" } ?? []
    let facts = "\(tool) \(attempts, default: "-") \(failures, default: "-") \(latencies?.count, default: "-")"
    return [facts] + readings.map { "\($0)" } + caveats.map { "\($0)" } + windows + steps
  }
}
