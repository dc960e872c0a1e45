package import Model

/// What a repository says of its own files in `.gitattributes`, as GitHub's linguist reads it.
package enum GitAttributes {
  private static let kinds: [String: FileKind] = [
    "linguist-generated": .generated, "linguist-vendored": .vendored, "linguist-documentation": .docs,
  ]

  /// - Parameter folder: where the file stands.
  /// - Returns: the last line first, since a later one goes before an earlier one.
  /// - Source: gitattributes(5); linguist, docs/overrides.md
  package static func read(_ bytes: [UInt8], in folder: Path) -> [(glob: Glob, kind: FileKind)] {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    return lines.reversed().flatMap { line -> [(glob: Glob, kind: FileKind)] in
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
      guard let pattern = words.first, !pattern.hasPrefix("#"), !pattern.hasPrefix("[attr]") else { return [] }
      return words.dropFirst().compactMap { word in kind(word).map { (glob(pattern, in: folder), $0) } }
    }
  }

  /// Only what is set: what is unset is as if nobody had said anything.
  private static func kind(_ word: String) -> FileKind? {
    kinds[word.hasSuffix("=true") ? String(word.dropLast(5)) : word]
  }

  /// Without a slash a pattern is about names at any depth, with one about paths below the folder.
  private static func glob(_ pattern: String, in folder: Path) -> Glob {
    let isName = !pattern.dropLast().contains("/")
    let rest = pattern.hasPrefix("/") ? String(pattern.dropFirst()) : pattern
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    return Glob(isName ? (prefix.isEmpty ? rest : "\(prefix)**/\(rest)") : prefix + rest)
  }
}
