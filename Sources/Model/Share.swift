/// So many of so many.
package struct Share: Hashable, Sendable {
  package var covered: Int
  package var total: Int

  package init(covered: Int, total: Int) {
    self.covered = covered
    self.total = total
  }

  /// How many are not covered.
  package var missed: Int { total - covered }

  package static func + (a: Share, b: Share) -> Share {
    Share(covered: a.covered + b.covered, total: a.total + b.total)
  }

  /// Whether the share is at least so many percent, compared as integers: 1999 of 2000 is not 100 %.
  package func reaches(_ percent: Decimal) -> Bool {
    Int128(covered) * Decimal(100).units >= percent.units * Int128(total)
  }

  /// Two floored places; `100` and `0` only where it is all or nothing.
  package var percentText: String {
    guard total > 0 else { return "none" }
    if covered == total { return "100 %" }
    if covered == 0 { return "0 %" }
    let hundredths = max(covered.multipliedReportingOverflow(by: 10_000).partialValue / total, 1)
    let digits = String(hundredths % 100)
    return "\(hundredths / 100).\(digits.count < 2 ? "0" + digits : digits) %"
  }
}
