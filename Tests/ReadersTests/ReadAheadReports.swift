import Model
import Readers
import Syntax
import Testing

/// What a report is read to while another core reads its later part, whose turn comes as soon as it is asked.
///
/// - Returns: the evidence, and whether what the other one read counted.
func evidenceReadAhead(_ format: String, _ report: String) throws -> (evidence: Evidence, counted: Bool) {
  let reader = try #require(Reader.all.first { $0.format == format })
  let bytes = Array(report.utf8)
  func open(_ part: Range<Int>) -> ByteStream { ByteStream(Array(bytes[part]), blockSize: 64) }
  var source = try ByteSource(open(0..<bytes.count))
  var part: AheadPart?
  var counted = false
  source.ahead = Ahead(
    size: bytes.count, least: 1,
    ask: { plan in
      var rest = try? ByteSource(open(plan.place..<bytes.count))
      if var found = rest.take(), (try? plan.begin(&found)).flatMap({ $0 }) != nil { part = try? plan.part(&found) }
    },
    answer: { place in
      guard let part, place <= part.start else { return .never }
      return place < part.start ? .later(part.start) : .here(part)
    },
    open: { part in
      counted = true
      return open(part)
    })
  #expect(reader.looksAhead)
  return (try reader.read(&source, "report"), counted)
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
