/// What is code in the lines of a language, as far as lines can be told apart, and what in them speaks of tests.
package struct CodeSyntax: Hashable, Sendable {
  /// Two texts with a comment, or a text of several lines, between them.
  package struct Pair: Hashable, Sendable {
    package var open: [UInt8]
    package var close: [UInt8]

    package init(open: [UInt8], close: [UInt8]) {
      self.open = open
      self.close = close
    }
  }

  /// What begins a comment that ends with its line.
  package var lineComments: [[UInt8]] = []
  package var blockComments: [Pair] = []
  /// What begins and ends a text of one line; a backslash in it spares the next byte.
  package var quotes: [UInt8] = []
  /// What begins and ends a text of several lines.
  package var longQuotes: [[UInt8]] = []
  /// The end of a line of code behind which such a text is a comment.
  package var docsBehind: UInt8?
  /// Whether the indentation of a line means something.
  package var isIndented = false
  /// Where tests stand in the source itself: what begins a line of which the block is a test…
  package var inlineTestBlocks: [[UInt8]] = []
  /// …and what begins a line that is a test by itself.
  package var inlineTestLines: [[UInt8]] = []
  /// What a line begins with that declares a test.
  package var units: [[UInt8]] = []
  /// What stands in a line that keeps a test from running or from failing.
  package var skips: [[UInt8]] = []

  package init() {}

  package var hasInlineTests: Bool { !inlineTestBlocks.isEmpty || !inlineTestLines.isEmpty }
}

extension Classifier {
  /// What holds for lines of every language.
  package struct Words: Hashable, Sendable {
    /// A name behind one of these is declared there.
    package var declaring: Set<[UInt8]> = []
    /// What begins a word that demands something of what is tested.
    package var expectations: [[UInt8]] = []
    /// What makes of a mark that skips a test one that does not.
    package var spares: [[UInt8]] = []
    /// Marks of generated files, in pieces: what lies between two of them is any text of one line.
    package var generatedMarks: [[[UInt8]]] = []

    package init() {}
  }
}
