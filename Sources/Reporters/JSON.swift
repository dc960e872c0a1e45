package import Model

/// A value of JSON, written with its keys in the order they were given.
package enum JSON: Sendable {
  case object([(key: String, value: JSON)])
  case array([JSON])
  /// So many elements, each made when it is written.
  case list(Int, @Sendable (Int) -> JSON)
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
    var text: [UInt8] = []
    write(to: &text, indent: "\n")
    text += "\n".utf8
    return String(decoding: text, as: UTF8.self)
  }

  /// The text on one line, for documents of many lines.
  package var compact: String {
    var text: [UInt8] = []
    write(to: &text, indent: nil)
    return String(decoding: text, as: UTF8.self)
  }

  private func write(to text: inout [UInt8], indent: String?) {
    switch self {
    case .object(let members):
      write(members.count, "{", "}", to: &text, indent) { index, text, inner in
        JSON.quote(members[index].key, onto: &text)
        text += (indent == nil ? ":" : ": ").utf8
        members[index].value.write(to: &text, indent: inner)
      }
    case .array(let elements):
      write(elements.count, "[", "]", to: &text, indent) { index, text, inner in
        elements[index].write(to: &text, indent: inner)
      }
    case .list(let count, let element):
      write(count, "[", "]", to: &text, indent) { index, text, inner in
        element(index).write(to: &text, indent: inner)
      }
    case .string(let value): JSON.quote(value, onto: &text)
    case .integer(let number): text += String(number).utf8
    case .decimal(let number): text += number.description.utf8
    case .bool(let value): text += (value ? "true" : "false").utf8
    case .null: text += "null".utf8
    }
  }

  private func write(
    _ count: Int, _ open: String, _ close: String, to text: inout [UInt8], _ indent: String?,
    _ element: (Int, inout [UInt8], String?) -> Void
  ) {
    text += open.utf8
    let inner = indent.map { $0 + "  " }
    for index in 0..<count {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      if let inner { text += inner.utf8 }
      element(index, &text, inner)
    }
    if count > 0, let indent { text += indent.utf8 }
    text += close.utf8
  }

  /// Whatever is hidden is escaped, and what could end a script element, a line of JavaScript or begin a command of a log:
  /// the second `#` of `##[` and its like.
  @_optimize(speed)
  private static func quote(_ value: String, onto text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    defer { text.append(UInt8(ascii: "\"")) }
    let bytes = value.utf8Span.span
    var (at, isBehindHash) = (0, false)
    while at < bytes.count {
      if isPlain(bytes[at]) {
        text.append(bytes[at])
        at += 1
        isBehindHash = false
        continue
      }
      let scalar = value.unicodeScalars[value.utf8.index(value.startIndex, offsetBy: at)]
      at += UTF8.width(scalar)
      let isSecondHash = isBehindHash && scalar == "#"
      isBehindHash = scalar == "#"
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case _ where isSecondHash || scalar == "<" || Escaping.isHidden(scalar):
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
        }
      default: text += scalar.utf8
      }
    }
  }

  /// Whether a byte of UTF-8 stands for itself in a string, whatever stands around it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "#")
  }
}
