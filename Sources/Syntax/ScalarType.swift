/// What a scalar is by its look, as the YAML of Kubernetes has it.
///
/// - Source: YAML 1.1, type repository; go-yaml v2, resolve.go (as in sigs.k8s.io/yaml), strconv.ParseInt with base 0
package enum ScalarType: Sendable { case text, null, bool, integer, number }

extension Tape {
  /// The type of a scalar; text for what is none.
  package func scalarType(_ node: Int) -> ScalarType {
    let node = resolved(node)
    guard entries[node].kind == .plain else { return .text }
    return ScalarType(of: text.span, range(node))
  }
}

extension ScalarType {
  /// The type of a plain scalar.
  init(of text: Span<UInt8>, _ range: Range<Int>) {
    guard let first = range.first.map({ text[$0] }) else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = ScalarType(numeric: text, range)
    default:
      self = range.count <= 5 ? ScalarType(word: text, range) : .text
    }
  }

  /// What a word of at most five letters is: they stand in small letters, in capitals, or with one in front.
  private init(word text: Span<UInt8>, _ range: Range<Int>) {
    var (word, capitals): (UInt64, Int) = (0, 0)
    for at in range {
      let isCapital = text[at] >= UInt8(ascii: "A") && text[at] <= UInt8(ascii: "Z")
      capitals += isCapital ? 1 : 0
      word = word << 8 | UInt64(isCapital ? text[at] | 0x20 : text[at])
    }
    let first = text[range.lowerBound]
    let isSpelt = capitals == 0 || capitals == range.count || (capitals == 1 && first < UInt8(ascii: "a"))
    switch word {
    case _ where !isSpelt: self = .text
    // In ASCII: ~, null.
    case 0x7E, 0x6E_756C_6C: self = .null
    // y, yes, true, on; n, no, false, off.
    case 0x79, 0x79_6573, 0x74_7275_65, 0x6F6E, 0x6E, 0x6E6F, 0x66_616C_7365, 0x6F_6666: self = .bool
    default: self = .text
    }
  }
}

extension ScalarType {
  private init(numeric text: Span<UInt8>, _ range: Range<Int>) {
    let sign = text[range.lowerBound] == UInt8(ascii: "+") || text[range.lowerBound] == UInt8(ascii: "-")
    let digits = (range.lowerBound + (sign ? 1 : 0))..<range.upperBound
    if let base = ScalarType.base(text, digits) {
      let isWhole = digits.dropFirst(base.prefix).allSatisfy { text[$0] == UInt8(ascii: "_") || base.has(text[$0]) }
      if isWhole, digits.count > base.prefix {
        self = .integer
        return
      }
    }
    self = ScalarType.isDecimal(text, digits) ? .number : .text
  }

  private struct Base {
    var radix: UInt8
    var prefix: Int

    func has(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") < radix
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
      default: false
      }
    }
  }

  /// Which digits a number's beginning announces; `nil` where it has none.
  private static func base(_ text: Span<UInt8>, _ digits: Range<Int>) -> Base? {
    guard let first = digits.first, text[first] >= UInt8(ascii: "0"), text[first] <= UInt8(ascii: "9") else {
      return nil
    }
    guard text[first] == UInt8(ascii: "0"), digits.count > 1 else { return Base(radix: 10, prefix: 0) }
    switch text[first + 1] | 0x20 {
    case UInt8(ascii: "x"): return Base(radix: 16, prefix: 2)
    case UInt8(ascii: "o"): return Base(radix: 8, prefix: 2)
    case UInt8(ascii: "b"): return Base(radix: 2, prefix: 2)
    default: return Base(radix: 8, prefix: 1)
    }
  }

  /// Digits with at most one point among them, and an exponent.
  private static func isDecimal(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    func digits() -> Int {
      let start = at
      while at < range.upperBound, text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") { at += 1 }
      return at - start
    }
    var count = digits()
    if at < range.upperBound, text[at] == UInt8(ascii: ".") {
      at += 1
      count += digits()
    }
    guard count > 0 else { return false }
    if at < range.upperBound, text[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < range.upperBound, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
      if digits() == 0 { return false }
    }
    return at == range.upperBound
  }
}
