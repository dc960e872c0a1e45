/// A score of the Common Vulnerability Scoring System, from 0.0 to 10.0.
package struct Score: Hashable, Sendable {
  package enum System: UInt8, Sendable { case v2, v3, v4 }

  package var system: System
  package var tenths: UInt8

  /// - Returns: `nil` for more than 10.0.
  package init?(tenths: Int, _ system: System = .v3) {
    guard (0...100).contains(tenths) else { return nil }
    self.tenths = UInt8(tenths)
    self.system = system
  }

  /// Reads `9.8`, rounded to one place, or computes the score of a vector; `nil` for what is neither.
  package init?(_ text: String) {
    if text.utf8.contains(UInt8(ascii: "/")) {
      guard let score = CVSSVector(text)?.score else { return nil }
      self = score
    } else {
      guard let number = Decimal(text), number >= 0, number <= 10 else { return nil }
      self.init(tenths: Int((number.units + 50_000_000) / 100_000_000))
    }
  }

  /// The rating of the score; version 2 knows none above high.
  ///
  /// - Source: NVD's ratings for CVSS v2; CVSS v3.1, section 5; CVSS v4.0, section 6
  package var severity: Severity {
    switch tenths {
    case 0: .info
    case 1..<40: .low
    case 40..<70: .medium
    case 70..<90: .high
    default: system == .v2 ? .high : .critical
    }
  }
}

extension Score: Comparable {
  package static func < (a: Score, b: Score) -> Bool { (a.tenths, a.system.rawValue) < (b.tenths, b.system.rawValue) }
}

extension Score: CustomStringConvertible {
  package var description: String { "\(tenths / 10).\(tenths % 10)" }
}
