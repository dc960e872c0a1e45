/// Ways to choose from the braces of globs, in the form in which they are matched; one behind the other in one memory.
struct GlobPatterns: Sendable {
  /// One of them: where it stands, and by what most paths are told from all that it matches.
  private struct Shape: Sendable {
    let start: Int
    var end: Int
    let sets: Int
    /// So many tokens at the end stand for themselves, and so does what it matches.
    var plainEnd = 0
    /// The marks of the segments that all that it matches must have.
    var marks: UInt64 = 0
    /// The marks of the last two bytes of segments that all that it matches must have.
    var ends: UInt64 = 0
  }

  private var shapes: [Shape] = []
  /// Bytes that must be met, and from `any` on what stands for others.
  private var tokens: [UInt16] = []
  /// The bytes of each set, four words with a bit a byte.
  private var sets: [UInt64] = []

  var count: Int { shapes.count }

  /// The mark of one segment that all that a pattern matches has; `nil` where it asks for none as a whole.
  func mark(of place: Int) -> Int? {
    let marks = shapes[place].marks
    return marks == 0 ? nil : marks.trailingZeroBitCount
  }

  /// What all that a pattern matches begins with; `nil` where that is not one byte.
  func firstByte(of place: Int) -> Int? {
    let shape = shapes[place]
    return shape.start < shape.end && tokens[shape.start] < GlobPatterns.any ? Int(tokens[shape.start]) : nil
  }

  /// The last byte of all that a pattern matches, or one before it; `nil` where that is not one byte.
  func byte(beforeEnd distance: Int, of place: Int) -> Int? {
    let shape = shapes[place]
    return distance < shape.plainEnd ? Int(tokens[shape.end - 1 - distance]) : nil
  }

  /// Whether one of them is `**` alone.
  var hasAnyFolders: Bool {
    shapes.contains { $0.end - $0.start == 1 && tokens[$0.start] == GlobPatterns.folders }
  }

  private static let any: UInt16 = 0x100
  /// `*`
  private static let run: UInt16 = 0x101
  /// `**` as a segment, with the slashes around it.
  private static let folders: UInt16 = 0x102
  private static let firstSet: UInt16 = 0x103
  private static let slash = UInt8(ascii: "/")
}

extension GlobPatterns {
  /// Adds a glob over paths, or over texts in which a slash is a byte like others.
  mutating func append(_ glob: Span<UInt8>, ofPaths isOfPaths: Bool = true) {
    let before = (shapes.count, tokens.count, sets.count)
    if Glob.forEachChoice(of: glob, { append(choice: $0, ofPaths: isOfPaths) }) { return }
    shapes.removeSubrange(before.0...)
    tokens.removeSubrange(before.1...)
    sets.removeSubrange(before.2...)
    append(choice: glob, ofPaths: isOfPaths)
  }

  @_optimize(speed)
  private mutating func append(choice pattern: Span<UInt8>, ofPaths isOfPaths: Bool) {
    var shape = Shape(start: tokens.count, end: tokens.count, sets: sets.count)
    if isOfPaths {
      var start = 0
      for at in 0...pattern.count where at == pattern.count || pattern[at] == GlobPatterns.slash {
        if at > start { append(segment: start..<at, of: pattern, to: &shape) }
        start = at + 1
      }
    } else {
      append(0..<pattern.count, of: pattern, to: shape)
      shape.plainEnd = plainTokens(from: shape.start)
    }
    shape.end = tokens.count
    shapes.append(shape)
  }

  /// The last token of a pattern that is being added.
  private func last(of shape: Shape) -> UInt16? { tokens.count > shape.start ? tokens[tokens.count - 1] : nil }

  @_optimize(speed)
  private mutating func append(segment: Range<Int>, of pattern: Span<UInt8>, to shape: inout Shape) {
    let isRun = segment.count == 2 && pattern[segment.lowerBound] == UInt8(ascii: "*")
    if isRun, pattern[segment.lowerBound + 1] == UInt8(ascii: "*") {
      if last(of: shape) != GlobPatterns.folders { tokens.append(GlobPatterns.folders) }
      shape.plainEnd = 0
      return
    }
    if let last = last(of: shape), last != GlobPatterns.folders { tokens.append(UInt16(GlobPatterns.slash)) }
    let start = tokens.count
    append(segment, of: pattern, to: shape)
    shape.plainEnd = plainTokens(from: start)
    if start + shape.plainEnd == tokens.count {
      shape.marks |= GlobSubject.mark(of: segment, in: pattern)
    } else if shape.plainEnd > 1 {
      shape.ends |= GlobSubject.mark(of: segment.suffix(2), in: pattern)
    }
  }

  /// How many tokens stand behind the last that stands for others.
  @_optimize(speed)
  private func plainTokens(from start: Int) -> Int {
    var at = tokens.count
    while at > start, tokens[at - 1] < GlobPatterns.any { at -= 1 }
    return tokens.count - at
  }

  @_optimize(speed)
  private mutating func append(_ segment: Range<Int>, of pattern: Span<UInt8>, to shape: Shape) {
    var at = segment.lowerBound
    while at < segment.upperBound {
      switch pattern[at] {
      case UInt8(ascii: "*"): if last(of: shape) != GlobPatterns.run { tokens.append(GlobPatterns.run) }
      case UInt8(ascii: "?"): tokens.append(GlobPatterns.any)
      case UInt8(ascii: "["):
        let end = appendSet(pattern, at + 1..<segment.upperBound, to: shape)
        if end == nil { tokens.append(UInt16(pattern[at])) }
        at = end ?? at
      case let byte: tokens.append(UInt16(byte))
      }
      at += 1
    }
  }

  /// Appends the set that begins behind a `[`.
  /// - Returns: where its `]` stands; `nil` where there is none.
  private mutating func appendSet(_ pattern: Span<UInt8>, _ rest: Range<Int>, to shape: Shape) -> Int? {
    guard let mark = rest.first.map({ pattern[$0] }) else { return nil }
    let isNegated = mark == UInt8(ascii: "!") || mark == UInt8(ascii: "^")
    var at = isNegated ? rest.lowerBound + 1 : rest.lowerBound
    // A bracket that comes first is one of the set.
    let end = (at..<rest.upperBound).dropFirst().first { pattern[$0] == UInt8(ascii: "]") }
    guard let end, sets.count - shape.sets < 4096 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    while at < end {
      let isRange = at + 2 < end && pattern[at + 1] == UInt8(ascii: "-") && pattern[at] <= pattern[at + 2]
      for byte in pattern[at]...pattern[isRange ? at + 2 : at] { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
      at += isRange ? 3 : 1
    }
    tokens.append(GlobPatterns.firstSet + UInt16(clamping: (sets.count - shape.sets) / 4))
    sets += isNegated ? words.map(~) : words
    return end
  }
}

extension GlobPatterns {
  /// Whether a path matches one of them as a whole, or by its last segment alone.
  func matches(_ place: Int, _ path: Span<UInt8>, _ subject: GlobSubject, isBasename: Bool) -> Bool {
    let shape = shapes[place]
    guard subject.marks & shape.marks == shape.marks, subject.ends & shape.ends == shape.ends else { return false }
    let range = (isBasename ? subject.base : subject.start)..<subject.end
    return matches(shape, path, range, isPath: true)
  }

  /// Whether a path matches any of them.
  func matches(_ path: Span<UInt8>, _ subject: GlobSubject, isBasename: Bool) -> Bool {
    shapes.indices.contains { matches($0, path, subject, isBasename: isBasename) }
  }

  /// Whether a text matches any of them.
  func matches(text: Span<UInt8>) -> Bool {
    shapes.contains { matches($0, text, 0..<text.count, isPath: false) }
  }

  /// Matches greedily and, at a mismatch, lets the last run take one byte more, and where that ends with its segment,
  /// the last `**` a segment more. Only the last of each ever needs to grow, which keeps the cost at pattern times text.
  @_optimize(speed)
  private func matches(_ shape: Shape, _ text: Span<UInt8>, _ range: Range<Int>, isPath: Bool) -> Bool {
    guard endsRight(shape, text, range) else { return false }
    if shape.plainEnd == shape.end - shape.start { return shape.plainEnd == range.count }
    var walk = Walk(
      pattern: shape.start..<shape.end, sets: shape.sets, next: shape.start, at: range.lowerBound,
      end: range.upperBound, isPath: isPath)
    while true {
      if walk.next == shape.end {
        if walk.at == walk.end || tokens[shape.end - 1] == GlobPatterns.folders { return true }
      } else if advance(&walk, text) {
        continue
      }
      guard retreat(&walk, text) else { return false }
    }
  }

  /// How far a match has come.
  private struct Walk {
    let pattern: Range<Int>
    let sets: Int
    var next: Int
    var at: Int
    let end: Int
    let isPath: Bool
    /// Where the pattern goes on behind the last run and the last `**`, and where the text is tried from.
    var run: (next: Int, at: Int)?
    var folders: (next: Int, at: Int)?
  }

  /// Takes the next token.
  /// - Returns: false where it does not fit.
  @_optimize(speed)
  private func advance(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    let token = tokens[walk.next]
    if token == GlobPatterns.run {
      walk.next += 1
      walk.at = place(of: walk.next, text, from: walk.at, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    let isSlash = walk.isPath && walk.at < walk.end && text[walk.at] == GlobPatterns.slash
    if token == GlobPatterns.folders {
      guard walk.next == walk.pattern.lowerBound || walk.at == walk.end || isSlash else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
      walk.folders = (walk.next + 1, walk.at)
    } else if isSlash {
      guard token == UInt16(GlobPatterns.slash) else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    } else {
      guard walk.at < walk.end, fits(token, text[walk.at], walk) else { return false }
      walk.next += 1
      walk.at += 1
      return true
    }
    walk.next += 1
    walk.run = nil
    return true
  }

  /// Goes back to where something can grow.
  /// - Returns: false where nothing can.
  @_optimize(speed)
  private func retreat(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    if let last = walk.run, last.at < walk.end, !walk.isPath || text[last.at] != GlobPatterns.slash {
      walk.next = last.next
      walk.at = place(of: last.next, text, from: last.at + 1, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    guard let last = walk.folders, last.at < walk.end else { return false }
    walk.next = last.next
    walk.at = last.at
    while walk.at < walk.end, text[walk.at] != GlobPatterns.slash { walk.at += 1 }
    walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    walk.folders = (walk.next, walk.at)
    walk.run = nil
    return true
  }

  /// The next place where what stands behind a run fits: nothing before it is worth a try.
  @inline(__always)
  private func place(of next: Int, _ text: Span<UInt8>, from start: Int, _ walk: Walk) -> Int {
    guard next < walk.pattern.upperBound else { return start }
    let wanted = tokens[next]
    if wanted == GlobPatterns.run || wanted == GlobPatterns.folders { return start }
    var at = start
    while at < walk.end, !fits(wanted, text[at], walk), !walk.isPath || text[at] != GlobPatterns.slash { at += 1 }
    return at
  }

  @_optimize(speed)
  private func endsRight(_ shape: Shape, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard shape.plainEnd <= range.count else { return false }
    var (place, at) = (shape.end, range.upperBound)
    while place > shape.end - shape.plainEnd {
      place -= 1
      at -= 1
      if tokens[place] != UInt16(text[at]) { return false }
    }
    return true
  }

  @inline(__always)
  private func fits(_ token: UInt16, _ byte: UInt8, _ walk: Walk) -> Bool {
    if token < GlobPatterns.any { return token == UInt16(byte) }
    if token == GlobPatterns.any { return true }
    let word = sets[walk.sets + Int(token - GlobPatterns.firstSet) * 4 + Int(byte >> 6)]
    return word >> UInt64(byte & 63) & 1 == 1
  }
}
