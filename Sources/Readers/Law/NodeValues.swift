import Model
import Syntax

// How values of the law and of sixgate.yaml are taken, with words for what they are not.

extension Node {
  func error(_ wanted: String) -> ReadError { ReadError(line: line, column: column, met: kind, wanted: wanted) }

  func members(_ what: String) throws(ReadError) -> [(key: String, value: Node)] {
    if isNull { return [] }
    guard let mapping else { throw error("\(what): a mapping") }
    var members: [(key: String, value: Node)] = []
    members.reserveCapacity(mapping.count)
    for member in mapping {
      guard let key = member.key.text else { throw member.key.error("a key that is text") }
      members.append((key, member.value))
    }
    return members
  }

  /// The members of a mapping that can have these keys; throws at the first that is none of them.
  func members(_ what: String, keys: [String]) throws(ReadError) -> [(key: String, value: Node)] {
    try check(what, keys: keys)
    return try members(what)
  }

  /// Throws at the first key of a mapping that is none of these, and where there is no mapping.
  ///
  /// - Parameter name: of what it is about, behind what that is.
  func check(_ what: String, _ name: String? = nil, keys: [String]) throws(ReadError) {
    if isNull { return }
    var subject: String { name.map { "\(what) \($0)" } ?? what }
    guard let mapping else { throw error("\(subject): a mapping") }
    for member in mapping {
      let name = member.key.text ?? ""
      guard !keys.contains(name) else { continue }
      throw ReadError(
        line: member.key.line, column: member.key.column, met: "the key \(member.key.kind) of \(subject)",
        wanted: "one of \(keys.joined(separator: ", "))\(keys.hint(for: name))")
    }
  }

  func string() throws(ReadError) -> String {
    guard let text, !text.isEmpty else { throw error("text") }
    return text
  }

  /// The elements of a list; of anything else, that; none of nothing.
  var entries: [Node] { isNull ? [] : sequence ?? [self] }

  func strings() throws(ReadError) -> [String] {
    let entries = entries
    var texts: [String] = []
    texts.reserveCapacity(entries.count)
    for node in entries { texts.append(try node.string()) }
    return texts
  }

  /// The same, where there must be one at least.
  func some(_ what: String) throws(ReadError) -> [String] {
    let texts = try strings()
    guard !texts.isEmpty else { throw error("at least one \(what)") }
    return texts
  }

  func globs() throws(ReadError) -> [Glob] { try strings().map { Glob($0) } }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws(ReadError) -> Word
  where Word.RawValue == String {
    guard let word = text.flatMap(Word.init(rawValue:)) else {
      let words = Word.allCases.map(\.rawValue)
      throw error("one of \(words.joined(separator: ", "))" + words.hint(for: text ?? ""))
    }
    return word
  }

  func day() throws(ReadError) -> Day {
    guard let text, let day = Day(text) else { throw error("a day as in 2026-12-31") }
    return day
  }

  func whole() throws(ReadError) -> Int {
    guard let text, let number = Int(text), number >= 0 else { throw error("a whole number") }
    return number
  }

  /// 0 to 100 or more, a percent sign behind it or not.
  func percent(atMost limit: Decimal = 100) throws(ReadError) -> Decimal {
    var digits = text ?? ""
    if digits.hasSuffix("%") { digits.removeLast() }
    while digits.hasSuffix(" ") { digits.removeLast() }
    guard let percent = Decimal(digits), percent >= 0, percent <= limit else {
      throw error("a percentage from 0 to \(limit)")
    }
    return percent
  }
}
