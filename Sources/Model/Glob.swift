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
    return forms.ofPaths { alternatives }.contains { $0.matches(bytes, subject, isBasename: isBasename) }
  }

  /// Whether a text that is no path (the name of a test, of an image) matches; here `*` crosses slashes.
  package func matches(text: String) -> Bool {
    let bytes = text.utf8Span.span
    return forms.ofTexts { texts }.contains { $0.matches(bytes, 0..<bytes.count, isPath: false) }
  }

  /// What it matches, as patterns without braces.
  var alternatives: [GlobPattern] { Glob.choices(Array(pattern.utf8)) { GlobPattern(path: $0.span) } }

  private var texts: [GlobPattern] {
    // What is about one segment says the same of texts, but where it is any folders.
    let paths = forms.ofPaths { alternatives }
    if isBasename, !paths.contains(where: \.isAnyFolders) { return paths }
    return Glob.choices(Array(pattern.utf8)) { GlobPattern(text: $0.span) }
  }
}

/// What a glob is matched by, made when it is asked first: of a law most are not asked in a run.
private final class GlobForms: Sendable {
  private final class Patterns: Sendable {
    let all: [GlobPattern]
    init(_ all: [GlobPattern]) { self.all = all }
  }

  private let paths = AtomicLazyReference<Patterns>()
  private let texts = AtomicLazyReference<Patterns>()

  func ofPaths(_ made: () -> [GlobPattern]) -> [GlobPattern] {
    (paths.load() ?? paths.storeIfNil(Patterns(made()))).all
  }

  func ofTexts(_ made: () -> [GlobPattern]) -> [GlobPattern] {
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
  /// Every way to choose from the braces of a pattern.
  package static func choices(_ pattern: String) -> [String] {
    // Mostly there are none.
    if !pattern.utf8.contains(UInt8(ascii: "{")) { return [pattern] }
    return choices(Array(pattern.utf8)) { String(decoding: $0, as: UTF8.self) }
  }

  /// What is made of every way to choose from the braces; a pattern with more than 64 of them stays as it is written.
  @_optimize(speed)
  private static func choices<Choice>(_ pattern: [UInt8], _ made: ([UInt8]) -> Choice) -> [Choice] {
    var done: [Choice] = []
    var open = [pattern]
    var choice: [UInt8] = []
    while let next = open.popLast() {
      guard let braces = next.lastBraces else {
        done.append(made(next))
        continue
      }
      let isLast = !next[..<braces.lowerBound].contains(UInt8(ascii: "{"))
      var start = braces.lowerBound + 1
      for at in start...braces.upperBound where at == braces.upperBound || next[at] == UInt8(ascii: ",") {
        choice.removeAll(keepingCapacity: true)
        choice += next[..<braces.lowerBound]
        choice += next[start..<at]
        choice += next[(braces.upperBound + 1)...]
        if isLast { done.append(made(choice)) } else { open.append(choice) }
        if open.count + done.count > 64 { return [made(pattern)] }
        start = at + 1
      }
    }
    return done
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
