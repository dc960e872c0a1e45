package import Model

/// Text from anywhere, made safe for one sink. Nowhere else is that done, but for JSON's own strings.
package enum Escaping {
  /// Whether a character leaves no mark of its own where it is printed, or moves what stands around it: controls,
  /// line ends, bidirectional marks, what has no width.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  package static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }

  private static func mapped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
    // By scalars: `\r\n` is one character to Swift, and a mark may combine with a letter that matters. Into a String:
    // its view of scalars copies itself whenever a text is appended.
    var result = ""
    for scalar in text.unicodeScalars {
      if let replacement = replacement(scalar) {
        result += replacement
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

// MARK: Terminals and logs

extension Escaping {
  /// One line for a terminal or a log, in which nothing is hidden and nothing is a command.
  ///
  /// What is hidden shows as `\n`, `\t` or `\u{202e}`.
  package static func terminal(_ text: String) -> String {
    log(
      mapped(text) { scalar in
        guard isHidden(scalar) else { return nil }
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: return "\\u{" + String(scalar.value, radix: 16) + "}"
        }
      })
  }

  /// A finished line, its colours included, with a backslash in every mark by which a platform would know a command.
  ///
  /// GitHub takes `::` at the beginning, blanks left out, and `##[` anywhere; Azure `##vso[`, TeamCity `##teamcity[`.
  /// - Source: actions/runner, src/Runner.Common/ActionCommand.cs
  package static func log(_ line: String) -> String {
    var mark = CommandMark()
    let broken = mapped(line) { mark.isEnded(by: $0) ? "\\[" : nil }
    let blanks = broken.unicodeScalars.prefix { $0.properties.isWhitespace || isHidden($0) }
    let rest = broken.unicodeScalars[blanks.endIndex...]
    return rest.starts(with: "::".unicodeScalars) ? String(blanks) + "\\" + String(rest) : broken
  }

  /// Finds `##`, letters, `[`, whatever has no width between them: .NET compares by culture, which overlooks that.
  private struct CommandMark {
    private enum State { case none, hash, hashes, letters }
    private var state = State.none

    mutating func isEnded(by scalar: Unicode.Scalar) -> Bool {
      let before = state
      switch (scalar, state) {
      case ("#", .none), ("#", .letters): state = .hash
      case ("#", _): state = .hashes
      case ("a"..."z", .hashes), ("A"..."Z", .hashes), ("a"..."z", .letters), ("A"..."Z", .letters): state = .letters
      case _ where isHidden(scalar): break
      default: state = .none
      }
      return scalar == "[" && (before == .hashes || before == .letters)
    }
  }
}

// MARK: Workflow commands of GitHub Actions

extension Escaping {
  /// The data of a workflow command: what stands behind its second `::`.
  package static func commandData(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: nil
      }
    }
  }

  /// The value of a property of a workflow command.
  package static func commandProperty(_ text: String) -> String {
    mapped(commandData(text)) { scalar in
      switch scalar {
      case ":": "%3A"
      case ",": "%2C"
      default: nil
      }
    }
  }
}

// MARK: Commands of Azure Pipelines and TeamCity

extension Escaping {
  /// A property or the message of a logging command of Azure Pipelines.
  ///
  /// - Source: microsoft/azure-pipelines-task-lib, node/taskcommand.ts
  package static func azure(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "%": "%AZP25"
      case "\r": "%0D"
      case "\n": "%0A"
      case ";": "%3B"
      case "]": "%5D"
      default: nil
      }
    }
  }

  /// The value of an attribute of a service message of TeamCity, without its quotes.
  package static func teamCity(_ text: String) -> String {
    mapped(text) { scalar in
      switch scalar {
      case "|", "'", "[", "]": "|\(scalar)"
      case "\n": "|n"
      case "\r": "|r"
      case _ where scalar.isASCII: nil
      default:
        String(scalar).utf16.map { unit in
          let digits = String(unit, radix: 16)
          return "|0x" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
      }
    }
  }
}

// MARK: Markdown

extension Escaping {
  /// Plain text in Markdown, in a table's cell too: no character is left that Markdown or HTML knows.
  package static func markdown(_ text: String) -> String {
    mapped(oneLine(text)) { isPunctuation($0) ? "&#\($0.value);" : nil }
  }

  /// A code span in Markdown, in a table's cell too; empty for an empty text.
  ///
  /// The fence is longer than any run of backticks inside. `|` shows as `\|` outside of tables: GFM takes the
  /// backslash away in cells alone.
  package static func codeSpan(_ text: String) -> String {
    if text.isEmpty { return "" }
    let line = log(oneLine(text))
    let runs = line.unicodeScalars.split { $0 != "`" }.map(\.count)
    let fence = String(repeating: "`", count: (1...).first { !runs.contains($0) } ?? runs.count)
    // Markdown takes one blank from both ends, where there is one at both and something between.
    let isBlank = line.unicodeScalars.allSatisfy { $0 == " " }
    let ends = [line.unicodeScalars.first, line.unicodeScalars.last]
    let touches = ends.contains("`") || ends.contains(" ")
    let padding = touches && !isBlank ? " " : ""
    return fence + padding + mapped(line) { $0 == "|" ? "\\|" : nil } + padding + fence
  }

  /// Lines as a block of code in Markdown, in a fence longer than any run of backticks in them.
  package static func codeBlock(_ lines: [String]) -> String {
    let safe = lines.map { log(oneLine($0)) }
    let longest = safe.flatMap { $0.unicodeScalars.split { $0 != "`" }.map(\.count) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)sh\n" + safe.map { $0 + "\n" }.joined() + "\(fence)\n"
  }

  /// Controls and line ends as blanks, other hidden characters as U+FFFD.
  private static func oneLine(_ text: String) -> String {
    mapped(text) { scalar in
      guard isHidden(scalar) else { return nil }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return " "
      default: return "\u{FFFD}"
      }
    }
  }
}

// MARK: XML and HTML

extension Escaping {
  /// Plain text in XML or HTML, in an attribute's quotes too, on one line in which nothing is hidden.
  package static func markup(_ text: String) -> String {
    mapped(terminal(text)) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      // No characters of XML 1.0.
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: nil
      }
    }
  }
}

// MARK: OpenMetrics

extension Escaping {
  /// The value of a label of OpenMetrics, without its quotes.
  package static func label(_ text: String) -> String {
    mapped(terminal(text)) { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      default: nil
      }
    }
  }
}

// MARK: URIs

extension Escaping {
  /// A path as the relative reference of a URI.
  ///
  /// - Source: RFC 3986, section 2.3
  package static func uri(_ path: Path) -> String {
    path.bytes.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        String(Unicode.Scalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

// MARK: Manual pages

extension Escaping {
  /// Text in a page of roff, in which no character and no beginning of a line is a request.
  package static func roff(_ text: String) -> String {
    let words = mapped(terminal(text)) { scalar in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "…": "..."
      default: nil
      }
    }
    return words.hasPrefix(".") || words.hasPrefix("'") ? "\\&" + words : words
  }
}
