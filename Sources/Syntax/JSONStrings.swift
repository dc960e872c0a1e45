extension JSONReader {
  /// A string in the window, between its quotes.
  struct StringToken {
    let range: Range<Int>
    let hasEscapes: Bool
  }

  package mutating func string() throws(ReadError) -> String {
    let token = try takeString()
    return token.hasEscapes ? String(decoding: unescaped(token.range), as: UTF8.self) : source.text(token.range)
  }

  /// Takes the next string; its escapes are sound.
  mutating func takeString() throws(ReadError) -> StringToken {
    guard try nextByte() == UInt8(ascii: "\"") else { throw unexpected("a string") }
    var length = 1
    var hasEscapes = false
    while true {
      let stop = source.buffer.endOfPlainString(in: source.start + length..<source.end)
      length = stop - source.start
      guard stop < source.end else {
        if try source.more() { continue }
        throw cutShort()
      }
      switch source.buffer[stop] {
      case UInt8(ascii: "\""):
        defer { source.start = stop + 1 }
        return StringToken(range: source.start + 1..<stop, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        length += try escapeLength(at: length)
        hasEscapes = true
      default:
        throw ReadError(line: source.line(at: stop), met: "a control character in a string", wanted: "an escape")
      }
    }
  }

  /// How long the escape is that stands so many bytes behind the start of the string.
  private mutating func escapeLength(at offset: Int) throws(ReadError) -> Int {
    try source.fill(upTo: offset + 6)
    let at = source.start + offset
    guard at + 1 < source.end else { throw cutShort() }
    switch source.buffer[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u") where codeUnit(at: at) != nil: return 6
    default:
      let line = source.line(at: at)
      throw ReadError(line: line, met: "an escape that JSON does not have", wanted: "\\n, \\\", \\u00E9 and the like")
    }
  }
}

extension JSONReader {
  /// The bytes that a string with sound escapes means.
  func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let slash = source.buffer.firstIndex(of: UInt8(ascii: "\\"), in: at..<range.upperBound)
      text += source.buffer[at..<slash]
      guard slash + 1 < range.upperBound else { break }
      at = slash + 2
      switch source.buffer[slash + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): at = appendScalar(at: slash, to: &text)
      case let byte: text.append(byte)
      }
    }
    return text
  }

  /// Decodes a `\uXXXX`, or two of them that make a pair; a half of a pair alone becomes U+FFFD.
  /// - Returns: the place behind it.
  private func appendScalar(at: Int, to text: inout [UInt8]) -> Int {
    var scalar = codeUnit(at: at) ?? 0xFFFD
    var next = at + 6
    if (0xD800..<0xDC00).contains(scalar), let low = codeUnit(at: next), (0xDC00..<0xE000).contains(low) {
      scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      next += 6
    }
    text += UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    return next
  }

  /// What a `\uXXXX` stands for; `nil` where there is none.
  private func codeUnit(at: Int) -> UInt32? {
    guard at + 6 <= source.end, source.buffer[at] == UInt8(ascii: "\\"), source.buffer[at + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in source.buffer[at + 2..<at + 6] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte & 0x0F)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 | UInt32(byte & 0x0F + 9)
      default: return nil
      }
    }
    return value
  }
}
