import Model
import Syntax

// How values of the law and of sixgate.yaml are taken, with words for what they are not.

extension Node {
  func error(_ wanted: String) -> ReadError { ReadError(line: line, column: column, met: kind, wanted: wanted) }

  func members(_ what: String) throws(ReadError) -> [(key: String, value: Node)] {
    if isNull { return [] }
    guard let mapping else { throw error("\(what): a mapping") }
    var members: [(key: String, value: Node)] = []
    for member in mapping {
      guard let key = member.key.text else { throw member.key.error("a key that is text") }
      members.append((key, member.value))
    }
    return members
  }

  func string() throws(ReadError) -> String {
    guard let text, !text.isEmpty else { throw error("text") }
    return text
  }

  func strings() throws(ReadError) -> [String] {
    if isNull { return [] }
    guard let sequence else { return [try string()] }
    var texts: [String] = []
    for node in sequence { texts.append(try node.string()) }
    return texts
  }

  func globs() throws(ReadError) -> [Glob] { try strings().map { Glob($0) } }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) throws(ReadError) -> Word
  where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    guard let word = text.flatMap(Word.init(rawValue:)) else {
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

extension Sequence<(key: String, value: Node)> {
  /// Throws at the first key that is not known.
  func check(keys: [String], of what: String) throws(ReadError) {
    for member in self where !keys.contains(member.key) {
      throw ReadError(
        line: member.value.line, met: "the key \(ReadError.quoted(member.key.utf8)) of \(what)",
        wanted: "one of \(keys.joined(separator: ", "))\(keys.hint(for: member.key))")
    }
  }
}
