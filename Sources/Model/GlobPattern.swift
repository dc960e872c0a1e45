/// One way to choose from the braces of a glob, in the form in which it is matched.
struct GlobPattern: Sendable {
  /// Bytes that must be met, and from `any` on what stands for others.
  private var tokens: [UInt16] = []
  /// The bytes of each set, four words with a bit a byte.
  private var sets: [UInt64] = []
  /// What all that it matches ends with.
  private(set) var ending: [UInt8] = []
  /// The marks of the segments that all that it matches must have.
  private var marks: UInt64 = 0
  /// The marks of the last two bytes of segments that all that it matches must have.
  private var ends: UInt64 = 0

  /// One of them; `nil` where it asks for no segment as a whole.
  var mark: Int? { marks == 0 ? nil : marks.trailingZeroBitCount }

  /// What all that it matches begins with; `nil` where that is not one byte.
  var firstByte: Int? { tokens.first.flatMap { $0 < GlobPattern.any ? Int($0) : nil } }

  private static let any: UInt16 = 0x100
  /// `*`
  private static let run: UInt16 = 0x101
  /// `**` as a segment, with the slashes around it.
  private static let folders: UInt16 = 0x102
  private static let firstSet: UInt16 = 0x103
  private static let slash = UInt8(ascii: "/")

  /// A pattern over paths.
  init(path pattern: [UInt8]) {
    tokens.reserveCapacity(pattern.count)
    var (at, last) = (0, 0)
    while at < pattern.count {
      let end = pattern[at...].firstIndex(of: GlobPattern.slash) ?? pattern.count
      if end > at { last = append(segment: pattern[at..<end]) }
      at = end + 1
    }
    ending = plainEnd(from: last)
  }

  /// - Returns: where its own tokens begin.
  private mutating func append(segment: ArraySlice<UInt8>) -> Int {
    if segment.elementsEqual("**".utf8) {
      if tokens.last != GlobPattern.folders { tokens.append(GlobPattern.folders) }
      return tokens.count
    }
    if !tokens.isEmpty, tokens.last != GlobPattern.folders { tokens.append(UInt16(GlobPattern.slash)) }
    let start = tokens.count
    append(segment)
    if !tokens[start...].contains(where: { $0 >= GlobPattern.any }) {
      marks |= GlobSubject.mark(segment)
    } else if tokens.suffix(2).allSatisfy({ $0 < GlobPattern.any }) {
      ends |= GlobSubject.mark(segment.suffix(2))
    }
    return start
  }

  /// A pattern over texts in which a slash is a byte like others.
  init(text pattern: [UInt8]) {
    append(pattern[...])
    ending = plainEnd(from: 0)
  }

  /// The bytes behind the last token that stands for others.
  private func plainEnd(from start: Int) -> [UInt8] {
    let end = tokens[start...].lastIndex { $0 >= GlobPattern.any }.map { $0 + 1 } ?? start
    return tokens[end...].map { UInt8(truncatingIfNeeded: $0) }
  }

  private mutating func append(_ segment: ArraySlice<UInt8>) {
    var at = segment.startIndex
    while at < segment.endIndex {
      switch segment[at] {
      case UInt8(ascii: "*"): if tokens.last != GlobPattern.run { tokens.append(GlobPattern.run) }
      case UInt8(ascii: "?"): tokens.append(GlobPattern.any)
      case UInt8(ascii: "["):
        if let end = appendSet(segment, from: at + 1) { at = end } else { tokens.append(UInt16(segment[at])) }
      default: tokens.append(UInt16(segment[at]))
      }
      at += 1
    }
  }

  /// Appends the set that begins behind a `[`.
  /// - Returns: where its `]` stands; `nil` where there is none.
  private mutating func appendSet(_ segment: ArraySlice<UInt8>, from start: Int) -> Int? {
    let mark = segment[start...].first
    let isNegated = mark == UInt8(ascii: "!") || mark == UInt8(ascii: "^")
    var at = isNegated ? start + 1 : start
    // A bracket that comes first is one of the set.
    guard let end = segment[at...].dropFirst().firstIndex(of: UInt8(ascii: "]")), sets.count < 4096 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    while at < end {
      let isRange = at + 2 < end && segment[at + 1] == UInt8(ascii: "-") && segment[at] <= segment[at + 2]
      for byte in segment[at]...segment[isRange ? at + 2 : at] { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
      at += isRange ? 3 : 1
    }
    tokens.append(GlobPattern.firstSet + UInt16(clamping: sets.count / 4))
    sets += isNegated ? words.map(~) : words
    return end
  }
}

extension GlobPattern {
  /// Whether a path matches as a whole, or by its last segment alone.
  func matches(_ path: Span<UInt8>, _ subject: GlobSubject, isBasename: Bool) -> Bool {
    guard subject.marks & marks == marks, subject.ends & ends == ends else { return false }
    return matches(path, isBasename ? subject.base..<subject.end : subject.start..<subject.end, isPath: true)
  }

  /// Matches greedily and, at a mismatch, lets the last run take one byte more, and where that ends with its segment,
  /// the last `**` a segment more. Only the last of each ever needs to grow, which keeps the cost at pattern times text.
  @_optimize(speed)
  func matches(_ text: Span<UInt8>, _ range: Range<Int>, isPath: Bool) -> Bool {
    guard endsRight(text, range) else { return false }
    if ending.count == tokens.count { return ending.count == range.count }
    var walk = Walk(at: range.lowerBound, end: range.upperBound, isPath: isPath)
    while true {
      if walk.next == tokens.count {
        if walk.at == walk.end || tokens.last == GlobPattern.folders { return true }
      } else if advance(&walk, text) {
        continue
      }
      guard retreat(&walk, text) else { return false }
    }
  }

  /// How far a match has come.
  private struct Walk {
    var next = 0
    var at: Int
    let end: Int
    let isPath: Bool
    /// Where the pattern goes on behind the last run and the last `**`, and where the text is tried from.
    var run: (next: Int, at: Int)?
    var folders: (next: Int, at: Int)?
  }

  /// Takes the next token.
  /// - Returns: false where it does not fit.
  @inline(__always)
  private func advance(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    let token = tokens[walk.next]
    if token == GlobPattern.run {
      walk.next += 1
      walk.at = place(of: walk.next, text, from: walk.at, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    let isSlash = walk.isPath && walk.at < walk.end && text[walk.at] == GlobPattern.slash
    if token == GlobPattern.folders {
      guard walk.next == 0 || walk.at == walk.end || isSlash else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
      walk.folders = (walk.next + 1, walk.at)
    } else if isSlash {
      guard token == UInt16(GlobPattern.slash) else { return false }
      walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    } else {
      guard walk.at < walk.end, fits(token, text[walk.at]) else { return false }
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
  @inline(__always)
  private func retreat(_ walk: inout Walk, _ text: Span<UInt8>) -> Bool {
    if let last = walk.run, last.at < walk.end, !walk.isPath || text[last.at] != GlobPattern.slash {
      walk.next = last.next
      walk.at = place(of: last.next, text, from: last.at + 1, walk)
      walk.run = (walk.next, walk.at)
      return true
    }
    guard let last = walk.folders, last.at < walk.end else { return false }
    walk.next = last.next
    walk.at = last.at
    while walk.at < walk.end, text[walk.at] != GlobPattern.slash { walk.at += 1 }
    walk.at = text.endOfSlashes(from: walk.at, to: walk.end)
    walk.folders = (walk.next, walk.at)
    walk.run = nil
    return true
  }

  /// The next place where what stands behind a run fits: nothing before it is worth a try.
  @inline(__always)
  private func place(of next: Int, _ text: Span<UInt8>, from start: Int, _ walk: Walk) -> Int {
    guard next < tokens.count else { return start }
    let wanted = tokens[next]
    if wanted == GlobPattern.run || wanted == GlobPattern.folders { return start }
    var at = start
    while at < walk.end, !fits(wanted, text[at]), !walk.isPath || text[at] != GlobPattern.slash { at += 1 }
    return at
  }

  private func endsRight(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard ending.count <= range.count else { return false }
    var (place, at) = (ending.count, range.upperBound)
    while place > 0 {
      place -= 1
      at -= 1
      if ending[place] != text[at] { return false }
    }
    return true
  }

  private func fits(_ token: UInt16, _ byte: UInt8) -> Bool {
    if token < GlobPattern.any { return token == UInt16(byte) }
    if token == GlobPattern.any { return true }
    let word = sets[Int(token - GlobPattern.firstSet) * 4 + Int(byte >> 6)]
    return word >> UInt64(byte & 63) & 1 == 1
  }
}

/// What globs need to know of a path, found out once for all that are asked about it.
struct GlobSubject {
  /// Behind the slashes at its beginning, and before those at its end.
  let start: Int
  let end: Int
  /// Where its last segment begins.
  let base: Int
  /// The marks of its segments, and those of their last two bytes.
  let marks: UInt64
  let ends: UInt64

  @_optimize(speed)
  init(_ path: Span<UInt8>) {
    var end = path.count
    while end > 0, path[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let start = path.endOfSlashes(from: 0, to: end)
    var (segment, marks, ends) = (start, UInt64(0), UInt64(0))
    for at in start...end where at == end || path[at] == UInt8(ascii: "/") {
      if at > segment { marks |= GlobSubject.mark(path[segment], path[at - 1], at - segment) }
      if at > segment + 1 { ends |= GlobSubject.mark(path[at - 2], path[at - 1], 2) }
      if at < end { segment = at + 1 }
    }
    (self.start, self.end, base, self.marks, self.ends) = (start, end, segment, marks, ends)
  }

  /// One of 64 marks, by which segments are told apart at a glance.
  static func mark(_ segment: ArraySlice<UInt8>) -> UInt64 {
    guard let first = segment.first, let last = segment.last else { return 0 }
    return mark(first, last, segment.count)
  }

  private static func mark(_ first: UInt8, _ last: UInt8, _ count: Int) -> UInt64 {
    1 << UInt64((Int(first) &* 7 &+ Int(last) &* 3 &+ count) & 63)
  }
}

extension Span<UInt8> {
  fileprivate func endOfSlashes(from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, self[at] == UInt8(ascii: "/") { at += 1 }
    return at
  }
}
