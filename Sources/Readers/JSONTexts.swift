import Model
import Syntax

extension JSONReader {
  /// The texts of an array, or the one that stands in its place; none for null.
  mutating func texts() throws(ReadError) -> [String] {
    guard try peek() == .array else { return try text().map { [$0] } ?? [] }
    var texts: [String] = []
    try beginArray()
    while try nextElement() {
      if let text = try text() { texts.append(text) }
    }
    return texts
  }

  /// Whether there is another object in a text that holds one a line, before the source's turn; lines that begin
  /// otherwise are handed over.
  mutating func nextRecord(passingOver: (String) -> Void = { _ in }) throws(ReadError) -> Bool {
    while try hasMore() {
      if source.buffer[source.start] == UInt8(ascii: "{") { return !source.isAtTurn }
      if let line = try source.nextLine() {
        passingOver(source.text(line.lowerBound..<min(line.upperBound, line.lowerBound + 4096)))
      }
    }
    return false
  }
}

extension JSONReader {
  /// A span of time in nanoseconds; `nil` for what is no number, or none that fits.
  mutating func nanoseconds(in unit: TimeUnit) throws(ReadError) -> UInt64? {
    guard try peek() == .number else {
      try skip()
      return nil
    }
    if let short = takeShortNumber(places: unit == .seconds ? 9 : 6) { return short }
    return Decimal(try digits()).flatMap { UInt64(exactly: $0.units / unit.rawValue) }
  }
}

/// A unit of time, by how many of them a second has.
enum TimeUnit: Int128 {
  case seconds = 1
  case milliseconds = 1000
}
