/// What is known of the text of a source file without looking at its language's grammar.
package struct SourceText: Hashable, Sendable {
  /// How many lines it has.
  package var lines: Int
  /// The lines of tests that stand in it, ascending and apart.
  package var tests: [ClosedRange<Int>]

  package init(lines: Int, tests: [ClosedRange<Int>] = []) {
    self.lines = lines
    self.tests = tests
  }
}
