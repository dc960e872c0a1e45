/// What the tests said at a commit, each by its id.
package struct CommitRun: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    /// They were run to their end; the status counts for nothing by itself.
    case exited(Int)
    /// They were not run to their end; why.
    case broken(String)
    /// CI ran them, and kept what they said.
    case recorded
  }

  package var end: End
  package private(set) var outcomes: [String: TestCase.Outcome] = [:]
  /// Tests that failed one time and passed another, with nothing changed between; they have no outcome.
  package private(set) var flaky: Set<String> = []
  /// The last words of what ran them. Not safe for any sink.
  package var words: String

  package init(_ end: End, words: String = "") {
    self.end = end
    self.words = words
  }
}

extension CommitRun {
  /// Of a test that stands several times the worst counts: it is one test with several rows, or was tried again.
  package mutating func add(_ test: TestCase) {
    let order: [TestCase.Outcome] = [.skipped, .inconclusive, .passed, .failed, .error]
    let known = outcomes[test.id].flatMap { order.firstIndex(of: $0) } ?? -1
    if (order.firstIndex(of: test.outcome) ?? 0) > known { outcomes[test.id] = test.outcome }
  }

  /// Compares with a second run of the same: what fails in one of them alone shows nothing.
  package mutating func confirm(by second: CommitRun) {
    if case .broken(let reason) = second.end {
      end = .broken("when it was run once more, \(reason)")
      return
    }
    flaky.formUnion(failing.intersection(second.passing))
    flaky.formUnion(passing.intersection(second.failing))
    for test in flaky { outcomes[test] = nil }
  }

  package var failing: Set<String> { Set(outcomes.filter(\.value.isBad).keys) }
  package var passing: Set<String> { Set(outcomes.filter { $0.value == .passed }.keys) }
  /// Whether at least one test came to an end of its own.
  package var hasTests: Bool {
    !flaky.isEmpty || outcomes.values.contains { $0 == .passed || $0.isBad }
  }
}
