import Model
import Syntax

// How the numbers of coverage stand in JSON.

extension JSONReader {
  /// The number of a line.
  mutating func lineNumber() throws(ReadError) -> UInt32 {
    guard let number = try integer(), let value = UInt32(exactly: number), value < 1 << 31 else {
      throw ReadError(line: line, met: "a number that no line has", wanted: "a line's number")
    }
    return value
  }

  /// How often something ran, by its sign.
  mutating func count() throws(ReadError) -> CountSign { CountSign(try sign()) }

  /// The numbers of an array, each of which must be a line's, or something else that fits; one at a time.
  mutating func integers(_ take: (Int) -> Void) throws(ReadError) {
    try beginArray()
    while try nextElement() {
      guard let number = try integer() else {
        throw ReadError(line: line, met: "a number with a fraction, or too large", wanted: "a whole number")
      }
      take(number)
    }
  }

  /// The lines of an array.
  mutating func lines() throws(ReadError) -> [UInt32] {
    var lines: [UInt32] = []
    try beginArray()
    while try nextElement() { lines.append(try lineNumber()) }
    return lines
  }
}

/// So many of so many, as JSON's writers name it.
struct JSONShare {
  private(set) var covered: Int?
  private(set) var total: Int?

  private enum Key: String, CaseIterable { case covered, total, count }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: JSONShare.keys) {
      switch key {
      case .covered: covered = try json.wholeNumber()
      case .total, .count: total = try json.wholeNumber()
      }
    }
  }

  /// `nil` where one of them is missing or they make no sense.
  var share: Share? { Share(stating: covered, of: total) }
}
