package import Model

/// A value of JSON, written with its keys in the order they were given.
package indirect enum JSON: Sendable {
  case object([(key: String, value: JSON)])
  case array([JSON])
  case string(String)
  case integer(Int)
  case decimal(Decimal)
  case bool(Bool)
  case null
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .string(text) }
  package init(integerLiteral number: Int) { self = .integer(number) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map { ($0.0, $0.1) }) }

  /// A string, or null.
  package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  package init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }
}

extension JSON {
  /// The text, two blanks a level, with a line's end.
  package var text: String {
    var text = ""
    write(to: &text, indent: "\n")
    return text + "\n"
  }

  /// The text on one line, for documents of many lines.
  package var compact: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  private func write(to text: inout String, indent: String?) {
    switch self {
    case .object(let members):
      write(members.count, "{", "}", to: &text, indent) { index, text, inner in
        text += JSON.quoted(members[index].key) + (indent == nil ? ":" : ": ")
        members[index].value.write(to: &text, indent: inner)
      }
    case .array(let elements):
      write(elements.count, "[", "]", to: &text, indent) { index, text, inner in
        elements[index].write(to: &text, indent: inner)
      }
    case .string(let value): text += JSON.quoted(value)
    case .integer(let number): text += String(number)
    case .decimal(let number): text += number.description
    case .bool(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  private func write(
    _ count: Int, _ open: String, _ close: String, to text: inout String, _ indent: String?,
    _ element: (Int, inout String, String?) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + "  " }
    for index in 0..<count {
      if index > 0 { text += "," }
      text += inner ?? ""
      element(index, &text, inner)
    }
    if count > 0 { text += indent ?? "" }
    text += close
  }

  /// Whatever is hidden is escaped, and what could end a script element, a line of JavaScript or begin a command of a log:
  /// the second `#` of `##[` and its like.
  private static func quoted(_ value: String) -> String {
    if value.utf8.allSatisfy(isPlain) { return "\"\(value)\"" }
    var text = "\""
    var isBehindHash = false
    for scalar in value.unicodeScalars {
      let isSecondHash = isBehindHash && scalar == "#"
      isBehindHash = scalar == "#"
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where isSecondHash || scalar == "<" || Escaping.isHidden(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// Whether a byte of UTF-8 stands for itself in a string, whatever stands around it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "#")
  }
}
