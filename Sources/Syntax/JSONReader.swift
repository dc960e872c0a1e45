/// A strict pull reader of JSON (RFC 8259) over a sliding window: no tree, no recursion into the input.
///
/// Objects are read as `beginObject()`, then `nextKey()` until it answers `nil`, taking one value after each key;
/// arrays as `beginArray()` and `nextElement()`.
package struct JSONReader: ~Copyable {
  package enum Kind: String, Sendable { case object, array, string, number, bool, null }

  package var source: ByteSource
  private var nesting: [Level] = []
  private static let depthCap = 256

  private struct Level {
    let isObject: Bool
    var isEmpty = true
  }

  package init(_ source: consuming ByteSource) { self.source = source }

  package var line: Int { source.line }
}

extension JSONReader {
  /// What comes next; nothing is taken.
  package mutating func peek() throws(ReadError) -> Kind {
    guard let byte = try nextByte() else { throw cutShort() }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    default: throw unexpected("a value")
    }
  }

  package mutating func beginObject() throws(ReadError) { try begin(UInt8(ascii: "{"), "an object", isObject: true) }
  package mutating func beginArray() throws(ReadError) { try begin(UInt8(ascii: "["), "an array", isObject: false) }

  /// The next key of the object that was begun last; `nil` when the object has ended.
  package mutating func nextKey() throws(ReadError) -> String? {
    guard try nextMember(closing: UInt8(ascii: "}")) else { return nil }
    let key = try string()
    try takeColon()
    return key
  }

  /// Whether the array that was begun last has another element.
  package mutating func nextElement() throws(ReadError) -> Bool { try nextMember(closing: UInt8(ascii: "]")) }

  /// Whether anything but blanks is left: another value of a text that holds several.
  package mutating func hasMore() throws(ReadError) -> Bool { try nextByte() != nil }

  /// Takes the end of the input.
  package mutating func finish() throws(ReadError) {
    if try hasMore() { throw unexpected("nothing after the value") }
  }

  /// Takes a value unseen, as strictly as one that is looked at.
  package mutating func skip() throws(ReadError) {
    let depth = nesting.count
    repeat {
      if nesting.count > depth, let level = nesting.last {
        guard try nextMember(closing: UInt8(ascii: level.isObject ? "}" : "]")) else { continue }
        if level.isObject {
          _ = try stringRange()
          try takeColon()
        }
      }
      switch try peek() {
      case .object: try beginObject()
      case .array: try beginArray()
      case .string: _ = try stringRange()
      case .number: _ = try numberRange()
      case .bool: _ = try bool()
      case .null: try null()
      }
    } while nesting.count > depth
  }
}

extension JSONReader {
  private mutating func begin(_ mark: UInt8, _ wanted: String, isObject: Bool) throws(ReadError) {
    guard try nextByte() == mark else { throw unexpected(wanted) }
    guard nesting.count < JSONReader.depthCap else {
      throw ReadError(line: line, met: "more than \(JSONReader.depthCap) levels", wanted: "at most that")
    }
    source.start += 1
    nesting.append(Level(isObject: isObject))
  }

  /// Takes the comma before the next member, or the mark that closes its level.
  mutating func nextMember(closing mark: UInt8) throws(ReadError) -> Bool {
    guard let byte = try nextByte() else { throw cutShort() }
    let last = nesting.count - 1
    if byte == mark {
      source.start += 1
      nesting.removeLast()
      return false
    }
    if nesting[last].isEmpty {
      nesting[last].isEmpty = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw unexpected("a comma or an end") }
    source.start += 1
    guard let next = try nextByte() else { throw cutShort() }
    if next == mark { throw unexpected("a member after the comma") }
    return true
  }

  mutating func takeColon() throws(ReadError) {
    guard try nextByte() == UInt8(ascii: ":") else { throw unexpected("a colon") }
    source.start += 1
  }

  /// The next byte that is no blank, left where it is; `nil` at the end.
  private mutating func nextByte() throws(ReadError) -> UInt8? {
    while true {
      while source.start < source.end {
        let byte = source.buffer[source.start]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): source.start += 1
        default: return byte
        }
      }
      if try !source.more() { return nil }
    }
  }

  /// Where the next string stands between its quotes, taken; escapes are checked when it is decoded.
  mutating func stringRange() throws(ReadError) -> Range<Int> {
    guard try nextByte() == UInt8(ascii: "\"") else { throw unexpected("a string") }
    var length = 1
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
        return source.start + 1..<stop
      case UInt8(ascii: "\\"):
        try source.fill(upTo: length + 2)
        guard source.end - source.start >= length + 2 else { throw cutShort() }
        length += 2
      default:
        throw ReadError(line: source.line(at: stop), met: "a control character in a string", wanted: "an escape")
      }
    }
  }

  func unexpected(_ wanted: String) -> ReadError {
    let met = source.start < source.end ? ReadError.quoted(source.buffer[source.start...].prefix(12)) : "the end"
    return ReadError(line: line, met: met, wanted: wanted)
  }

  func cutShort() -> ReadError { ReadError(line: line, met: "the end of the file", wanted: "the rest of the JSON") }
}
