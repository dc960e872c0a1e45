import Model
import Syntax

// How the numbers of coverage stand in attributes of XML.

extension XMLElement {
  /// The number of a line.
  func line(_ attribute: StaticString) throws(ReadError) -> UInt32 {
    guard let number = integer(attribute), let line = UInt32(exactly: number), line < 1 << 31 else {
      throw ReadError(met: described(attribute), wanted: "\(attribute)=\"LINE\"")
    }
    return line
  }

  /// Whether a count is above 0.
  func count(_ attribute: StaticString) throws(ReadError) -> CountSign {
    guard let count = countIfAny(attribute) else {
      throw ReadError(met: described(attribute), wanted: "\(attribute)=\"COUNT\"")
    }
    return count
  }

  /// The same of an attribute that may be missing, or say nothing.
  func countIfAny(_ attribute: StaticString) -> CountSign? {
    integer(attribute).map { CountSign($0) } ?? self[attribute]?.sign
  }

  /// So many of so many, by two attributes; `nil` where one is missing or makes no sense.
  func share(_ covered: StaticString, of total: StaticString) -> Share? {
    Share(stating: integer(covered), of: integer(total))
  }

  /// The point in time behind a number of seconds or milliseconds since 1970; writers do not agree on which.
  func instant(_ attribute: StaticString) -> Instant? {
    guard let number = integer(attribute), number > 0 else { return nil }
    return Instant(seconds: number < 100_000_000_000 ? number : number / 1000)
  }

  /// An attribute as it stands there, for a message.
  func described(_ attribute: StaticString) -> String {
    self[attribute].map { "\(attribute)=\(ReadError.quoted($0.bytes))" } ?? "no \(attribute) where one belongs"
  }
}

extension Share {
  /// So many of so many, as a report states them; `nil` where one is missing or they make no sense. No code has
  /// more than 31 bits hold, and sums of fewer never overflow.
  init?(stating covered: Int?, of total: Int?) {
    guard let covered, let total, covered >= 0, total >= covered, total < 1 << 31 else { return nil }
    self.init(covered: covered, total: total)
  }
}

extension XMLValue {
  /// Counts come as `1.0` and beyond 64 bits, rates with the comma of some languages; `nil` for what is no number.
  var sign: CountSign? {
    if let integer { return CountSign(integer) }
    let digits = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
    return Decimal(digits).map { CountSign($0) }
  }

  /// .NET writes `True`.
  var isTrue: Bool { self == "true" || self == "True" }
}
