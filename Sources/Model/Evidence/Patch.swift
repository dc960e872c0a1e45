/// What a commit does to the lines of one file. Comments, blank lines and lines that only move sideways count nowhere.
package struct Patch: Hashable, Sendable {
  /// So many added, and so many taken away; a line that is changed counts as both.
  package struct Tally: Hashable, Sendable {
    package var added = 0
    package var removed = 0

    package init(added: Int = 0, removed: Int = 0) {
      self.added = added
      self.removed = removed
    }

    package static func += (a: inout Tally, b: Tally) {
      a.added += b.added
      a.removed += b.removed
    }
  }

  /// Lines of code outside of tests.
  package var production = Tally()
  /// The first of them that it adds, in the file as it leaves it.
  package var firstLine: Int?
  /// Lines of code in tests; marks that skip a test do not count.
  package var tests = Tally()
  /// Declarations of tests.
  package var units = Tally()
  /// Lines that demand something of what is tested.
  package var expectations = Tally()
  /// Marks that keep a test from running or from failing.
  package var skips = Tally()
  /// What its lines outside of tests are about: names that they declare and names of more than one word.
  package var names: Set<String> = []
  /// Whether it takes away the declaration of a name outside of tests.
  package var losesNames = false
  /// The words in the test code that it adds.
  package var words: Set<Word> = []
  /// The words in the rest of a test's file, where the whole file was looked at.
  package var mentions: Set<Word> = []
  /// Whether the whole file was looked at, so that what is a comment or a test in it is known and not guessed.
  package var isWhole = false
  /// Whether the file says that it is generated.
  package var isGenerated = false

  package init() {}
}

/// A word, kept as a number that stands for it.
package struct Word: Hashable, Sendable {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  package init(_ bytes: ArraySlice<UInt8> = []) { append(bytes) }
  package init(_ text: some StringProtocol) { self.init(ArraySlice(text.utf8)) }

  /// - Source: Fowler, Noll, Vo: FNV-1a with 64 bits
  @_optimize(speed)
  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }
}
