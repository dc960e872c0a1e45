import Model

/// One test, after all its tries: the last one decides, and a test that passes after failing is flaky. A failure that
/// comes after a pass stays one.
struct SettledTest {
  /// Where a try stands: the place of the report among all, and that of the case in it.
  struct Try: Hashable {
    let run: Int
    let place: Int
    fileprivate let outcome: TestCase.Outcome
  }

  private var last: Try
  private var lastFailure: Try?
  private var isMarkedFlaky = false

  fileprivate init(_ test: TestCase, at place: Int, of run: Int) {
    last = Try(run: run, place: place, outcome: test.outcome)
    add(test, at: place, of: run)
  }

  fileprivate mutating func add(_ test: TestCase, at place: Int, of run: Int) {
    last = Try(run: run, place: place, outcome: test.outcome)
    if test.outcome.isBad { lastFailure = last }
    if test.isFlaky { isMarkedFlaky = true }
  }

  private var endsWell: Bool { last.outcome == .passed || lastFailure == nil }
  /// The try that decides, which is told of.
  var decisive: Try { endsWell ? last : lastFailure ?? last }

  var outcome: TestCase.Outcome { decisive.outcome }
  var isFlaky: Bool { endsWell && outcome == .passed && (lastFailure != nil || isMarkedFlaky) }
  /// Whether it was executed, and said something.
  var ran: Bool { outcome == .passed || outcome.isBad }

  func shown(in runs: [TestRun]) -> TestCase { runs[decisive.run].cases[decisive.place] }
}

extension SettledTest {
  /// Takes the tries of a later report of the same run.
  fileprivate mutating func add(later: SettledTest) {
    last = later.decisive
    lastFailure = later.outcome.isBad ? later.last : later.lastFailure ?? lastFailure
    isMarkedFlaky = isMarkedFlaky || later.isMarkedFlaky
  }

  /// Of the same test in several reports the worst outcome holds, of those that ran it.
  fileprivate mutating func formWorst(_ other: SettledTest) {
    if other.rank > rank { self = other }
  }

  private var rank: Int {
    switch outcome {
    case .skipped: 0
    case .inconclusive: 1
    case .passed: isFlaky ? 3 : 2
    case .failed: 4
    case .error: 5
    }
  }
}

/// The tests of all reports, each once, in the order in which they stand first.
func settled(_ runs: [TestRun], attempts: [Glob] = []) -> [SettledTest] {
  if runs.count == 1 { return settled(runs[0].cases, of: 0) }
  let tries = runs.indices.filter { index in attempts.matches(runs[index].origin) }
  let inOrder = tries.sorted { runs[$0].origin < runs[$1].origin }
  let again = united(inOrder.flatMap { settled(runs[$0].cases, of: $0) }, in: runs) { $0.add(later: $1) }
  let others = runs.indices.filter { !tries.contains($0) }.flatMap { settled(runs[$0].cases, of: $0) }
  return united(others + again, in: runs) { $0.formWorst($1) }
}

/// The tests of one report.
private func settled(_ cases: TestCases, of run: Int) -> [SettledTest] {
  var tests: [SettledTest] = []
  for (place, number) in cases.testNumbers.enumerated() {
    if number == tests.count {
      tests.append(SettledTest(cases[place], at: place, of: run))
    } else {
      tests[number].add(cases[place], at: place, of: run)
    }
  }
  return tests
}

/// What tells a test from others, whichever report it stands in.
private struct Identity: Hashable {
  let suite: String
  let className: String
  let name: String

  init(_ test: TestCase) { (suite, className, name) = (test.suite, test.className, test.name) }
}

/// Puts together what is of the same test.
private func united(
  _ tests: [SettledTest], in runs: [TestRun], by join: (inout SettledTest, SettledTest) -> Void
) -> [SettledTest] {
  var places: [Identity: Int] = [:]
  var united: [SettledTest] = []
  for test in tests {
    let identity = Identity(test.shown(in: runs))
    if let place = places[identity] {
      join(&united[place], test)
    } else {
      places[identity] = united.count
      united.append(test)
    }
  }
  return united
}
