/// A pattern over paths: `*` and `?` within a segment, `**` over segments, `[a-z]`, `{a,b}`; `?` and sets are one byte.
///
/// Without a slash it is about the basename, at any depth; with one, about the whole path from the root.
/// Case counts. Matching costs at most pattern length times path length.
package struct Glob: Sendable {
  package let pattern: String
  private let alternatives: [Alternative]
  /// For texts that are no paths, in which `*` crosses slashes.
  private let texts: [[Token]]
  private let isBasename: Bool

  private struct Alternative: Sendable {
    var segments: [Segment]
    /// The byte that all it matches ends with: most paths fail by that alone.
    var ending: UInt8?

    init(_ pattern: [UInt8]) {
      segments = pattern.split(separator: UInt8(ascii: "/")).map { segment in
        segment.elementsEqual("**".utf8) ? .anyDepth : .name(Glob.tokens(of: Array(segment)))
      }
      if case .name(let tokens) = segments.last, case .byte(let last) = tokens.last { ending = last }
    }
  }

  private enum Segment: Sendable { case anyDepth, name([Token]) }
  private enum Token: Sendable {
    case byte(UInt8), any, run
    case set([ClosedRange<UInt8>], negated: Bool)
  }

  package init(_ pattern: String) {
    self.pattern = pattern
    isBasename = !pattern.utf8.contains(UInt8(ascii: "/"))
    let expanded = Glob.expanded(Array(pattern.utf8))
    alternatives = expanded.map(Alternative.init)
    texts = expanded.map(Glob.tokens)
  }

  /// The bytes of which one ends all that it matches; `nil` where any may.
  var endings: Set<UInt8>? {
    let known = alternatives.map(\.ending)
    return known.contains(nil) ? nil : Set(known.compactMap(\.self))
  }

  package func matches(_ path: Path) -> Bool {
    // Most paths fail by their last byte; taking them apart costs more than looking at it.
    guard let last = path.bytes.last, last == UInt8(ascii: "/") || canMatch(ending: last) else { return false }
    return matches(segments: path.segments)
  }

  private func canMatch(ending last: UInt8) -> Bool { alternatives.contains { $0.ending == nil || $0.ending == last } }

  /// The same of a path's segments, for who asks many globs about one path.
  func matches(segments all: [ArraySlice<UInt8>]) -> Bool {
    guard let last = all.last?.last else { return false }
    let segments = isBasename ? all.suffix(1) : all[...]
    return alternatives.contains { alternative in
      guard alternative.ending == nil || alternative.ending == last else { return false }
      return Glob.matches(alternative.segments, segments, isRun: Glob.isAnyDepth) { wanted, segment in
        guard case .name(let tokens) = wanted else { return true }
        return Glob.matches(tokens, segment, isRun: Glob.isRun, Glob.matches)
      }
    }
  }

  /// Whether a text that is no path (the name of a test, of an image) matches; here `*` crosses slashes.
  package func matches(text: String) -> Bool {
    let bytes = Array(text.utf8)
    return texts.contains { Glob.matches($0, bytes[...], isRun: Glob.isRun, Glob.matches) }
  }
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
  private static func isAnyDepth(_ segment: Segment) -> Bool {
    if case .anyDepth = segment { true } else { false }
  }

  private static func isRun(_ token: Token) -> Bool {
    if case .run = token { true } else { false }
  }

  private static func matches(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .byte(let wanted): byte == wanted
    case .any, .run: true
    case .set(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
    }
  }

  /// Matches greedily and, at a mismatch, lets the last run take one element more. Only the last run ever needs
  /// to grow, which keeps the cost at pattern times text.
  private static func matches<Wanted, Element>(
    _ wanted: [Wanted], _ elements: ArraySlice<Element>, isRun: (Wanted) -> Bool,
    _ matches: (Wanted, Element) -> Bool
  ) -> Bool {
    var next = 0
    var at = elements.startIndex
    var run: (wanted: Int, at: Int)?
    while at < elements.endIndex {
      if next < wanted.count, isRun(wanted[next]) {
        run = (next, at)
        next += 1
      } else if next < wanted.count, matches(wanted[next], elements[at]) {
        next += 1
        at += 1
      } else if let last = run {
        run = (last.wanted, last.at + 1)
        next = last.wanted + 1
        at = last.at + 1
      } else {
        return false
      }
    }
    return wanted[next...].allSatisfy(isRun)
  }
}

extension Glob {
  private static func tokens(of segment: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var at = 0
    while at < segment.count {
      switch segment[at] {
      case UInt8(ascii: "*"): tokens.append(.run)
      case UInt8(ascii: "?"): tokens.append(.any)
      case UInt8(ascii: "["):
        if let (set, end) = set(in: segment, from: at + 1) {
          tokens.append(set)
          at = end
        } else {
          tokens.append(.byte(segment[at]))
        }
      default: tokens.append(.byte(segment[at]))
      }
      at += 1
    }
    return tokens
  }

  /// The set that begins behind a `[`, and where its `]` stands.
  private static func set(in segment: [UInt8], from start: Int) -> (Token, Int)? {
    let mark = segment[start...].first
    let negated = mark == UInt8(ascii: "!") || mark == UInt8(ascii: "^")
    var at = negated ? start + 1 : start
    // A bracket that comes first is one of the set.
    guard let end = segment[at...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return nil }
    var ranges: [ClosedRange<UInt8>] = []
    while at < end {
      let isRange = at + 2 < end && segment[at + 1] == UInt8(ascii: "-") && segment[at] <= segment[at + 2]
      ranges.append(segment[at]...segment[isRange ? at + 2 : at])
      at += isRange ? 3 : 1
    }
    return (.set(ranges, negated: negated), end)
  }

  /// Every way to choose from the braces of a pattern.
  package static func choices(_ pattern: String) -> [String] {
    expanded(Array(pattern.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every way to choose from the braces; a pattern with more than 64 of them stays as it is written.
  private static func expanded(_ pattern: [UInt8]) -> [[UInt8]] {
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
      let inside = next[(start + 1)..<end].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      open += inside.map { Array([next[..<start], $0, next[(end + 1)...]].joined()) }
      if open.count + done.count > 64 { return [pattern] }
    }
    return done
  }
}
