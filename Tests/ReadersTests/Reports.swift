import Model
import Syntax
import Testing

@testable import Readers

/// What the reader of a format makes of a report; blocks of a few bytes, so that tokens are cut.
func evidence(_ format: String, _ report: String, blockSize: Int = 64) throws -> Evidence {
  let reader = try #require(Reader.all.first { $0.format == format })
  var source = try ByteSource(ByteStream(Array(report.utf8), blockSize: blockSize))
  return try reader.read(&source, "report")
}

/// Why the reader of a format refuses a report.
func refusal(_ format: String, _ report: String) throws -> ReadError {
  try #require(throws: ReadError.self) { try evidence(format, report) }
}

/// The format that a report is recognised as.
func format(of report: String) throws -> String? {
  var source = try ByteSource(ByteStream(Array(report.utf8), blockSize: 4096))
  let head = try Head(&source)
  return Reader.all.first { $0.recognises(head) }?.format
}
