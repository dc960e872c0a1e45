import Model

/// What the tests of a source are called, by the habits of its language: `test_{stem}.py`.
struct Twins {
  /// A source, by its language and its name.
  struct Source: Hashable {
    let language: String
    let stem: String
  }

  private struct Pattern {
    let language: String
    let prefix: String
    let suffix: String
    /// Whether anything may stand before the prefix: `*-{stem}.t`.
    let isOpen: Bool
    /// The bytes of the suffix.
    private let ending: [UInt8]

    init(_ start: String, _ end: String, of language: String) {
      self.language = language
      isOpen = start.hasPrefix("*")
      prefix = String(start.dropFirst(isOpen ? 1 : 0))
      suffix = end
      ending = Array(end.utf8)
    }

    /// Those that a habit of a language comes to, one for each way to choose from its braces.
    static func all(_ twin: String, of language: String) -> [Pattern] {
      guard let stem = twin.firstRange(of: Twins.stem) else { return [] }
      let ends = Glob.choices(String(twin[stem.upperBound...]))
      return Glob.choices(String(twin[..<stem.lowerBound])).flatMap { start in
        ends.map { Pattern(start, $0, of: language) }
      }
    }

    /// - Parameter bytes: those of the name: most patterns have another ending.
    func stem(of name: String, _ bytes: Span<UInt8>) -> String? {
      guard bytes.ends(with: ending), name.hasSuffix(suffix), name.count > suffix.count else { return nil }
      let rest = name.dropLast(suffix.count)
      guard isOpen else { return rest.hasPrefix(prefix) ? String(rest.dropFirst(prefix.count)) : nil }
      return rest.ranges(of: prefix).last.map { String(rest[$0.upperBound...]) }
    }
  }

  /// Stands for the source's name.
  private static let stem = "{stem}"
  private let classifier: Classifier
  /// Below the level of pairing nobody asks for them.
  private lazy var patterns: [Pattern] = classifier.languages.flatMap { language in
    language.twins.flatMap { Pattern.all($0, of: language.name) }
  }

  init(_ classifier: Classifier) { self.classifier = classifier }

  /// The sources that a test is named after.
  mutating func sources(of test: Path) -> Set<Source> {
    let name = test.basename.description
    let bytes = name.utf8Span.span
    var sources: Set<Source> = []
    for pattern in patterns {
      guard let stem = pattern.stem(of: name, bytes), !stem.isEmpty else { continue }
      sources.insert(Source(language: pattern.language, stem: stem))
    }
    return sources
  }

  func source(_ path: Path, stem: String) -> Source? {
    classifier.language(of: path).map { Source(language: $0.name, stem: stem) }
  }

  /// What a test of that source would be called, for a message.
  func names(of path: Path, stem: String) -> [String] {
    (classifier.language(of: path)?.twins ?? []).prefix(2).map { $0.replacing(Twins.stem, with: stem) }
  }
}

extension Span<UInt8> {
  fileprivate func ends(with ending: [UInt8]) -> Bool {
    guard ending.count <= count else { return false }
    for place in ending.indices where self[count - ending.count + place] != ending[place] { return false }
    return true
  }
}
