/// A point in time: whole seconds since 1970-01-01 00:00:00 UTC, without leap seconds.
package struct Instant: Hashable, Comparable, Sendable {
  package let seconds: Int

  package init(seconds: Int) { self.seconds = seconds }
  package static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-11-21T03:38:30Z`.
  package var description: String {
    let rest = seconds.quotientAndRemainder(floor: 86_400).remainder
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0.padded(to: 2) }.joined(separator: ":")
    return "\(Day(self))T\(time)Z"
  }
}

extension Instant {
  /// Reads `2026-11-21T03:38:30Z`; `nil` for every other form, and for times that no clock shows.
  ///
  /// - Source: RFC 3339, section 5.6; of its forms, the one that is written here
  package init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = Day(String(parts[0])), parts[1].utf8.count == 9 else { return nil }
    let numbers = parts[1].dropLast().split(separator: ":").compactMap { Int($0) }
    guard numbers.count == 3, zip(numbers, [23, 59, 59]).allSatisfy({ (0...$1).contains($0) }) else { return nil }
    seconds = day.number * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    guard description == text else { return nil }
  }
}
