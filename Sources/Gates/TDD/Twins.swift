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

    init?(_ twin: String, of language: String) {
      let marks = twin.ranges(of: Twins.mark)
      guard marks.count == 1 else { return nil }
      let start = twin[..<marks[0].lowerBound]
      self.language = language
      isOpen = start.hasPrefix("*")
      prefix = String(isOpen ? start.dropFirst() : start)
      suffix = String(twin[marks[0].upperBound...])
      ending = Array(suffix.utf8)
    }

    /// - Parameter bytes: those of the name: most patterns have another ending.
    func stem(of name: String, _ bytes: Span<UInt8>) -> String? {
      guard bytes.ends(with: ending), name.hasSuffix(suffix), name.count > suffix.count else { return nil }
      let rest = name.dropLast(suffix.count)
      guard isOpen else { return rest.hasPrefix(prefix) ? String(rest.dropFirst(prefix.count)) : nil }
      return rest.ranges(of: prefix).last.map { String(rest[$0.upperBound...]) }
    }
  }

  /// Stands for the source's name while braces are chosen from.
  private static let mark = "\u{1}"
  private let classifier: Classifier
  /// Below the level of pairing nobody asks for them.
  private lazy var patterns: [Pattern] = classifier.languages.flatMap { language in
    language.twins.flatMap { Glob.choices($0.replacing("{stem}", with: Twins.mark)) }
      .compactMap { Pattern($0, of: language.name) }
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
    (classifier.language(of: path)?.twins ?? []).prefix(2).map { $0.replacing("{stem}", with: stem) }
  }
}

extension Span<UInt8> {
  fileprivate func ends(with ending: [UInt8]) -> Bool {
    guard ending.count <= count else { return false }
    for place in ending.indices where self[count - ending.count + place] != ending[place] { return false }
    return true
  }
}
