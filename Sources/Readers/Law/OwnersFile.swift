package import Model

extension Owners {
  /// Reads a CODEOWNERS file: a pattern and its owners a line. Sections, as GitLab has them, and lines that GitHub
  /// passes over too (negations) are passed over.
  ///
  /// - Source: https://docs.github.com/repositories, "About code owners"
  package init(file bytes: [UInt8]) {
    let lines = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    self.init(lines.compactMap { Rule(line: String(decoding: $0, as: UTF8.self)) })
  }
}

extension Owners.Rule {
  fileprivate init?(line: String) {
    var words = words(of: line)
    guard let pattern = words.first, !["!", "[", "^"].contains(pattern.prefix(1)) else { return nil }
    words.removeFirst()
    self.init(files: Glob(owned: pattern), owners: words)
  }
}

extension Glob {
  /// As gitignore means it: a pattern without a slash is about names at any depth, and a folder's is about all in it;
  /// but `/*` at the end is about the files of that folder alone.
  fileprivate init(owned pattern: String) {
    var text = pattern[...]
    while text.hasSuffix("/") { text = text.dropLast() }
    let rooted = text.contains("/") ? "/" + text.drop { $0 == "/" } : "**/" + text
    self.init(rooted.hasSuffix("/*") && text != "*" ? rooted : rooted + "/**")
  }
}

/// The words up to a comment; a blank behind a backslash belongs to its word.
private func words(of line: String) -> [String] {
  var words: [String] = []
  var word = ""
  var isEscaped = false
  for character in line.unicodeScalars {
    if isEscaped {
      word.unicodeScalars.append(character)
      isEscaped = false
    } else if character == "\\" {
      isEscaped = true
    } else if character == " " || character == "\t" {
      if !word.isEmpty { words.append(word) }
      word = ""
    } else if character == "#", word.isEmpty {
      break
    } else {
      word.unicodeScalars.append(character)
    }
  }
  return word.isEmpty ? words : words + [word]
}
