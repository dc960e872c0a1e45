// The grammar of RFC 8259 over the bytes that are in the window. What is here looks and takes nothing, so a reader may
// try it again when the window has grown.

/// Why a window could not be read further, and at which byte.
struct JSONStop: Error {
  enum Wanted {
    /// More of the input: all is well so far.
    case more
    case object, array, string, number, bool, null, value, end, comma, member, colon, control, escape, levels
  }

  let wanted: Wanted
  let at: Int

  init(_ wanted: Wanted, at: Int) {
    self.wanted = wanted
    self.at = at
  }
}

/// A string of the window, between its quotes.
package struct JSONString {
  package let range: Range<Int>
  package let hasEscapes: Bool
}

/// What comes next in an object; of a member the value.
enum JSONMember {
  /// The place of its name among those that are known.
  case known(Int)
  case unknown
  case escaped(JSONString)
  case end
}

/// The levels that are open.
struct JSONNesting {
  static let cap = 256

  private(set) var depth = 0
  /// Whether the level that was begun last has had no member yet. One flag does for all levels: when a level has
  /// ended, the one around it has had a member.
  var isFresh = false
  /// A bit a level: whether it is an object.
  private var objects = InlineArray<4, UInt64>(repeating: 0)

  /// Whether the level that was begun last is an object.
  @inline(__always)
  var isObject: Bool {
    let last = UInt(bitPattern: depth &- 1) % UInt(JSONNesting.cap)
    return objects[Int(last / 64)] >> (last % 64) & 1 == 1
  }

  /// - Returns: false when there may be no more levels.
  @inline(__always)
  mutating func begin(isObject: Bool) -> Bool {
    guard depth < JSONNesting.cap else { return false }
    let bit: UInt64 = 1 << UInt64(depth % 64)
    if isObject { objects[depth / 64] |= bit } else { objects[depth / 64] &= ~bit }
    depth += 1
    isFresh = true
    return true
  }

  @inline(__always)
  mutating func end() {
    depth -= 1
    isFresh = false
  }
}

extension Span<UInt8> {
  /// Moves over members that are whole until so many levels are open.
  func skim(
    _ at: inout Int, _ nesting: inout JSONNesting, to depth: Int, isLast: Bool
  ) throws(JSONStop) {
    repeat {
      var start = at
      if nesting.depth > depth {
        let isObject = nesting.isObject
        let mark = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        guard let next = try member(from: start, closing: mark, isFirst: nesting.isFresh) else {
          at = try token(from: start) + 1
          nesting.end()
          continue
        }
        start = isObject ? try key(at: next).end : next
      }
      start = try token(from: start)
      let isObject = self[start] == UInt8(ascii: "{")
      if isObject || self[start] == UInt8(ascii: "[") {
        guard nesting.begin(isObject: isObject) else { throw JSONStop(.levels, at: start) }
        at = start + 1
      } else {
        at = try endOfScalar(at: start, isLast: isLast)
        nesting.isFresh = false
      }
    } while nesting.depth > depth
  }
}

extension Span<UInt8> {
  /// The next byte that is no blank.
  @inline(__always)
  func token(from start: Int) throws(JSONStop) -> Int {
    if start < count, self[start] > UInt8(ascii: " ") { return start }
    let at = endOfBlanks(from: start)
    if at == count { throw JSONStop(.more, at: at) }
    return at
  }

  /// Where the next member begins, behind its comma; `nil` where the mark that closes the level comes instead.
  @inline(__always)
  func member(from start: Int, closing mark: UInt8, isFirst: Bool) throws(JSONStop) -> Int? {
    let at = try token(from: start)
    if self[at] == mark { return nil }
    if isFirst { return at }
    guard self[at] == UInt8(ascii: ",") else { throw JSONStop(.comma, at: at) }
    let next = try token(from: at + 1)
    if self[next] == mark { throw JSONStop(.member, at: next) }
    return next
  }

  /// Moves over the members of an object that are whole and hold a string, up to one of a name that is known; also over
  /// the key of that one, and of one whose value is to be taken otherwise.
  func skimMembers(_ at: inout Int, isFirst: inout Bool, _ names: JSONNames) throws(JSONStop) -> JSONMember {
    while true {
      guard let start = try member(from: at, closing: UInt8(ascii: "}"), isFirst: isFirst) else {
        at = try token(from: at) + 1
        return .end
      }
      let key = try key(at: start)
      isFirst = false
      at = key.end
      if key.name.hasEscapes { return .escaped(key.name) }
      if let place = names.place(of: self, key.name.range) { return .known(place) }
      guard let value = try? token(from: at), let text = try? string(at: value) else { return .unknown }
      at = text.range.upperBound + 1
    }
  }

  /// A key and where its value begins, or the blanks before it.
  @inline(__always)
  func key(at start: Int) throws(JSONStop) -> (name: JSONString, end: Int) {
    let name = try string(at: start)
    let colon = try token(from: name.range.upperBound + 1)
    guard self[colon] == UInt8(ascii: ":") else { throw JSONStop(.colon, at: colon) }
    return (name, colon + 1)
  }

  /// Where the string, number or word ends that begins there.
  @inline(__always)
  func endOfScalar(at start: Int, isLast: Bool) throws(JSONStop) -> Int {
    switch self[start] {
    case UInt8(ascii: "\""): try string(at: start).range.upperBound + 1
    case UInt8(ascii: "t"): try endOfWord(0x7472_7565, 4, .bool, at: start)
    case UInt8(ascii: "f"): try endOfWord(0x66_616C_7365, 5, .bool, at: start)
    case UInt8(ascii: "n"): try endOfWord(0x6E75_6C6C, 4, .null, at: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try endOfNumber(at: start, isLast: isLast)
    default: throw JSONStop(.value, at: start)
    }
  }

  /// Where a word of so many bytes ends.
  private func endOfWord(_ word: UInt64, _ length: Int, _ wanted: JSONStop.Wanted, at start: Int) throws(JSONStop)
    -> Int
  {
    guard start + length <= count else { throw JSONStop(.more, at: start) }
    var met: UInt64 = 0
    for at in start..<start + length { met = met << 8 | UInt64(self[at]) }
    guard met == word else { throw JSONStop(wanted, at: start) }
    return start + length
  }
}

extension Span<UInt8> {
  @inline(__always)
  func string(at start: Int) throws(JSONStop) -> JSONString {
    guard self[start] == UInt8(ascii: "\"") else { throw JSONStop(.string, at: start) }
    let stop = endOfPlainString(from: start + 1)
    if stop < count, self[stop] == UInt8(ascii: "\"") { return JSONString(range: start + 1..<stop, hasEscapes: false) }
    return try escapedString(at: start, from: stop)
  }

  /// A string that is plain up to a byte.
  private func escapedString(at start: Int, from stop: Int) throws(JSONStop) -> JSONString {
    var stop = stop
    while stop < count {
      switch self[stop] {
      case UInt8(ascii: "\""): return JSONString(range: start + 1..<stop, hasEscapes: true)
      case UInt8(ascii: "\\"): stop = endOfPlainString(from: try endOfEscape(at: stop))
      default: throw JSONStop(.control, at: stop)
      }
    }
    throw JSONStop(.more, at: start)
  }

  @inline(__always)
  private func endOfEscape(at start: Int) throws(JSONStop) -> Int {
    guard start + 1 < count else { throw JSONStop(.more, at: start) }
    switch self[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      if codeUnit(at: start) != nil { return start + 6 }
      throw JSONStop(start + 6 > count ? .more : .escape, at: start)
    default: throw JSONStop(.escape, at: start)
    }
  }

  /// What the `\uXXXX` there stands for; `nil` where there is none.
  func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= count, self[start] == UInt8(ascii: "\\"), self[start + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt32 = 0
    for at in start + 2..<start + 6 {
      let byte = self[at]
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

extension Span<UInt8> {
  /// Where a number ends: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`. One that reaches the window's end may go
  /// on behind it, unless nothing is left.
  @inline(__always)
  func endOfNumber(at start: Int, isLast: Bool) throws(JSONStop) -> Int {
    var at = endOfDigits(from: start)
    let isPlain = at > start && at < count && (self[start] != UInt8(ascii: "0") || at == start + 1)
    if isPlain, !isOfNumber(self[at]) { return at }
    at = start
    while at < count, isOfNumber(self[at]) { at += 1 }
    if at == count, !isLast { throw JSONStop(.more, at: start) }
    guard isNumber(start..<at) else { throw JSONStop(.number, at: start) }
    return at
  }

  private func endOfDigits(from start: Int) -> Int {
    var at = start
    while at < count, self[at] >= UInt8(ascii: "0"), self[at] <= UInt8(ascii: "9") { at += 1 }
    return at
  }

  func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private func isNumber(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    func takes(_ byte: UInt8) -> Bool {
      guard at < range.upperBound, self[at] == byte else { return false }
      at += 1
      return true
    }
    func takesDigits() -> Bool {
      let start = at
      at = min(endOfDigits(from: at), range.upperBound)
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
