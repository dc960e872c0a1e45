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
    let expanded = Glob.expanded(bytes)
    alternatives = expanded.map { GlobPattern(path: $0.span) }
    // What is about one segment says the same of texts, but where it is any folders.
    let isSame = isBasename && !alternatives.contains(where: \.isAnyFolders)
    texts = isSame ? alternatives : expanded.map { GlobPattern(text: $0.span) }
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
    expanded(Array(pattern.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every way to choose from the braces; a pattern with more than 64 of them stays as it is written.
  @_optimize(speed)
  private static func expanded(_ pattern: [UInt8]) -> [[UInt8]] {
    if !pattern.contains(UInt8(ascii: "{")) { return [pattern] }
    var done: [[UInt8]] = []
    var open = [pattern]
    while let next = open.popLast() {
      // The last `{` that is closed holds no other: what is nested is chosen from first.
      guard let last = next.lastIndex(of: UInt8(ascii: "}")),
        let start = next[..<last].lastIndex(of: UInt8(ascii: "{")),
        let end = next[start...].firstIndex(of: UInt8(ascii: "}"))
      else {
        done.append(next)
        continue
      }
      var from = start + 1
      for at in from...end where at == end || next[at] == UInt8(ascii: ",") {
        open.append(next.choosing(from..<at, of: start...end))
        from = at + 1
      }
      if open.count + done.count > 64 { return [pattern] }
    }
    return done
  }
}

extension [UInt8] {
  /// The same with a piece of what stands in some braces in their place.
  @_optimize(speed)
  fileprivate func choosing(_ piece: Range<Int>, of braces: ClosedRange<Int>) -> [UInt8] {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(count)
    chosen += self[..<braces.lowerBound]
    chosen += self[piece]
    chosen += self[(braces.upperBound + 1)...]
    return chosen
  }
}
