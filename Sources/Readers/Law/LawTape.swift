import Syntax

/// A file of `gates/` as its values, one a line: what is the same in every run is not read as YAML in every run.
///
/// A line is a kind (`p` a plain scalar, `q` a quoted one, `s` a sequence, `m` a mapping), how many lines of the file
/// lie between the value and the one before it, and behind a space the text, or how many elements or members come.
/// `make law` writes them; a test holds them to `gates/`.
struct LawTape {
  private let bytes: [UInt8]
  private var place = 0
  /// Of gates/, where the value stands that was taken last.
  private(set) var line = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: only where the program's own files are broken; so do the others.
  consuming func root() throws(ReadError) -> Node {
    let root = try node()
    try finish()
    return root
  }

  func finish() throws(ReadError) {
    guard place == bytes.count else { throw broken }
  }

  /// Takes the next value, whatever it is.
  @_optimize(speed)
  mutating func node() throws(ReadError) -> Node {
    let kind = try kind()
    let line = line
    let value: Node.Value =
      switch kind {
      case UInt8(ascii: "p"): .scalar(try text(), isPlain: true)
      case UInt8(ascii: "q"): .scalar(try text(), isPlain: false)
      case UInt8(ascii: "s"): .sequence(try elements())
      case UInt8(ascii: "m"): .mapping(try members())
      default: throw broken
      }
    return Node(value, line: line, column: 1)
  }

  /// Takes a mapping whose values are taken by who is told their keys.
  mutating func takeMembers(
    _ take: (_ key: String, inout LawTape) throws(ReadError) -> Void
  ) throws(ReadError) {
    guard try kind() == UInt8(ascii: "m") else { throw broken }
    for _ in stride(from: 0, to: try number(before: UInt8(ascii: "\n")), by: 1) { try take(takeText(), &self) }
  }

  mutating func takeTexts() throws(ReadError) -> [String] {
    guard try kind() == UInt8(ascii: "s") else { throw broken }
    var texts: [String] = []
    for _ in stride(from: 0, to: try number(before: UInt8(ascii: "\n")), by: 1) { texts.append(try takeText()) }
    return texts
  }

  mutating func takeText() throws(ReadError) -> String {
    let kind = try kind()
    guard kind == UInt8(ascii: "p") || kind == UInt8(ascii: "q") else { throw broken }
    return try text()
  }

  @_optimize(speed)
  private mutating func kind() throws(ReadError) -> UInt8 {
    let kind = try byte()
    line += try number(before: UInt8(ascii: " "))
    return kind
  }

  private mutating func elements() throws(ReadError) -> [Node] {
    let count = try number(before: UInt8(ascii: "\n"))
    var nodes: [Node] = []
    nodes.reserveCapacity(min(count, bytes.count - place))
    for _ in stride(from: 0, to: count, by: 1) { nodes.append(try node()) }
    return nodes
  }

  private mutating func members() throws(ReadError) -> [Node.Member] {
    let count = try number(before: UInt8(ascii: "\n"))
    var members: [Node.Member] = []
    members.reserveCapacity(min(count, bytes.count - place))
    for _ in stride(from: 0, to: count, by: 1) {
      let key = try node()
      members.append(Node.Member(key: key, value: try node()))
    }
    return members
  }

  @_optimize(speed)
  private mutating func text() throws(ReadError) -> String {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: place..<bytes.count)
    guard end < bytes.count else { throw broken }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  /// A number of at most nine digits, and what ends it.
  @_optimize(speed)
  private mutating func number(before end: UInt8) throws(ReadError) -> Int {
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let start = place
    var number = 0
    while place < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[place], place - start < 9 {
      number = number * 10 + Int(bytes[place] - UInt8(ascii: "0"))
      place += 1
    }
    guard place > start, try byte() == end else { throw broken }
    return isNegative ? -number : number
  }

  private mutating func byte() throws(ReadError) -> UInt8 {
    guard place < bytes.count else { throw broken }
    defer { place += 1 }
    return bytes[place]
  }

  private var broken: ReadError { ReadError(met: "byte \(place) of a tape", wanted: "a value of gates/") }
}
