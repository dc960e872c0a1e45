/// A day of the Gregorian calendar, in UTC.
package struct Day: Hashable, Sendable {
  /// Days since 1970-01-01.
  package let number: Int

  /// - Parameter number: days since 1970-01-01; those outside of the years 0000 to 9999 count as the nearest in them.
  package init(number: Int) { self.number = min(max(number, Day.first), Day.last) }

  /// The day on which an instant lies.
  package init(_ instant: Instant) { self.init(number: instant.seconds.quotientAndRemainder(floor: 86_400).quotient) }

  private static let first = -719_528
  private static let last = 2_932_896
}

extension Day: Comparable {
  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

extension Day {
  /// How many days later another day is; negative where it is earlier.
  package func days(until other: Day) -> Int { other.number - number }

  package func adding(days: Int) -> Day {
    let (sum, overflows) = number.addingReportingOverflow(days)
    return Day(number: overflows ? (days < 0 ? Day.first : Day.last) : sum)
  }

  /// Reads `2026-12-01`; `nil` for every other form, and for days that the calendar does not have.
  ///
  /// - Source: ISO 8601, complete calendar date in extended format
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
    number = Day.number(year: numbers[0], month: numbers[1], day: numbers[2])
    // A day that the calendar does not have comes out as another one.
    guard (1...12).contains(numbers[1]), description == text else { return nil }
  }
}

extension Day: CustomStringConvertible {
  /// `2026-12-01`.
  package var description: String {
    let (year, month, day) = civil
    return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
  }

  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days
  private var civil: (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (number + 719_468).quotientAndRemainder(floor: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// - Source: the same, days_from_civil
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let (era, yearOfEra) = (month <= 2 ? year - 1 : year).quotientAndRemainder(floor: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int {
  /// Division that rounds down, so that the remainder is never negative.
  func quotientAndRemainder(floor divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// With zeros before it.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
