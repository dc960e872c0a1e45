import Model

extension Instant {
  /// Reads `2026-11-21T02:00:35.192Z`, with a blank in place of the T, with an offset, without a zone (as UTC) or
  /// without a time (as midnight); `20261121 02:00:35` too. `nil` for anything else.
  init?(timestamp text: String) {
    var digits = TimestampDigits(Array(text.utf8))
    guard let year = digits.take(4), let month = digits.take(2, behind: "-"), let day = digits.take(2, behind: "-"),
      year > 0, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var seconds = Instant.days(year, month, day) * 86_400
    if digits.skips(["T", "t", " "]) {
      guard let hour = digits.take(2), let minute = digits.take(2, behind: ":"),
        let second = digits.take(2, behind: ":"), hour <= 24, minute < 60, second <= 60
      else { return nil }
      seconds += hour * 3600 + minute * 60 + second - digits.takeOffset()
    }
    self.init(seconds: seconds)
  }

  /// How many days a day of the Gregorian calendar is after 1970-01-01.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// The nanoseconds from 1970 to a point in time, with the fraction of its second; `nil` for what is none or too far off.
func nanoseconds(ofTimestamp text: String) -> Int? {
  guard let instant = Instant(timestamp: text) else { return nil }
  let digits = text.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix(9).prefix { (0x30...0x39).contains($0) }
  let fraction = (0..<9).reduce(0) { $0 * 10 + ($1 < digits.count ? Int(Array(digits)[$1] & 0x0F) : 0) }
  let (whole, isTooLarge) = instant.seconds.multipliedReportingOverflow(by: 1_000_000_000)
  let (sum, isTooFar) = whole.addingReportingOverflow(fraction)
  return isTooLarge || isTooFar ? nil : sum
}

/// The digits of a point in time, which are taken one group after the other.
private struct TimestampDigits {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// A number of so many digits; a mark before it may be left out.
  mutating func take(_ count: Int, behind mark: Unicode.Scalar? = nil) -> Int? {
    if let mark { _ = skips([mark]) }
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      return nil
    }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  mutating func skips(_ marks: [Unicode.Scalar]) -> Bool {
    guard let first = rest.first, marks.contains(Unicode.Scalar(first)) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// The seconds that a zone is ahead of UTC; what lies between, a fraction, is passed over.
  mutating func takeOffset() -> Int {
    guard let sign = rest.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else { return 0 }
    let isBehind = rest[sign] == UInt8(ascii: "-")
    rest = rest[(sign + 1)...]
    guard let hours = take(2) else { return 0 }
    let seconds = hours * 3600 + (take(2, behind: ":") ?? 0) * 60
    return isBehind ? -seconds : seconds
  }
}
