// The values that stand in JSON's leaves, other than strings.

extension JSONReader {
  /// The string, or `nil` for null; anything else is an error.
  package mutating func optionalString() throws(ReadError) -> String? {
    if try isNull() { return nil }
    return try string()
  }

  /// A string, number or word as text; `nil` for null, and for objects and arrays, which are taken unseen.
  package mutating func text() throws(ReadError) -> String? {
    switch try peek() {
    case .string: return try string()
    case .number: return source.text(try takeNumber())
    case .bool: return try bool() ? "true" : "false"
    case .object, .array, .null:
      try skip()
      return nil
    }
  }

  /// A number as it is written, or what a string holds in its place.
  package mutating func digits() throws(ReadError) -> [UInt8] {
    if try peek() == .string { return Array(try string().utf8) }
    return Array(source.buffer[try takeNumber()])
  }

  /// A whole number; `nil` where it has a fraction or an exponent, or does not fit.
  package mutating func integer() throws(ReadError) -> Int? {
    let range = try takeNumber()
    return Int(source.text(range))
  }

  package mutating func bool() throws(ReadError) -> Bool {
    if try take("true") { return true }
    if try take("false") { return false }
    throw unexpected("true or false")
  }

  package mutating func null() throws(ReadError) {
    guard try take("null") else { throw unexpected("null") }
  }

  /// Takes null in place of another value.
  /// - Returns: whether it was there.
  package mutating func isNull() throws(ReadError) -> Bool {
    guard try peek() == .null else { return false }
    try null()
    return true
  }
}

extension JSONReader {
  /// Takes a word where it stands next.
  private mutating func take(_ word: StaticString) throws(ReadError) -> Bool {
    _ = try nextByte()
    let count = word.utf8CodeUnitCount
    try source.fill(upTo: count)
    guard source.end - source.start >= count else { return false }
    for at in 0..<count {
      // A literal of ASCII, read within its own count.
      if unsafe source.buffer[source.start + at] != word.utf8Start[at] { return false }
    }
    source.start += count
    return true
  }

  /// Where the next number stands, taken: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
  mutating func takeNumber() throws(ReadError) -> Range<Int> {
    guard try peek() == .number else { throw unexpected("a number") }
    var length = 0
    while true {
      while source.start + length < source.end, JSONReader.isOfNumber(source.buffer[source.start + length]) {
        length += 1
      }
      guard source.start + length == source.end, try source.more() else { break }
    }
    let range = source.start..<source.start + length
    guard JSONReader.isNumber(source.buffer.span, range) else { throw unexpected("a number") }
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

  private static func isNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    func takes(_ byte: UInt8) -> Bool {
      guard at < range.upperBound, bytes[at] == byte else { return false }
      at += 1
      return true
    }
    func takesDigits() -> Bool {
      let start = at
      while at < range.upperBound, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") { at += 1 }
      return at > start
    }
    _ = takes(UInt8(ascii: "-"))
    guard takes(UInt8(ascii: "0")) || takesDigits() else { return false }
    if takes(UInt8(ascii: ".")), !takesDigits() { return false }
    if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
      if !takes(UInt8(ascii: "+")) { _ = takes(UInt8(ascii: "-")) }
      guard takesDigits() else { return false }
    }
    return at == range.upperBound
  }
}
