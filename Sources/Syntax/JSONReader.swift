/// A strict pull reader of JSON (RFC 8259) over a sliding window: no tree, no recursion into the input.
///
/// Objects are read as `beginObject()`, then `nextKey()` until it answers `nil`, taking one value after each key;
/// arrays as `beginArray()` and `nextElement()`. A reader that knows its keys lists them as the cases of an enum and
/// asks `nextKey(of:)`, which passes over the others with their values.
package struct JSONReader: ~Copyable {
  package enum Kind: String, Sendable { case object, array, string, number, bool, null }

  package var source: ByteSource
  /// Whether each level that is open is an object, outermost first.
  private var levels: [Bool] = []
  /// Whether the level that was begun last has had no member yet. One flag does for all levels: when a level has
  /// ended, the one around it has had a member.
  private var isFresh = false
  private static let depthCap = 256

  package init(_ source: consuming ByteSource) { self.source = source }
  /// Takes over what is left of a source.
  package init(_ source: inout ByteSource) { self.source = source.handOver() }

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

  /// The next known key of the object that was begun last; `nil` when the object has ended.
  @inlinable
  package mutating func nextKey<Key>(of keys: JSONKeys<Key>) throws(ReadError) -> Key? {
    try nextKey(in: keys.names).map { keys.keys[$0] }
  }

  @usableFromInline
  mutating func nextKey(in names: JSONNames) throws(ReadError) -> Int? {
    while try nextMember(closing: UInt8(ascii: "}")) {
      let key = try takeString()
      let index = index(of: key, in: names)
      try takeColon()
      if let index { return index }
      try skip()
    }
    return nil
  }

  private func index(of key: StringToken, in names: JSONNames) -> Int? {
    guard key.hasEscapes else { return names.index(of: source.buffer.span, key.range) }
    let name = unescaped(key.range)
    return names.index(of: name.span, name.indices)
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
    let depth = levels.count
    repeat {
      if levels.count > depth, let isObject = levels.last {
        guard try nextMember(closing: isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { continue }
        if isObject {
          _ = try takeString()
          try takeColon()
        }
      }
      switch try peek() {
      case .object: try beginObject()
      case .array: try beginArray()
      case .string: _ = try takeString()
      case .number: _ = try takeNumber()
      case .bool: _ = try bool()
      case .null: try null()
      }
    } while levels.count > depth
  }
}

extension JSONReader {
  private mutating func begin(
    _ mark: UInt8, _ wanted: StaticString, isObject: Bool
  ) throws(ReadError) {
    guard try nextByte() == mark else { throw unexpected("\(wanted)") }
    guard levels.count < JSONReader.depthCap else {
      throw ReadError(line: line, met: "more than \(JSONReader.depthCap) levels", wanted: "at most that")
    }
    source.start += 1
    levels.append(isObject)
    isFresh = true
  }

  /// Takes the comma before the next member, or the mark that closes its level.
  private mutating func nextMember(closing mark: UInt8) throws(ReadError) -> Bool {
    guard let byte = try nextByte() else { throw cutShort() }
    if byte == mark {
      source.start += 1
      levels.removeLast()
      isFresh = false
      return false
    }
    if isFresh {
      isFresh = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw unexpected("a comma or an end") }
    source.start += 1
    guard let next = try nextByte() else { throw cutShort() }
    if next == mark { throw unexpected("a member after the comma") }
    return true
  }

  private mutating func takeColon() throws(ReadError) {
    guard try nextByte() == UInt8(ascii: ":") else { throw unexpected("a colon") }
    source.start += 1
  }

  /// The next byte that is no blank, left where it is; `nil` at the end.
  mutating func nextByte() throws(ReadError) -> UInt8? {
    repeat {
      if source.start < source.end {
        let byte = source.buffer[source.start]
        if byte > UInt8(ascii: " ") { return byte }
        source.start = source.buffer.endOfBlanks(in: source.start..<source.end)
        if source.start < source.end { return source.buffer[source.start] }
      }
    } while try source.more()
    return nil
  }

  /// What stands next, for a message; of a string nothing is shown, as it may be a secret.
  func unexpected(_ wanted: String) -> ReadError {
    let rest = source.buffer[source.start...]
    let met =
      switch rest.first {
      case nil: "the end of the file"
      case UInt8(ascii: "\""): "a string"
      default: ReadError.quoted(rest.prefix { $0 != UInt8(ascii: "\"") }.prefix(12))
      }
    return ReadError(line: line, met: met, wanted: wanted)
  }

  func cutShort() -> ReadError { ReadError(line: line, met: "the end of the file", wanted: "the rest of the JSON") }
}
