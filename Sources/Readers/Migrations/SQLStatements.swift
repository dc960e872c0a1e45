import Model
import Syntax

/// A statement of SQL that cannot be run twice: a row of `gates/migrations.yaml`.
struct SingleStatement: Sendable {
  let begins: String
  let holds: String?
  let unless: [String]

  init(_ node: Node) throws(ReadError) {
    try node.check("a statement", keys: ["begins", "holds", "unless"])
    guard let begins = node["begins"], let unless = node["unless"] else {
      throw node.error("a statement with begins and unless")
    }
    self.begins = try begins.string()
    holds = try node["holds"]?.string()
    self.unless = try unless.strings()
  }

  func matches(_ statement: String) -> Bool {
    statement.hasPrefix(begins + " ") && (holds.map(statement.contains) ?? true)
      && !unless.contains(where: statement.contains)
  }
}

/// The statements of a script of SQL, in small letters and with single blanks; comments and texts are left out.
struct SQLStatements {
  private(set) var all: [(text: String, line: Int)] = []
  private static let kept = 1000

  private var current: [UInt8] = []
  private var start = 0
  private var line: Int

  init(_ bytes: [UInt8], from line: Int) {
    self.line = line
    var rest = bytes[...]
    while !rest.isEmpty { rest = take(rest) }
    end()
  }

  /// Whether there is more than a transaction around nothing.
  var changeSomething: Bool { !all.allSatisfy { SQLStatements.frames.contains($0.text) } }

  private static let frames: Set = [
    "begin", "begin transaction", "begin work", "commit", "commit transaction", "commit work", "end", "rollback",
    "select 1", "start transaction",
  ]

  /// Those that fail the second time.
  func single(_ rows: [SingleStatement], at path: Path) -> [Migration.Located] {
    all.filter { statement in rows.contains { $0.matches(statement.text) } }.map { statement in
      let words = statement.text.split(separator: " ").prefix(4).joined(separator: " ")
      return Migration.Located(words, at: Location(path, line: statement.line))
    }
  }

  private mutating func take(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let byte = rest.first else { return rest }
    switch byte {
    case UInt8(ascii: "-") where rest.starts(with: "--".utf8): return skip(rest, to: [0x0A])
    case UInt8(ascii: "#"): return skip(rest, to: [0x0A])
    case UInt8(ascii: "/") where rest.starts(with: "/*".utf8): return skip(rest, to: Array("*/".utf8))
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      add(UInt8(ascii: "'"))
      return skip(rest.dropFirst(), to: [byte])
    case UInt8(ascii: "$"):
      // The text between `$tag$` and `$tag$` is a body of its own.
      let tag = rest.dropFirst().prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x5F }
      guard rest.dropFirst(tag.count + 1).first == UInt8(ascii: "$") else { break }
      let mark = [UInt8(ascii: "$")] + Array(tag) + [UInt8(ascii: "$")]
      return skip(rest.dropFirst(mark.count), to: mark)
    case UInt8(ascii: ";"):
      end()
      return rest.dropFirst()
    default: break
    }
    add(byte)
    return rest.dropFirst()
  }

  private mutating func add(_ byte: UInt8) {
    if byte == 0x0A { line += 1 }
    if byte <= 0x20 {
      if !current.isEmpty, current.last != 0x20 { current.append(0x20) }
      return
    }
    if current.isEmpty { start = line }
    if current.count < SQLStatements.kept { current.append(byte.lowercased) }
  }

  /// Passes over what ends with a text, or with everything.
  private mutating func skip(_ rest: ArraySlice<UInt8>, to mark: [UInt8]) -> ArraySlice<UInt8> {
    let found = rest.indices.first { rest[$0] == mark.first && rest[$0...].starts(with: mark) }
    let end = found.map { $0 + mark.count } ?? rest.endIndex
    line += rest[..<end].count { $0 == 0x0A }
    if !current.isEmpty, current.last != 0x20 { current.append(0x20) }
    return rest[end...]
  }

  private mutating func end() {
    if current.last == 0x20 { current.removeLast() }
    if !current.isEmpty { all.append((String(decoding: current, as: UTF8.self), start)) }
    current = []
  }
}
