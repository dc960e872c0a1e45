// How amounts and encoded bytes are written in manifests.

extension ArraySlice<UInt8> {
  /// Whether it is an amount such as `500m`, `1.5Gi` or `1e3`.
  ///
  /// - Source: k8s.io/apimachinery, api/resource/quantity.go
  var isQuantity: Bool {
    let unsigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? dropFirst() : self
    let number = unsigned.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }
    let points = number.count { $0 == UInt8(ascii: ".") }
    guard number.count > points, points <= 1 else { return false }
    let suffix = unsigned.dropFirst(number.count)
    if let first = suffix.first, suffix.count > 1, first | 0x20 == UInt8(ascii: "e"), suffix.dropFirst().isExponent {
      return true
    }
    guard let unit = suffix.first else { return true }
    return switch suffix.count {
    case 1: "numkMGTPE".utf8.contains(unit)
    case 2: "KMGTPE".utf8.contains(unit) && suffix.last == UInt8(ascii: "i")
    default: false
    }
  }

  private var isExponent: Bool {
    let digits = first == UInt8(ascii: "+") || first == UInt8(ascii: "-") ? dropFirst() : self
    return !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// Whether it is base64 as Go reads it: line ends are passed over, padding is due.
  var isBase64: Bool {
    let bare = filter { $0 != 0x0A && $0 != 0x0D }
    let body = bare.prefix { $0 != UInt8(ascii: "=") }
    let padding = bare.count - body.count
    let isSound = body.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2B || $0 == 0x2F
    }
    return isSound && bare.count % 4 == 0 && padding <= 2 && bare.suffix(padding).allSatisfy { $0 == UInt8(ascii: "=") }
  }
}
