import Synchronization

/// A pattern over paths: `*` and `?` within a segment, `**` over segments, `[a-z]`, `{a,b}`; `?` and sets are one byte.
///
/// Without a slash it is about the basename, at any depth; with one, about the whole path from the root.
/// Case counts. Matching costs at most pattern length times path length.
package struct Glob: Sendable {
  package let pattern: String
  let isBasename: Bool
  private let forms = GlobForms()

  package init(_ pattern: String) {
    self.pattern = pattern
    isBasename = !pattern.utf8.contains(UInt8(ascii: "/"))
  }

  package func matches(_ path: Path) -> Bool {
    let bytes = path.bytes.span
    let subject = GlobSubject(bytes)
    guard subject.start < subject.end else { return false }
    return forms.ofPaths { alternatives }.matches(bytes, subject, isBasename: isBasename)
  }

  /// Whether a text that is no path (the name of a test, of an image) matches; here `*` crosses slashes.
  package func matches(text: String) -> Bool {
    forms.ofTexts { texts }.matches(text: text.utf8Span.span)
  }

  private var alternatives: GlobPatterns {
    var patterns = GlobPatterns()
    patterns.append(pattern.utf8Span.span)
    return patterns
  }

  private var texts: GlobPatterns {
    // What is about one segment says the same of texts, but where it is any folders.
    let paths = forms.ofPaths { alternatives }
    if isBasename, !paths.hasAnyFolders { return paths }
    var patterns = GlobPatterns()
    patterns.append(pattern.utf8Span.span, ofPaths: false)
    return patterns
  }
}

/// What a glob is matched by, made when it is asked first: of a law most are not asked in a run.
private final class GlobForms: Sendable {
  private final class Patterns: Sendable {
    let all: GlobPatterns
    init(_ all: GlobPatterns) { self.all = all }
  }

  private let paths = AtomicLazyReference<Patterns>()
  private let texts = AtomicLazyReference<Patterns>()

  func ofPaths(_ made: () -> GlobPatterns) -> GlobPatterns {
    (paths.load() ?? paths.storeIfNil(Patterns(made()))).all
  }

  func ofTexts(_ made: () -> GlobPatterns) -> GlobPatterns {
    (texts.load() ?? texts.storeIfNil(Patterns(made()))).all
  }
}

extension [Glob] {
  /// Whether any of them matches.
  package func matches(_ path: Path) -> Bool { contains { $0.matches(path) } }
  package func matches(text: String) -> Bool { contains { $0.matches(text: text) } }
}

extension Glob: Hashable {
  package static func == (a: Glob, b: Glob) -> Bool { a.pattern == b.pattern }
  package func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

extension Glob: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral pattern: String) { self.init(pattern) }
  package var description: String { pattern }
}

extension Glob {
  /// A pattern with more ways to choose stays as it is written.
  private static let mostChoices = 64

  /// Every way to choose from the braces of a pattern.
  package static func choices(_ pattern: String) -> [String] {
    var choices: [String] = []
    let areAll = forEachChoice(of: pattern.utf8Span.span) { choice in
      choices.append(String(decoding: choice.indices.map { choice[$0] }, as: UTF8.self))
    }
    return areAll ? choices : [pattern]
  }

  /// Shows every way to choose from the braces of a pattern.
  ///
  /// - Returns: false where there are too many; some of them are shown then.
  @_optimize(speed)
  static func forEachChoice(of pattern: Span<UInt8>, _ show: (Span<UInt8>) -> Void) -> Bool {
    guard pattern.indices.contains(where: { pattern[$0] == UInt8(ascii: "{") }) else {
      show(pattern)
      return true
    }
    var open = [pattern.indices.map { pattern[$0] }]
    var choice: [UInt8] = []
    var shown = 0
    while let next = open.popLast() {
      guard let braces = next.lastBraces else {
        show(next.span)
        shown += 1
        continue
      }
      let isLast = !next[..<braces.lowerBound].contains(UInt8(ascii: "{"))
      var start = braces.lowerBound + 1
      for at in start...braces.upperBound where at == braces.upperBound || next[at] == UInt8(ascii: ",") {
        if open.count + shown == mostChoices { return false }
        choice.removeAll(keepingCapacity: true)
        choice += next[..<braces.lowerBound]
        choice += next[start..<at]
        choice += next[(braces.upperBound + 1)...]
        if isLast {
          show(choice.span)
          shown += 1
        } else {
          open.append(choice)
        }
        start = at + 1
      }
    }
    return true
  }
}

extension [UInt8] {
  /// The last braces that hold no others: what is nested is chosen from first.
  fileprivate var lastBraces: ClosedRange<Int>? {
    guard let last = lastIndex(of: UInt8(ascii: "}")), let start = self[..<last].lastIndex(of: UInt8(ascii: "{")),
      let end = self[start...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    return start...end
  }
}
