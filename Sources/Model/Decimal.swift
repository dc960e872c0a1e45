/// A decimal number with nine places, held exactly; finer digits are rounded, larger numbers saturate.
///
/// Thresholds and measured numbers are compared as these, never as binary fractions.
package struct Decimal: Hashable, Comparable, Sendable {
  /// Billionths.
  package let units: Int128
  private static let unitsPerOne: Int128 = 1_000_000_000
  private static let limit = Int128(Int64.max) * unitsPerOne

  package init(units: Int128) { self.units = min(max(units, -Decimal.limit), Decimal.limit) }
  package init(_ whole: Int) { self.init(units: Int128(whole) * Decimal.unitsPerOne) }

  package static func < (a: Decimal, b: Decimal) -> Bool { a.units < b.units }
}

extension Decimal {
  /// Reads `12`, `-0.5`, `.5`, `1e-3`; `nil` for anything else, NaN and infinities included.
  package init?(_ text: [UInt8]) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let exponentMark = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? rest.endIndex
    guard let exponent = Decimal.exponent(rest[exponentMark...].dropFirst(), isThere: exponentMark < rest.endIndex)
    else { return nil }
    var mantissa = Int128(0)
    var places = 0
    var digits = 0
    var isFraction = false
    for byte in rest[..<exponentMark] {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      digits += 1
      // Digits that no longer fit move the point instead, so that no text is too long to be read.
      if mantissa < Decimal.limit {
        mantissa = mantissa * 10 + Int128(byte & 0x0F)
        places += isFraction ? 1 : 0
      } else if !isFraction {
        places -= 1
      }
    }
    guard digits > 0 else { return nil }
    self.init(units: Decimal.shifted(isNegative ? -mantissa : mantissa, by: 9 + exponent - places))
  }

  package init?(_ text: String) { self.init(Array(text.utf8)) }

  private static func exponent(_ text: ArraySlice<UInt8>, isThere: Bool) -> Int? {
    guard isThere else { return 0 }
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    let size = digits.reduce(0) { min($0 * 10 + Int($1 & 0x0F), 1000) }
    return isNegative ? -size : size
  }

  /// Times ten to the power of `places`, rounded half away from zero, saturating.
  private static func shifted(_ mantissa: Int128, by places: Int) -> Int128 {
    var value = mantissa
    if places < 0 {
      for _ in 0..<min(-places - 1, 60) { value /= 10 }
      return (value + (value < 0 ? -5 : 5)) / 10
    }
    for _ in 0..<min(places, 60) {
      if abs(value) > limit { return value < 0 ? -limit : limit }
      value *= 10
    }
    return value
  }
}

extension Decimal {
  /// Times a fraction of two positive numbers, saturating.
  package func scaled(by times: Int128, over: Int128 = 1) -> Decimal {
    let (product, overflows) = units.multipliedReportingOverflow(by: times)
    if overflows { return Decimal(units: units < 0 ? -.max : .max) }
    return Decimal(units: product / max(over, 1))
  }

  /// The number as a binary fraction, for statistics.
  package var approximation: Double { Double(units) / 1e9 }
}

extension Decimal: CustomStringConvertible {
  /// The shortest text that reads as the same number.
  package var description: String { text(places: 9, keepsZeros: false) }

  /// Cut, not rounded, after so many places (0 to 9).
  package func text(places: Int, keepsZeros: Bool = true) -> String {
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: UInt128(Decimal.unitsPerOne))
    let digits = String(String(rest + UInt128(Decimal.unitsPerOne)).dropFirst().prefix(places))
    let fraction = keepsZeros ? digits : String(digits.reversed().drop { $0 == "0" }.reversed())
    return (units < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
  }
}

extension Decimal: ExpressibleByIntegerLiteral {
  package init(integerLiteral whole: Int) { self.init(whole) }
}
