/// A strict pull reader of JSON (RFC 8259) over a sliding window: no tree, no recursion into the input.
///
/// Objects are read as `beginObject()`, then `nextKey()` until it answers `nil`, taking one value after each key;
/// arrays as `beginArray()` and `nextElement()`. Who knows the keys that matter asks `nextKey(in:)`, which makes no
/// strings and passes over the others.
package struct JSONReader: ~Copyable {
  package enum Kind: String, Sendable { case object, array, string, number, bool, null }

  package var source: ByteSource
  var nesting = JSONNesting()
  /// The place of the name that is likely to come next in each level: writers keep to one order.
  private var likely = [UInt8](repeating: 0, count: 256)

  package init(_ source: consuming ByteSource) { self.source = source }
  /// Takes over what is left of a source.
  package init(_ source: inout ByteSource) { self.source = source.handOver() }

  /// Reads on in an array where an element begins.
  init(_ source: inout ByteSource, in nesting: JSONNesting) {
    self.source = source.handOver()
    self.nesting = nesting
    self.nesting.isFresh = true
  }

  package var line: Int { source.line }
}

extension JSONReader {
  /// What comes next; nothing is taken.
  package mutating func peek() throws(ReadError) -> Kind {
    switch try nextByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    default: throw unexpected(.value, at: source.start)
    }
  }

  package mutating func beginObject() throws(ReadError) {
    if try nextByte() != UInt8(ascii: "{") { throw unexpected(.object, at: source.start) }
    try begin(isObject: true)
  }

  package mutating func beginArray() throws(ReadError) {
    if try nextByte() != UInt8(ascii: "[") { throw unexpected(.array, at: source.start) }
    try begin(isObject: false)
  }

  /// The first byte of what comes next, not taken.
  @inline(__always)
  mutating func nextByte() throws(ReadError) -> UInt8 {
    if source.start < source.end {
      let byte = source.buffer[source.start]
      if byte > UInt8(ascii: " ") { return byte }
    }
    return try nextByteBehindBlanks()
  }

  private mutating func nextByteBehindBlanks() throws(ReadError) -> UInt8 {
    // Most often there is one blank.
    if source.start + 1 < source.end, source.buffer[source.start] == UInt8(ascii: " "),
      source.buffer[source.start + 1] > UInt8(ascii: " ")
    {
      source.start += 1
      return source.buffer[source.start]
    }
    guard try hasMore() else { throw unexpected(.more, at: source.end) }
    return source.buffer[source.start]
  }

  /// The next key of the object that was begun last; `nil` when the object has ended.
  package mutating func nextKey() throws(ReadError) -> String? {
    guard try nextMember(closing: UInt8(ascii: "}")) else { return nil }
    let key = try string()
    try takeColon()
    return key
  }

  /// The next known key of the object that was begun last; the others are passed over with their values.
  /// - Returns: the key's place in the list of names; `nil` when the object has ended.
  package mutating func nextKey(in names: JSONNames) throws(ReadError) -> Int? {
    let level = nesting.depth & 255
    if source.start < source.end, source.buffer[source.start] == UInt8(ascii: "}") {
      source.start += 1
      nesting.end()
      likely[level] = 0
      return nil
    }
    let guess = Int(likely[level])
    guard let end = names.endOfKey(guess, source.buffer.span, from: source.start, isFirst: nesting.isFresh) else {
      let place = try findKey(in: names)
      likely[level] = UInt8(truncatingIfNeeded: place.map { $0 + 1 } ?? 0)
      return place
    }
    source.start = end
    nesting.isFresh = false
    likely[level] = UInt8(truncatingIfNeeded: guess + 1)
    return guess
  }

  @inline(never)
  private mutating func findKey(in names: JSONNames) throws(ReadError) -> Int? {
    while true {
      var (at, isFresh) = (source.start, nesting.isFresh)
      var met: JSONMember?
      var stop: JSONStop?
      do throws(JSONStop) {
        met = try source.buffer.span.skimMembers(&at, isFirst: &isFresh, names)
      } catch {
        stop = error
      }
      (source.start, nesting.isFresh) = (at, isFresh)
      switch met {
      case .known(let place): return place
      case .unknown: try skip()
      case .escaped(let name):
        if let place = place(of: name, in: names) { return place }
        try skip()
      case .end:
        nesting.end()
        return nil
      case nil: if let stop { try refill(after: stop) }
      }
    }
  }

  @inline(__always)
  func place(of key: JSONString, in names: JSONNames) -> Int? {
    guard key.hasEscapes else { return names.place(of: source.buffer.span, key.range) }
    let name = bytes(of: key)
    return names.place(of: name.span, name.indices)
  }

  /// Whether the array that was begun last has another element.
  package mutating func nextElement() throws(ReadError) -> Bool { try nextMember(closing: UInt8(ascii: "]")) }

  /// Whether anything but blanks is left: another value of a text that holds several.
  package mutating func hasMore() throws(ReadError) -> Bool {
    repeat {
      source.start = source.buffer.span.endOfBlanks(from: source.start)
      if source.start < source.end { return true }
    } while try source.more()
    return false
  }

  /// Takes the end of the input.
  package mutating func finish() throws(ReadError) {
    if try hasMore() { throw unexpected(.end, at: source.start) }
  }

  /// Takes a value unseen, as strictly as one that is looked at.
  package mutating func skip() throws(ReadError) {
    let depth = nesting.depth
    // Copies, because nothing of the reader may change while its window is looked at.
    var (at, nesting) = (source.start, nesting)
    while true {
      var stop: JSONStop?
      do throws(JSONStop) {
        try source.buffer.span.skim(&at, &nesting, to: depth, isLast: source.isAtEnd)
      } catch {
        stop = error
      }
      (source.start, self.nesting) = (at, nesting)
      guard let stop else { return }
      try refill(after: stop)
      at = source.start
    }
  }
}

extension JSONReader {
  private mutating func begin(isObject: Bool) throws(ReadError) {
    guard nesting.begin(isObject: isObject) else { throw unexpected(.levels, at: source.start) }
    source.start += 1
  }

  /// Takes the comma before the next member, or the mark that closes its level.
  @inline(__always)
  mutating func nextMember(closing mark: UInt8) throws(ReadError) -> Bool {
    while true {
      do throws(JSONStop) {
        let next = try source.buffer.span.member(from: source.start, closing: mark, isFirst: nesting.isFresh)
        nesting.isFresh = false
        if let next {
          source.start = next
          return true
        }
        source.start = try source.buffer.span.token(from: source.start) + 1
        nesting.end()
        return false
      } catch {
        try refill(after: error)
      }
    }
  }

  mutating func takeColon() throws(ReadError) {
    guard try nextByte() == UInt8(ascii: ":") else { throw unexpected(.colon, at: source.start) }
    source.start += 1
  }
}

extension JSONReader {
  /// Brings more of the input where that is what was wanted.
  @inline(never)
  mutating func refill(after stop: JSONStop) throws(ReadError) {
    guard case .more = stop.wanted else { throw unexpected(stop.wanted, at: stop.at) }
    source.start = source.buffer.span.endOfBlanks(from: source.start)
    let met = source.end - source.start
    if source.isAtEnd { throw unexpected(.more, at: source.end) }
    // Twice as much each time, so that what is tried again costs no more than what is read.
    if try source.more() { try source.fill(upTo: 2 * met) }
  }

  /// What stands there, for a message; of a string nothing is shown, as it may be a secret.
  mutating func unexpected(_ wanted: JSONStop.Wanted, at index: Int) -> ReadError {
    let shown = 12, before = index - source.start
    // The same is shown wherever the window happens to end.
    try? source.fill(upTo: before + shown)
    let index = min(source.start + before, source.end)
    let rest = source.buffer[index...]
    let met =
      switch (wanted, rest.first) {
      case (.levels, _): "more than \(JSONNesting.cap) levels"
      case (.control, _): "a control character in a string"
      case (.escape, _): "an escape that JSON does not have"
      case (_, nil): "the end of the file"
      case (_, UInt8(ascii: "\"")): "a string"
      default: ReadError.quoted(rest.prefix { $0 != UInt8(ascii: "\"") }.prefix(shown))
      }
    return ReadError(line: source.line(at: index), met: met, wanted: wanted.words)
  }
}

extension JSONStop.Wanted {
  fileprivate var words: String {
    switch self {
    case .more: "the rest of the JSON"
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    case .value: "a value"
    case .end: "nothing after the value"
    case .comma: "a comma or an end"
    case .member: "a member after the comma"
    case .colon: "a colon"
    case .control: "an escape"
    case .escape: "\\n, \\\", \\u00E9 and the like"
    case .levels: "at most that"
    }
  }
}
