import Model
import Syntax

extension Reader {
  /// A reader of measurements; one that tells none is refused, and all of them get the file's name.
  static func benchmarks(
    _ format: String, usualNames: [Glob], source: String, looksAhead: Bool = false,
    recognises: @escaping @Sendable (Head) -> Bool,
    read: @escaping @Sendable (inout ByteSource) throws(ReadError) -> [Benchmark]
  ) -> Reader {
    Reader(
      format, gates: [.performance], hints: usualNames, source: source, looksAhead: looksAhead,
      recognises: recognises
    ) { source, origin throws(ReadError) in
      var evidence = Evidence()
      evidence.benchmarks = try read(&source)
      guard !evidence.benchmarks.isEmpty else {
        throw ReadError(line: source.line, met: "no measurement", wanted: "one at least")
      }
      for index in evidence.benchmarks.indices { evidence.benchmarks[index].origin = origin }
      return evidence
    }
  }

  /// The same of a format that is one JSON text.
  static func json(
    _ format: String, usualNames: [Glob], source: String,
    recognises: @escaping @Sendable (Head) -> Bool,
    read: @escaping @Sendable (inout JSONReader) throws(ReadError) -> [Benchmark]
  ) -> Reader {
    benchmarks(format, usualNames: usualNames, source: source, recognises: recognises) { source throws(ReadError) in
      var json = JSONReader(&source)
      let benchmarks = try read(&json)
      try json.finish()
      return benchmarks
    }
  }
}
