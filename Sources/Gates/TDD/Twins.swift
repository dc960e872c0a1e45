import Model

/// What the tests of a source are called, by the habits of its language: `test_{stem}.py`.
struct Twins {
  /// A source, by its language and its name.
  struct Source: Hashable {
    let language: String
    let stem: String
  }

  /// What tests are called in a language.
  private struct Habit {
    let language: String
    let twin: String

    /// The bytes that it may end in, of which six bits tell.
    var lastBytes: UInt64 {
      if twin.hasSuffix(Twins.stem) { return ~0 }
      var (before, found): (UInt8, UInt64) = (UInt8(ascii: "{"), 0)
      for byte in twin.utf8 {
        if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") {
          // A way to choose nothing ends in what stands before the braces.
          if before == UInt8(ascii: "{") || before == UInt8(ascii: ",") { return ~0 }
          found |= Habit.bit(before)
        }
        before = byte
      }
      return before == UInt8(ascii: "}") ? found : Habit.bit(before)
    }

    static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
  }

  private struct Pattern {
    private let start: [UInt8]
    private let ending: [UInt8]
    /// Whether anything may stand before the start: `*-{stem}.t`.
    private let isOpen: Bool

    static func all(_ twin: String) -> [Pattern] {
      guard let stem = twin.firstRange(of: Twins.stem) else { return [] }
      let ends = Glob.choices(String(twin[stem.upperBound...]))
      return Glob.choices(String(twin[..<stem.lowerBound])).flatMap { start in ends.map { Pattern(start, $0) } }
    }

    private init(_ start: String, _ end: String) {
      isOpen = start.hasPrefix("*")
      self.start = Array(start.utf8.dropFirst(isOpen ? 1 : 0))
      ending = Array(end.utf8)
    }

    /// Where the source's name stands in that of a test.
    func stem(of name: Span<UInt8>) -> Range<Int>? {
      let end = name.count - ending.count
      guard end > start.count, name.ends(with: ending.span) else { return nil }
      var at = isOpen ? end - start.count : 0
      while at > 0, !name.extracting(at...).starts(with: start.span) { at -= 1 }
      return name.extracting(at...).starts(with: start.span) && at + start.count < end ? at + start.count..<end : nil
    }
  }

  /// Stands for the source's name.
  private static let stem = "{stem}"
  private let classifier: Classifier
  private let habits: [Habit]
  /// What names end in that they are about: most are about others.
  private let lastBytes: [UInt64]
  /// Of the habits, by their places, that end as a name did: one for each way to choose from the braces.
  private var patterns: [Int: [Pattern]] = [:]

  init(_ classifier: Classifier) {
    self.classifier = classifier
    habits = classifier.languages.flatMap { language in
      language.twins.map { Habit(language: language.name, twin: $0) }
    }
    lastBytes = habits.map(\.lastBytes)
  }

  /// The sources that a test is named after.
  mutating func sources(of test: Path) -> Set<Source> {
    let name = test.basename.bytes
    var sources: Set<Source> = []
    let last = Habit.bit(name.last ?? 0)
    for place in lastBytes.indices where lastBytes[place] & last != 0 {
      for pattern in patterns(of: place) {
        guard let stem = pattern.stem(of: name.span) else { continue }
        sources.insert(Source(language: habits[place].language, stem: String(decoding: name[stem], as: UTF8.self)))
      }
    }
    return sources
  }

  private mutating func patterns(of place: Int) -> [Pattern] {
    if let known = patterns[place] { return known }
    let made = Pattern.all(habits[place].twin)
    patterns[place] = made
    return made
  }

  func source(_ path: Path, stem: String) -> Source? {
    classifier.language(of: path).map { Source(language: $0.name, stem: stem) }
  }

  /// What a test of that source would be called, for a message.
  func names(of path: Path, stem: String) -> [String] {
    (classifier.language(of: path)?.twins ?? []).prefix(2).map { $0.replacing(Twins.stem, with: stem) }
  }
}
