import Model

/// A number as a tool prints it, `1,234.50` or `68.13ms`: its value, and how far it may have been rounded.
struct PrintedNumber: Hashable {
  let value: Decimal
  /// Half of the last place that was printed.
  let slack: Decimal
  /// What stands right behind the digits, blanks left out.
  let unit: String

  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { PrintedNumber.isOfNumber($0) }
    let plain = digits.filter { $0 != UInt8(ascii: ",") }
    guard PrintedNumber.groupsAreWhole(digits), let value = Decimal(plain) else { return nil }
    self.value = value
    let fraction = plain.drop { $0 != UInt8(ascii: ".") }.dropFirst().count
    slack = Decimal(5).scaled(by: 1, over: (0..<min(fraction + 1, 18)).reduce(Int128(1)) { power, _ in power * 10 })
    unit = String(decoding: bytes.dropFirst(digits.count).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Whether commas stand where they group thousands, and nowhere else.
  private static func groupsAreWhole(_ digits: ArraySlice<UInt8>) -> Bool {
    let whole = digits.prefix { $0 != UInt8(ascii: ".") }
    let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let fraction = digits.dropFirst(whole.count)
    return groups.dropFirst().allSatisfy { $0.count == 3 } && !(groups.count > 1 && groups[0].isEmpty)
      && !fraction.contains(UInt8(ascii: ","))
  }
}

extension Reading {
  /// A number with the unit that the tool has for it; rates are better when larger, all else when smaller.
  init(
    _ name: String, _ number: Decimal, _ unit: String, metric: Metric? = nil, direction: Direction? = nil,
    slack: Decimal = 0, provenance: Provenance = .native
  ) {
    let known = Unit(unit)
    let quantity = known.quantity(number)
    let isRate = quantity.dimension == .rate || quantity.dimension == .bitRate
    self.init(
      name, unit: unit, reported: number, direction: direction ?? (isRate ? .larger : .smaller), metric: metric,
      quantity: quantity, slack: known.quantity(slack).value, provenance: provenance)
  }

  /// The same of a number in a text, with the unit that stands behind it or the one that is given.
  init(
    _ name: String, _ number: PrintedNumber, _ unit: String? = nil, metric: Metric? = nil, direction: Direction? = nil
  ) {
    self.init(
      name, number.value, unit ?? number.unit, metric: metric, direction: direction, slack: number.slack)
  }
}
