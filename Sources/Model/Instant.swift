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
