extension Span<UInt8> {
  /// The nanoseconds from 1970 to a time such as `2026-11-21T03:38:30.25+01:00`; `nil` for what is none.
  ///
  /// - Source: RFC 3339, section 5.6
  func timestamp(_ range: Range<Int>) -> UInt64? {
    func number(_ offset: Int, _ length: Int) -> Int? {
      let digits = range.lowerBound + offset..<range.lowerBound + offset + length
      guard digits.upperBound <= range.upperBound else { return nil }
      return fixedPoint(digits, places: 0).map { Int(clamping: $0) }
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), (1970...2261).contains(year), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    var at = range.lowerBound + 19
    let fraction = nanoseconds(&at, range.upperBound)
    guard let zone = zone(at..<range.upperBound) else { return nil }
    let days = daysFromCivil(year, month, day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - zone
    return seconds < 0 ? nil : UInt64(seconds) * 1_000_000_000 + fraction
  }

  /// The fraction behind a point, cut after nine places.
  private func nanoseconds(_ at: inout Int, _ end: Int) -> UInt64 {
    guard at < end, self[at] == UInt8(ascii: ".") else { return 0 }
    at += 1
    var (value, places): (UInt64, Int) = (0, 0)
    while at < end, self[at] &- UInt8(ascii: "0") < 10 {
      if places < 9 {
        value = value * 10 + UInt64(self[at] & 0x0F)
        places += 1
      }
      at += 1
    }
    for _ in places..<9 { value *= 10 }
    return value
  }

  /// Seconds east of UTC: `Z`, `+01:00`.
  private func zone(_ range: Range<Int>) -> Int? {
    guard let mark = range.first else { return nil }
    if range.count == 1 { return self[mark] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard range.count == 6, let hours = fixedPoint(mark + 1..<mark + 3, places: 0),
      let minutes = fixedPoint(mark + 4..<mark + 6, places: 0)
    else { return nil }
    let seconds = Int(hours) * 3600 + Int(minutes) * 60
    return self[mark] == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil
  private func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = (year / 400, year % 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
