/// An encoding that is turned into UTF-8 on the way in.
package enum TextEncoding: String, Sendable {
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case latin1 = "ISO-8859-1"
  case windows1252 = "windows-1252"
}

extension TextEncoding {
  /// By a byte order mark, or by how the `<` or `{` of a text without one stands in UTF-16.
  init?(mark head: [UInt8]) {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0, 0x3F, 0]) || head.starts(with: [0x7B, 0]) {
      self = .utf16LittleEndian
    } else if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0, 0x3C, 0, 0x3F]) || head.starts(with: [0, 0x7B]) {
      self = .utf16BigEndian
    } else {
      return nil
    }
  }

  /// The stream as UTF-8, beginning with bytes that were already taken from it.
  func decoded(rest: [UInt8], _ stream: ByteStream, isAtEnd: Bool) -> ByteStream {
    var pending = rest
    var isFirst = true
    return ByteStream { block throws(ReadError) in
      // An odd byte or half a surrogate pair may wait for the next block, so one block can decode to nothing.
      let before = block.count
      while block.count == before {
        let had = pending.count
        if !isFirst || rest.isEmpty { try stream.appendBlock(&pending) }
        let isLast = !(isFirst && !rest.isEmpty) && pending.count == had
        isFirst = false
        pending.removeFirst(decode(pending, into: &block, isLast: isLast))
        if isLast { return }
      }
    }
  }

  /// - Returns: how many bytes were decoded.
  private func decode(_ bytes: [UInt8], into text: inout [UInt8], isLast: Bool) -> Int {
    switch self {
    case .latin1:
      for byte in bytes { append(UInt32(byte), to: &text) }
      return bytes.count
    case .windows1252:
      for byte in bytes { append(Self.differences[byte] ?? UInt32(byte), to: &text) }
      return bytes.count
    case .utf16LittleEndian: return decodeUTF16(bytes, low: 0, into: &text, isLast: isLast)
    case .utf16BigEndian: return decodeUTF16(bytes, low: 1, into: &text, isLast: isLast)
    }
  }

  private func decodeUTF16(_ bytes: [UInt8], low: Int, into text: inout [UInt8], isLast: Bool) -> Int {
    func unit(_ at: Int) -> UInt32 { UInt32(bytes[at + low]) | UInt32(bytes[at + 1 - low]) << 8 }
    var at = 0
    while at + 1 < bytes.count {
      let first = unit(at)
      if (0xD800..<0xDC00).contains(first) {
        guard at + 3 < bytes.count else {
          if !isLast { break }
          append(0xFFFD, to: &text)
          at += 2
          continue
        }
        let second = unit(at + 2)
        if (0xDC00..<0xE000).contains(second) {
          append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), to: &text)
          at += 4
          continue
        }
      }
      if first != 0xFEFF || at > 0 { append(first, to: &text) }
      at += 2
    }
    if isLast, at < bytes.count {
      append(0xFFFD, to: &text)
      at = bytes.count
    }
    return at
  }

  private func append(_ scalar: UInt32, to text: inout [UInt8]) {
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Where windows-1252 differs from ISO-8859-1.
  ///
  /// - Source: WHATWG Encoding Standard, index windows-1252
  private static let differences: [UInt8: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
    0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152, 0x8E: 0x017D, 0x91: 0x2018,
    0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x98: 0x02DC,
    0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A, 0x9C: 0x0153, 0x9E: 0x017E, 0x9F: 0x0178,
  ]
}
