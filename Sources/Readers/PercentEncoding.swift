/// With every `%XX` as the byte that it stands for; other percent signs stay.
func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
  func digit(_ at: Int) -> UInt8? {
    guard at < bytes.count else { return nil }
    return Character(Unicode.Scalar(bytes[at])).hexDigitValue.flatMap { UInt8(exactly: $0) }
  }
  var decoded: [UInt8] = []
  var at = 0
  while at < bytes.count {
    if bytes[at] == UInt8(ascii: "%"), let high = digit(at + 1), let low = digit(at + 2) {
      decoded.append(high << 4 | low)
      at += 3
    } else {
      decoded.append(bytes[at])
      at += 1
    }
  }
  return decoded
}
