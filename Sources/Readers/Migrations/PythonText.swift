import Model
import Syntax

/// A module of Python, looked at line by line: as much of it as migrations need, and nothing of what it does.
struct PythonText {
  private let lines: [Substring]

  init(_ bytes: [UInt8]) {
    lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The texts that a variable of the module is set to: `name = "a"`, `name: str = ("a", "b")`; none for None.
  func strings(of name: String) -> [String] {
    guard let first = lines.firstIndex(where: { sets($0, name) }) else { return [] }
    return PythonText.strings(in: value(from: first))
  }

  /// The pairs of a list of pairs: `name = [("a", "b"), ...]`.
  func pairs(of name: String) -> [(String, String)] {
    guard let first = lines.firstIndex(where: { sets($0.trimmed, name) }) else { return [] }
    let texts = PythonText.strings(in: value(from: first))
    return stride(from: 0, to: texts.count - 1, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }

  private func sets(_ line: Substring, _ name: String) -> Bool {
    guard line.hasPrefix(name) else { return false }
    let rest = line.dropFirst(name.count).trimmed
    return rest.hasPrefix("=") || (rest.hasPrefix(":") && rest.contains("="))
  }

  /// What stands behind the equals sign, up to where its brackets close.
  private func value(from first: Int) -> String {
    var (value, depth) = ("", 0)
    for line in lines[first...].prefix(200) {
      var code = PythonText.withoutComment(line)
      if value.isEmpty, let equals = code.firstIndex(of: "=") { code = code[equals...].dropFirst() }
      value += code + " "
      depth += code.count { "([{".contains($0) } - code.count { ")]}".contains($0) }
      if depth <= 0 { break }
    }
    return value
  }

  private static func strings(in text: String) -> [String] {
    var (strings, current, quote): ([String], String, Character?) = ([], "", nil)
    for character in text {
      if let open = quote {
        if character == open {
          strings.append(current)
          (current, quote) = ("", nil)
        } else {
          current.append(character)
        }
      } else if character == "\"" || character == "'" {
        quote = character
      }
    }
    return strings
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        return line[..<index]
      }
    }
    return line
  }
}

extension PythonText {
  /// Whether a function is there and does something: more than `pass`, a text of documentation or an error.
  func hasBody(of function: String) -> Bool {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("def \(function)(") }) else { return false }
    var inDocumentation = false
    for line in lines[(start + 1)...] {
      let text = PythonText.withoutComment(line).trimmed
      if text.isEmpty { continue }
      if let first = line.first, first != " ", first != "\t", first != ")" { break }
      let marks = text.count(of: "\"\"\"") + text.count(of: "'''")
      if inDocumentation || marks > 0 {
        if marks % 2 == 1 { inDocumentation.toggle() }
        continue
      }
      let isEmpty = text == "pass" || text == "..." || text.hasPrefix("raise ") || text.hasPrefix(")")
      if !isEmpty { return true }
    }
    return false
  }

  /// Whether something is called with neither a named argument nor a second one by its place.
  func calls(_ name: String, without argument: String) -> Bool {
    for index in lines.indices {
      guard let open = PythonText.withoutComment(lines[index]).firstRange(of: name + "(") else { continue }
      let call = arguments(
        from: index, behind: lines[index].distance(from: lines[index].startIndex, to: open.upperBound))
      if !call.text.contains(argument), call.count < 2 { return true }
    }
    return false
  }

  /// The text of a call's arguments, and how many there are by their place.
  private func arguments(from line: Int, behind column: Int) -> (text: String, count: Int) {
    var (text, depth, count): (String, Int, Int) = ("", 1, 0)
    var (quote, isFilled): (Character?, Bool) = (nil, false)
    for (number, line) in lines[line...].prefix(400).enumerated() {
      for character in number == 0 ? line.dropFirst(column) : line {
        text.append(character)
        if let open = quote {
          if character == open { quote = nil }
          continue
        }
        switch character {
        case "\"", "'": (quote, isFilled) = (character, true)
        case "(", "[", "{": (depth, isFilled) = (depth + 1, true)
        case ")", "]", "}":
          depth -= 1
          if depth == 0 { return (text, count + (isFilled ? 1 : 0)) }
        case "," where depth == 1: (count, isFilled) = (count + (isFilled ? 1 : 0), false)
        case " ", "\t": break
        default: isFilled = true
        }
      }
    }
    return (text, count)
  }
}

extension Substring {
  /// How often a text stands in it.
  func count(of text: String) -> Int { ranges(of: text).count }
}
