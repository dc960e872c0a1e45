import Model

/// Tells of the lines of a file, one after the other, what they are. It knows texts and comments but no grammar, and
/// where it errs it takes for code what is none: that costs a second look, and nothing passes for a comment.
struct CodeLines {
  enum Kind: Hashable {
    case blank, comment, code
    /// Code of a test that stands in the source itself.
    case test
  }

  private enum State: Hashable {
    case code
    /// Until such an end.
    case comment([UInt8])
    case text([UInt8])
  }

  /// How far a test in the source has come.
  private enum TestBlock: Hashable {
    case none, announced
    case open(depth: Int)
  }

  private let syntax: CodeSyntax
  private let marks: Marks
  private var state = State.code
  private var block = TestBlock.none
  /// The last byte of the last line of code; 0 where that is not known.
  private var lastByte: UInt8 = 0

  /// - Parameter isAtStart: whether the first line is that of a file, and not of a piece of one.
  init(_ syntax: CodeSyntax, isAtStart: Bool) {
    self.syntax = syntax
    marks = Marks(syntax)
    begin(isAtStart: isAtStart)
  }

  /// Begins anew with another piece of the file.
  mutating func begin(isAtStart: Bool) {
    (state, block) = (.code, .none)
    // What may be said of a file is said where no code stands before.
    lastByte = isAtStart ? syntax.docsBehind ?? 0 : 0
  }

  /// Whether the last line stands in a comment that has not ended.
  var isInComment: Bool {
    if case .comment = state { true } else { false }
  }

  mutating func take(_ whole: ArraySlice<UInt8>) -> Kind {
    let line = whole.trimmed
    guard !line.isEmpty else { return .blank }
    switch state {
    case .code: return begins(line)
    case .comment(let end):
      guard let rest = line.after(end) else { return isTestLine(line) ? .test : .comment }
      state = .code
      return rest.trimmed.isEmpty ? .comment : code(rest)
    case .text(let end):
      guard let rest = line.after(end) else { return kindOfCode }
      state = .code
      return code(rest)
    }
  }

  private mutating func begins(_ line: ArraySlice<UInt8>) -> Kind {
    if isTestLine(line) { return .test }
    if syntax.lineComments.contains(where: line.starts) { return .comment }
    var comments = syntax.blockComments
    if lastByte != 0, lastByte == syntax.docsBehind {
      comments += syntax.longQuotes.map { CodeSyntax.Pair(open: $0, close: $0) }
    }
    guard let comment = comments.first(where: { line.starts(with: $0.open) }) else { return code(line) }
    guard let rest = line.dropFirst(comment.open.count).after(comment.close) else {
      state = .comment(comment.close)
      return .comment
    }
    return rest.trimmed.isEmpty ? .comment : code(rest)
  }

  private func isTestLine(_ line: ArraySlice<UInt8>) -> Bool { syntax.inlineTestLines.contains(where: line.starts) }

  private var kindOfCode: Kind { block == .none ? .code : .test }
}

// MARK: Code

extension CodeLines {
  private mutating func code(_ line: ArraySlice<UInt8>) -> Kind {
    if block == .none, syntax.inlineTestBlocks.contains(where: line.starts) { block = .announced }
    let kind = kindOfCode
    scan(line)
    lastByte = line.trimmed.last ?? lastByte
    // `#[cfg(test)] mod tests;` and what has no block at all end with their line.
    if block == .announced, lastByte == UInt8(ascii: ";") { block = .none }
    return kind
  }

  /// Goes over texts and comments, and counts the braces between them.
  private mutating func scan(_ line: ArraySlice<UInt8>) {
    var at = line.startIndex
    while at < line.endIndex {
      let byte = line[at]
      guard marks.contains(byte) else {
        at += 1
        continue
      }
      let rest = line[at...]
      if syntax.lineComments.contains(where: rest.starts) { return }
      if let pair = several(rest) {
        guard let behind = rest.dropFirst(pair.open.count).after(pair.close) else {
          state = .text(pair.close)
          return
        }
        at = behind.startIndex
      } else if syntax.quotes.contains(byte) {
        at = rest.behindQuote(byte).startIndex
      } else if byte == UInt8(ascii: "'"), let behind = rest.behindCharacter {
        at = behind.startIndex
      } else {
        if syntax.hasInlineTests { count(byte) }
        at += 1
      }
    }
  }

  /// What may hold lines and begins here.
  private func several(_ rest: ArraySlice<UInt8>) -> CodeSyntax.Pair? {
    if let comment = syntax.blockComments.first(where: { rest.starts(with: $0.open) }) { return comment }
    return syntax.longQuotes.first { rest.starts(with: $0) }.map { CodeSyntax.Pair(open: $0, close: $0) }
  }

  private mutating func count(_ byte: UInt8) {
    switch (byte, block) {
    case (UInt8(ascii: "{"), .announced): block = .open(depth: 1)
    case (UInt8(ascii: "{"), .open(let depth)): block = .open(depth: depth + 1)
    case (UInt8(ascii: "}"), .open(let depth)): block = depth > 1 ? .open(depth: depth - 1) : .none
    default: break
    }
  }
}

/// The bytes with which begins whatever is more than itself in a line of code: most begin nothing.
private struct Marks {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ syntax: CodeSyntax) {
    for text in syntax.lineComments + syntax.longQuotes { insert(text.first) }
    for pair in syntax.blockComments { insert(pair.open.first) }
    for quote in syntax.quotes { insert(quote) }
    for mark in "'{}".utf8 { insert(mark) }
  }

  private mutating func insert(_ byte: UInt8?) {
    guard let byte, byte < 0x80 else { return }
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
  }

  /// True too of what is not ASCII.
  func contains(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }
}

extension ArraySlice<UInt8> {
  /// Without blanks at both ends.
  var trimmed: ArraySlice {
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    let rest = drop(while: isBlank)
    return rest.lastIndex { !isBlank($0) }.map { rest[...$0] } ?? []
  }

  /// What stands behind the first such text; `nil` where there is none.
  fileprivate func after(_ text: [UInt8]) -> ArraySlice? {
    guard let first = text.first else { return self }
    var rest = self
    while let at = rest.firstIndex(of: first) {
      rest = rest[at...]
      if rest.starts(with: text) { return rest.dropFirst(text.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// What stands behind a text of one line that begins here; nothing where it does not end.
  fileprivate func behindQuote(_ quote: UInt8) -> ArraySlice {
    var rest = dropFirst()
    while let byte = rest.popFirst(), byte != quote {
      if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
    }
    return rest
  }

  /// What stands behind a character in quotation marks that begins here; `nil` where none does, as in Rust's `&'a str`.
  fileprivate var behindCharacter: ArraySlice? {
    let inside = dropFirst()
    if inside.first == UInt8(ascii: "\\") { return inside.dropFirst(2).after([UInt8(ascii: "'")]) }
    return inside.dropFirst().first == UInt8(ascii: "'") ? inside.dropFirst(2) : nil
  }
}
