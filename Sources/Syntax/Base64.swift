/// The bytes that a text of base64 stands for; `nil` where it is none. Padding may be left out.
///
/// - Source: RFC 4648, section 4
package func base64Decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  var (bits, count): (UInt32, Int) = (0, 0)
  var isPadded = false
  for byte in text {
    if byte == UInt8(ascii: "=") {
      isPadded = true
      continue
    }
    guard !isPadded, let digit = byte.base64Digit else { return nil }
    bits = (bits << 6 | UInt32(digit)) & 0xFF_FFFF
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  // Six bits that are left over are half a byte and no more.
  return count == 6 ? nil : bytes
}

extension UInt8 {
  fileprivate var base64Digit: UInt8? {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): self - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
