import Model
import Testing

@testable import Gates

/// Cycles by what their tests said when they were run.
struct TDDReplayTests {
  private let commits: [Commit] = .line(
    .of("test: pay", changing: "tests/test_pay.py"), .of("feat: pay", changing: "pay.py"),
    .of("refactor: pay", changing: "pay.py"))

  /// - Parameter runs: by the subject of the commit, what each test said: `+` passed, `-` failed, `!` broke. Behind a
  ///   bar stands what they said when they were run once more.
  private func judge(
    _ runs: [String: String], level: Policy.TDD.Level = .replay, words: String = "", without: String? = nil
  ) throws -> Verdict {
    var matter = try Case.of(commits: commits) { $0.tdd.level = level }
    matter.evidence.history?.runs = runs.mapValues { run($0, words) }
    matter.evidence.history?.runWithoutProduction = without.map { run($0, words) }
    matter.change.head = "refactor: pay"
    return Gate.tdd.judge(matter)
  }

  private func run(_ tests: String, _ words: String) -> CommitRun {
    if let bar = tests.firstIndex(of: "|") {
      var first = run(String(tests[..<bar]), words)
      first.confirm(by: run(String(tests[tests.index(after: bar)...]), words))
      return first
    }
    if tests == "late" { return CommitRun(.broken("the test command was killed after 5 s")) }
    var run = CommitRun(.exited(1), words: words)
    for test in tests.split(separator: " ") {
      let outcome: TestCase.Outcome = test.first == "+" ? .passed : test.first == "-" ? .failed : .error
      run.add(TestCase(className: "t", name: String(test.dropFirst()), outcome: outcome))
    }
    return run
  }

  private let good = ["base": "+a", "test: pay": "+a -b", "feat: pay": "+a +b", "refactor: pay": "+a +b"]

  private func judge(_ commit: String, _ tests: String, words: String = "") throws -> Verdict {
    var runs = good
    runs[commit] = tests
    return try judge(runs, words: words)
  }

  @Test func `a test that fails, passes and keeps passing makes a cycle`() throws {
    let verdict = try judge(good)
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.last == Measure("replayed commits", required: nil, found: "4"))
  }

  @Test func `at other levels nothing is asked of runs`() throws {
    #expect(try judge([:], level: .pairing).outcome == .passed)
  }

  @Test func `commits that were not run, or showed nothing, cannot be judged`() throws {
    #expect(try judge([:]).rules == ["tdd.not-replayed"])
    #expect(try judge([:]).outcome == .cannotJudge)
    for commit in ["test: pay", "feat: pay", "refactor: pay"] {
      #expect(try judge(commit, "").rules == ["tdd.not-replayed"])
      #expect(try judge(commit, "late").words.contains("killed after 5 s"))
    }
  }

  @Test func `a red commit at which nothing fails is none`() throws {
    #expect(try judge("test: pay", "+a +b").rules == ["tdd.not-red"])
  }

  @Test func `what failed before is no answer`() throws {
    var runs = good
    runs["base"] = "-b"
    #expect(try judge(runs).rules == ["tdd.not-red"])
  }

  @Test func `code that does not make its test pass is not green`() throws {
    #expect(try judge("feat: pay", "+a -b").rules == ["tdd.not-green"])
  }

  @Test func `nor is code that breaks another`() throws {
    let verdict = try judge("feat: pay", "-a +b")
    #expect(verdict.rules == ["tdd.not-green"])
    #expect(verdict.words == "t::a passes before feat: pay \"feat: pay\" and fails there")
  }

  @Test func `a failure that nobody sees pass is not red`() throws {
    #expect(try judge("feat: pay", "+a").rules == ["tdd.not-red"])
  }

  @Test func `a file of tests that cannot be loaded is red by build`() throws {
    let verdict = try judge("test: pay", "+a !tests.test_pay")
    #expect(verdict.rules == ["tdd.red-by-build"])
    #expect(verdict.outcome == .passed)
  }

  @Test func `so are tests that do not build, where the words name one of the commit`() throws {
    #expect(try judge("test: pay", "", words: "test_pay.py:3: no such name").rules == ["tdd.red-by-build"])
    #expect(try judge("test: pay", "", words: "test_other.py:3").rules == ["tdd.not-replayed"])
  }

  @Test func `a failure that comes and goes is no red`() throws {
    let verdict = try judge("test: pay", "+a -b|+a +b")
    #expect(verdict.rules == ["tdd.flaky", "tdd.not-red"])
    #expect(verdict.words.contains("t::b fails one time and passes another"))
  }

  @Test func `beside one that stays it is told`() throws {
    let verdict = try judge("test: pay", "+a -b -c|+a -b +c")
    #expect(verdict.rules == ["tdd.flaky"])
    #expect(verdict.outcome == .warned)
  }

  @Test func `a second run that fails the same way says nothing new`() throws {
    #expect(try judge("test: pay", "+a -b|+a -b").outcome == .passed)
  }

  @Test func `a second run that does not come to its end leaves nothing to judge`() throws {
    #expect(try judge("test: pay", "+a -b|late").rules == ["tdd.not-replayed"])
  }

  @Test(arguments: [("Package.swift", "swift test"), ("go.mod", "go test"), ("tox.ini", "python3 -m pytest")])
  func `what was not run is to be run as this repository is`(_ manifest: Path, _ command: String) throws {
    var matter = try Case.of(commits: commits, files: [manifest]) { $0.tdd.level = .replay }
    let remedy = try #require(Gate.tdd.judge(matter).findings.first).remedy
    #expect(remedy.contains("--replay") && remedy.contains(command), "\(remedy)")
    matter.policy.tdd.replay = TestRunner(command: "make check")
    #expect(try #require(Gate.tdd.judge(matter).findings.first).remedy.contains("make check"))
  }

  @Test func `nor is a command made up where none is known`() throws {
    let verdict = try judge([:])
    #expect(verdict.findings.allSatisfy { $0.remedy.contains("Say under tdd.replay what runs the tests") })
  }

  @Test func `a refactoring that breaks a test is found`() throws {
    #expect(try judge("refactor: pay", "+a -b").rules == ["tdd.broken-by-refactoring"])
  }

  private func judge(_ after: String, without: String?, words: String = "") throws -> Verdict {
    try judge(["refactor: pay": after], level: .revert, words: words, without: without)
  }

  @Test func `without its code a test of the change fails`() throws {
    #expect(try judge("+a +b", without: "+a -b").outcome == .passed)
    #expect(try judge("+a +b", without: "+a +b").rules == ["tdd.not-red"])
    #expect(try judge("+a -b", without: "+a -b").rules == ["tdd.not-green", "tdd.not-red"])
    #expect(try judge("+a +b", without: "!tests.test_pay").rules == ["tdd.red-by-build"])
    #expect(try judge("+a +b", without: "", words: "test_pay.py").rules == ["tdd.red-by-build"])
  }

  @Test func `a failure without it that comes and goes shows nothing`() throws {
    #expect(try judge("+a +b", without: "+a -b|+a +b").rules == ["tdd.flaky", "tdd.not-red"])
  }

  @Test(arguments: [nil, "", "late"] as [String?])
  func `what was not run without it cannot be judged`(_ without: String?) throws {
    #expect(try judge("+a +b", without: without).rules == ["tdd.not-replayed"])
    #expect(try judge("", without: "+a").rules == ["tdd.not-replayed"])
  }
}
