// The values that stand in JSON's leaves.

extension JSONReader {
  package mutating func string() throws(ReadError) -> String {
    let range = try stringRange()
    guard source.buffer.firstIndex(of: UInt8(ascii: "\\"), in: range) < range.upperBound else {
      return source.text(range)
    }
    return try unescaped(range)
  }

  /// The string, or `nil` for null; anything else is an error.
  package mutating func optionalString() throws(ReadError) -> String? {
    if try peek() == .null {
      try null()
      return nil
    }
    return try string()
  }

  /// A string, number or word as text; `nil` for null, and for objects and arrays, which are taken unseen.
  package mutating func text() throws(ReadError) -> String? {
    switch try peek() {
    case .string: return try string()
    case .number: return source.text(try numberRange())
    case .bool: return try bool() ? "true" : "false"
    case .object, .array, .null:
      try skip()
      return nil
    }
  }

  /// A number as it is written, or what a string holds in its place.
  package mutating func digits() throws(ReadError) -> [UInt8] {
    if try peek() == .string { return Array(try string().utf8) }
    return Array(source.buffer[try numberRange()])
  }

  /// A whole number; `nil` where it has a fraction or does not fit.
  package mutating func integer() throws(ReadError) -> Int? {
    let range = try numberRange()
    return Int(source.text(range))
  }

  package mutating func bool() throws(ReadError) -> Bool {
    if try take(word: "true") { return true }
    if try take(word: "false") { return false }
    throw unexpected("true or false")
  }

  package mutating func null() throws(ReadError) {
    guard try take(word: "null") else { throw unexpected("null") }
  }

  /// Takes null in place of an object or an array.
  /// - Returns: whether it was there.
  package mutating func isNull() throws(ReadError) -> Bool {
    guard try peek() == .null else { return false }
    try null()
    return true
  }
}

extension JSONReader {
  /// Where the next number stands, taken: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
  mutating func numberRange() throws(ReadError) -> Range<Int> {
    guard try peek() == .number else { throw unexpected("a number") }
    var length = 0
    while true {
      while source.start + length < source.end, JSONReader.isOfNumber(source.buffer[source.start + length]) {
        length += 1
      }
      if source.start + length < source.end { break }
      if try !source.more() { break }
    }
    let range = source.start..<source.start + length
    guard JSONReader.isNumber(source.buffer[range]) else { throw unexpected("a number") }
    source.start = range.upperBound
    return range
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func takeDigits() -> Int {
      let count = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let hasLeadingZero = rest.first == UInt8(ascii: "0")
    let whole = takeDigits()
    guard whole > 0, !(hasLeadingZero && whole > 1) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard takeDigits() > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard takeDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func take(word: String) throws(ReadError) -> Bool {
    _ = try peek()
    try source.fill(upTo: word.utf8.count)
    guard source.buffer[source.start...].starts(with: word.utf8) else { return false }
    source.start += word.utf8.count
    return true
  }

  private func unescaped(_ range: Range<Int>) throws(ReadError) -> String {
    let bytes = source.buffer
    var text: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "\\") else {
        text.append(bytes[at])
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[at + 1])
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        at = try appendScalar(at: at, before: range.upperBound, to: &text)
        continue
      default: throw ReadError(line: source.line(at: at), met: "an unknown escape", wanted: "one of JSON's escapes")
      }
      at += 2
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Decodes a `\uXXXX`, or two of them that make a pair; a half of a pair alone becomes U+FFFD.
  /// - Returns: the place behind it.
  private func appendScalar(at: Int, before end: Int, to text: inout [UInt8]) throws(ReadError) -> Int {
    guard let first = hex(at: at, before: end) else {
      throw ReadError(line: source.line(at: at), met: "an escape \\u without four digits", wanted: "\\uXXXX")
    }
    var scalar = first
    var next = at + 6
    if (0xD800..<0xDC00).contains(first), let second = hex(at: next, before: end), (0xDC00..<0xE000).contains(second) {
      scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      next += 6
    }
    text += UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    return next
  }

  private func hex(at: Int, before end: Int) -> UInt32? {
    guard at + 6 <= end, source.buffer[at] == UInt8(ascii: "\\"), source.buffer[at + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt32 = 0
    for byte in source.buffer[at + 2..<at + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
