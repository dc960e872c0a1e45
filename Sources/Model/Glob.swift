/// A pattern over paths: `*` and `?` within a segment, `**` over segments, `[a-z]`, `{a,b}`; `?` and sets are one byte.
///
/// Without a slash it is about the basename, at any depth; with one, about the whole path from the root.
/// Case counts. Matching costs at most pattern length times path length.
package struct Glob: Sendable {
  package let pattern: String
  let alternatives: [GlobPattern]
  /// For texts that are no paths, in which `*` crosses slashes.
  private let texts: [GlobPattern]
  let isBasename: Bool

  package init(_ pattern: String) {
    self.pattern = pattern
    let bytes = Array(pattern.utf8)
    isBasename = !bytes.contains(UInt8(ascii: "/"))
    alternatives = Glob.choices(bytes) { GlobPattern(path: $0.span) }
    // What is about one segment says the same of texts, but where it is any folders.
    let isSame = isBasename && !alternatives.contains(where: \.isAnyFolders)
    texts = isSame ? alternatives : Glob.choices(bytes) { GlobPattern(text: $0.span) }
  }

  package func matches(_ path: Path) -> Bool {
    let bytes = path.bytes.span
    let subject = GlobSubject(bytes)
    guard subject.start < subject.end else { return false }
    return alternatives.contains { $0.matches(bytes, subject, isBasename: isBasename) }
  }

  /// Whether a text that is no path (the name of a test, of an image) matches; here `*` crosses slashes.
  package func matches(text: String) -> Bool {
    let bytes = text.utf8Span.span
    return texts.contains { $0.matches(bytes, 0..<bytes.count, isPath: false) }
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
    choices(Array(pattern.utf8)) { String(decoding: $0, as: UTF8.self) }
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
