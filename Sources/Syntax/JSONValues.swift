// The values that stand in JSON's leaves.

extension JSONReader {
  package mutating func string() throws(ReadError) -> String { text(of: try takeString()) }

  /// The string, or `nil` for null; anything else is an error.
  package mutating func optionalString() throws(ReadError) -> String? {
    if try isNull() { return nil }
    return try string()
  }

  /// The place of a string in a list of names; `nil` where it is none of them.
  package mutating func word(in names: JSONNames) throws(ReadError) -> Int? {
    let token = try takeString()
    return place(of: token, in: names)
  }

  /// The bytes of a string, for what need not be UTF-8: the name of a file.
  package mutating func stringBytes() throws(ReadError) -> [UInt8] {
    let token = try takeString()
    return bytes(of: token)
  }

  /// A string, number or word as text; `nil` for null, and for objects and arrays, which are taken unseen.
  package mutating func text() throws(ReadError) -> String? {
    switch try peek() {
    case .string: return try string()
    case .number, .bool: return source.text(try takeScalar())
    case .object, .array, .null:
      try skip()
      return nil
    }
  }

  /// A number as it is written, or what a string holds in its place.
  package mutating func digits() throws(ReadError) -> [UInt8] {
    if try peek() == .string { return try stringBytes() }
    return Array(source.buffer[try takeNumber()])
  }

  /// A whole number; `nil` where it has a fraction or an exponent, or does not fit.
  package mutating func integer() throws(ReadError) -> Int? {
    if let (value, end) = source.buffer.span.digits(from: source.start) {
      source.start = end
      return value
    }
    return Int(source.text(try takeNumber()))
  }

  /// Whether a number is above (1), at or below (-1) 0, of whatever size and form it is.
  package mutating func sign() throws(ReadError) -> Int {
    if let (value, end) = source.buffer.span.digits(from: source.start) {
      source.start = end
      return value.signum()
    }
    let number = source.buffer[try takeNumber()]
    let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    guard mantissa.contains(where: { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else { return 0 }
    return number.first == UInt8(ascii: "-") ? -1 : 1
  }

  /// A whole number, in quotes or not; `nil` for any other value, which is taken unseen.
  package mutating func wholeNumber() throws(ReadError) -> Int? {
    try peek() == .number ? try integer() : try text().flatMap { Int($0) }
  }

  package mutating func bool() throws(ReadError) -> Bool {
    guard try peek() == .bool else { throw unexpected(.bool, at: source.start) }
    return source.buffer[try takeScalar().lowerBound] == UInt8(ascii: "t")
  }

  package mutating func null() throws(ReadError) {
    if try nextByte() != UInt8(ascii: "n") { throw unexpected(.null, at: source.start) }
    _ = try takeScalar()
  }

  /// Takes null in place of another value.
  /// - Returns: whether it was there.
  package mutating func isNull() throws(ReadError) -> Bool {
    if try nextByte() != UInt8(ascii: "n") { return false }
    _ = try takeScalar()
    return true
  }

  /// Begins an object, or takes null in its place.
  /// - Returns: whether there is an object.
  package mutating func beginsObject() throws(ReadError) -> Bool {
    if try isNull() { return false }
    try beginObject()
    return true
  }

  /// Begins an array, or takes null in its place.
  /// - Returns: whether there is an array.
  package mutating func beginsArray() throws(ReadError) -> Bool {
    if try isNull() { return false }
    try beginArray()
    return true
  }
}

extension JSONReader {
  /// Takes the next string, which stands in the window until something else is taken.
  package mutating func takeString() throws(ReadError) -> JSONString {
    while true {
      do throws(JSONStop) {
        source.start = try source.buffer.span.token(from: source.start)
        let token = try source.buffer.span.string(at: source.start)
        source.start = token.range.upperBound + 1
        return token
      } catch {
        try refill(after: error)
      }
    }
  }

  private mutating func takeNumber() throws(ReadError) -> Range<Int> {
    guard try peek() == .number else { throw unexpected(.number, at: source.start) }
    return try takeScalar()
  }

  private mutating func takeScalar() throws(ReadError) -> Range<Int> {
    while true {
      do throws(JSONStop) {
        let start = try source.buffer.span.token(from: source.start)
        source.start = try source.buffer.span.endOfScalar(at: start, isLast: source.isAtEnd)
        return start..<source.start
      } catch {
        try refill(after: error)
      }
    }
  }

  package func bytes(of token: JSONString) -> [UInt8] {
    token.hasEscapes ? unescaped(token.range) : Array(source.buffer[token.range])
  }

  /// Puts the bytes that a string means behind others.
  package func append(_ token: JSONString, to bytes: inout [UInt8]) {
    if token.hasEscapes { appendUnescaped(token.range, to: &bytes) } else { bytes += source.buffer[token.range] }
  }

  package func text(of token: JSONString) -> String {
    token.hasEscapes ? String(decoding: unescaped(token.range), as: UTF8.self) : source.text(token.range)
  }

  /// The bytes that a string of sound escapes means.
  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    appendUnescaped(range, to: &text)
    return text
  }

  private func appendUnescaped(_ range: Range<Int>, to text: inout [UInt8]) {
    let bytes = source.buffer.span
    var at = range.lowerBound
    while at < range.upperBound {
      let slash = source.buffer.firstIndex(of: UInt8(ascii: "\\"), in: at..<range.upperBound)
      text += source.buffer[at..<slash]
      guard slash + 1 < range.upperBound else { break }
      at = slash + 2
      switch bytes[slash + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): at = appendScalar(at: slash, to: &text)
      case let byte: text.append(byte)
      }
    }
  }

  /// Decodes a `\uXXXX`, or two of them that make a pair; a half of a pair alone becomes U+FFFD.
  /// - Returns: the place behind it.
  private func appendScalar(at start: Int, to text: inout [UInt8]) -> Int {
    let bytes = source.buffer.span
    var scalar = bytes.codeUnit(at: start) ?? 0xFFFD
    var end = start + 6
    if (0xD800..<0xDC00).contains(scalar), let low = bytes.codeUnit(at: end), (0xDC00..<0xE000).contains(low) {
      scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      end += 6
    }
    text += UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    return end
  }
}

extension Span<UInt8> {
  /// A number of a few digits that ends in the window, with its end; `nil` for any other.
  fileprivate func digits(from start: Int) -> (value: Int, end: Int)? {
    var value = 0
    var at = start
    while at < count, at < start + 18, self[at] >= UInt8(ascii: "0"), self[at] <= UInt8(ascii: "9") {
      value = value * 10 + Int(self[at] & 0x0F)
      at += 1
    }
    guard at > start, at < count, !isOfNumber(self[at]), self[start] != UInt8(ascii: "0") || at == start + 1 else {
      return nil
    }
    return (value, at)
  }
}
