import Model

/// What lines say, besides what they are: the names in them, and what they speak of tests.
struct CodeWords {
  private let words: Classifier.Words
  private let units: [[UInt8]]
  /// Texts to be found in a line, by their first byte.
  private let skips: [[[UInt8]]]
  private let spares: [[[UInt8]]]
  private let expectations: [[[UInt8]]]
  private static let shortest = 3

  init(_ words: Classifier.Words, _ syntax: CodeSyntax) {
    self.words = words
    units = syntax.units
    skips = CodeWords.byFirst(syntax.skips)
    spares = CodeWords.byFirst(words.spares)
    expectations = CodeWords.byFirst(words.expectations)
  }

  private static func byFirst(_ texts: [[UInt8]]) -> [[[UInt8]]] {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for text in texts { if let first = text.first { table[Int(first)].append(text) } }
    return table
  }

  func declaresTest(_ line: ArraySlice<UInt8>) -> Bool { units.contains(where: line.trimmed.starts) }
  func skipsTest(_ line: ArraySlice<UInt8>) -> Bool {
    line.holds(oneOf: skips) && !line.holds(oneOf: spares)
  }
  func demands(_ line: ArraySlice<UInt8>) -> Bool { line.holds(oneOf: expectations) }

  /// Whether it is the mark of a generated file.
  func marksGenerated(_ line: ArraySlice<UInt8>) -> Bool {
    words.generatedMarks.contains { pieces in
      var rest = line
      return pieces.allSatisfy { piece in
        guard let at = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
        rest = rest[at...].dropFirst(piece.count)
        return true
      }
    }
  }

  /// Every word of a line, numbers and the shortest left out.
  @_optimize(speed)
  func forEachWord(of line: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
    var start = line.startIndex
    for end in line.startIndex...line.endIndex where end == line.endIndex || !line[end].isPartOfWord {
      if end - start >= CodeWords.shortest, !line[start].isDigit { body(line[start..<end]) }
      start = end + 1
    }
  }

  /// The names of a line that say what it is about: those that it declares, and those of more than one word.
  func forEachName(of line: ArraySlice<UInt8>, _ body: (_ name: ArraySlice<UInt8>, _ isDeclared: Bool) -> Void) {
    var before: ArraySlice<UInt8> = []
    forEachWord(of: line) { word in
      let isDeclared = words.declaring.contains(Array(before))
      if isDeclared || word.hasSeveralWords { body(word, isDeclared) }
      before = word
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether one of the texts stands in it; one that begins like a word, where a word begins.
  fileprivate func holds(oneOf table: [[[UInt8]]]) -> Bool {
    var isInWord = false
    for index in indices {
      let byte = self[index]
      for text in table[Int(byte)] where !isInWord || !byte.isPartOfWord {
        if self[index...].starts(with: text) { return true }
      }
      isInWord = byte.isPartOfWord
    }
    return false
  }

  /// `tax_rate`, `taxRate`
  fileprivate var hasSeveralWords: Bool {
    let underscore = UInt8(ascii: "_")
    let bare = drop { $0 == underscore }
    return zip(bare, bare.dropFirst()).contains { a, b in
      a == underscore && b != underscore || a.isLower && b.isUpper
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLower: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  fileprivate var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  /// Letters, digits, `_`, `$` and whatever is not ASCII.
  fileprivate var isPartOfWord: Bool {
    isLower || isUpper || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
}
