/// A simple command of a shell script: what it is called with, its quotes and expansions taken away.
package struct ShellCommand: Hashable, Sendable {
  /// What stands behind a command and says when the next one runs.
  package enum Link: Hashable, Sendable { case end, and, or, pipe, background }

  /// What a command is fed with: a here-document or a here-string.
  package struct Document: Hashable, Sendable {
    /// Where it stands in the script.
    package var range: Range<Int>
    /// Whether nothing in it is expanded.
    package var isQuoted: Bool
    package var stripsTabs: Bool
  }

  /// The bytes of all words, one behind the other.
  package private(set) var bytes: [UInt8]
  package private(set) var words: [ShellWord]
  /// How many of the words are assignments in front of the command.
  package private(set) var assignments: Int
  /// Where it stands in the script.
  package private(set) var range: Range<Int>
  package internal(set) var link: Link
  package internal(set) var documents: [Document] = []
  /// Files that it is fed with by `<`.
  package internal(set) var inputs: [[UInt8]] = []
  /// Whether what it prints goes to a file.
  package internal(set) var isWriting = false
  /// Whether its status is asked for: by `if`, `while`, `until` or `!`.
  package internal(set) var isCondition = false
  /// How many subshells and substitutions it stands in.
  package internal(set) var depth = 0
  /// Its number among the commands of the script.
  var number = 0

  init(
    bytes: [UInt8], words: [ShellWord], assignments: Int, range: Range<Int>, link: Link
  ) {
    self.bytes = bytes
    self.words = words
    self.assignments = assignments
    self.range = range
    self.link = link
  }

  package func text(_ index: Int) -> ArraySlice<UInt8> { bytes[words[index].text] }

  package func string(_ index: Int) -> String { String(decoding: text(index), as: UTF8.self) }
}

/// A word of a command.
package struct ShellWord: Hashable, Sendable {
  /// Where its bytes are among those of the command.
  package var text: Range<Int>
  /// Where it stands in the script.
  package var range: Range<Int>
  /// Whether some of it is known only when the script runs; that stands in the text as it is written.
  package var isDynamic = false
  package var isQuoted = false
}

/// Why a script cannot be read to its end.
package struct ShellTrouble: Hashable, Sendable {
  package var offset: Int
  /// What was met, and what was wanted.
  package var message: String
}

/// A function of a script.
package struct ShellFunction: Hashable, Sendable {
  package var name: [UInt8]
  /// Where its body stands; up to the end of the script where that is not known.
  package var body: Range<Int>
}
