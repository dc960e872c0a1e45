import Model
import Testing

@testable import Gates

struct TDDTests {
  private let test = Commit.of("test: pay", changing: "tests/test_pay.py")
  private let feat = Commit.of("feat: pay", changing: "pay.py")

  private func judge(_ commits: [Commit]) throws -> Verdict { try Gate.tdd.judge(.of(commits: commits)) }

  /// What comes of a change after a test of its own.
  private func judge(afterTest commit: Commit) throws -> Verdict { try judge(.line(test, commit)) }

  @Test func `code with its tests in a commit before it passes`() throws {
    let verdict = try judge(.line(test, feat))
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.found) == ["1 of 1"])
  }

  @Test func `one test first stands before all that follows it`() throws {
    #expect(try judge(.line(test, feat, .of("fix: rounding", changing: "pay.py"))).outcome == .passed)
  }

  @Test func `code before its tests fails at its file`() throws {
    let verdict = try judge(.line(feat, test))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["tdd.test-first"])
    #expect(verdict.findings.map(\.location) == [Location("pay.py")])
  }

  @Test func `code and its tests in one commit fail`() throws {
    let verdict = try judge(.line(.of("feat: pay", changing: "pay.py", "tests/test_pay.py")))
    #expect(verdict.rules == ["tdd.test-first"])
    #expect(verdict.words.contains("same commit"))
  }

  @Test func `tests on a side branch do not come before code`() throws {
    let apart = [test, feat].map { Commit.of($0.subject, $0.changes, after: ["base"]) }
    #expect(try judge(apart).rules == ["tdd.test-first"])
  }

  @Test func `tests come before code that follows the merge that brought them`() throws {
    let first = Commit.of("test: pay", changing: "tests/test_pay.py", after: ["base"])
    let merge = Commit.of("Merge branch 'tests'", after: ["base", "test: pay"])
    let code = Commit.of("feat: pay", changing: "pay.py", after: [merge.id])
    #expect(try judge([first, merge, code]).outcome == .passed)
  }

  @Test(arguments: [
    FileChange(.deleted, "tests/test_old.py"), FileChange(.typeChanged, "tests/test_pay.py"),
    FileChange(.renamed(from: "test_pay.py", same: 100), "tests/test_pay.py"),
    FileChange(.added, "tests/fixtures/orders.json"),
  ])
  func `a commit without a test in its content is no test`(_ change: FileChange) throws {
    #expect(try judge(.line(.of("chore: x", [change]), feat)).rules == ["tdd.test-first"])
  }

  @Test func `a test that is renamed and edited is a test`() throws {
    let moved = FileChange(.renamed(from: "tests/test_a.py", same: 90), "tests/test_pay.py")
    #expect(try judge(.line(.of("test: pay", [moved]), feat)).outcome == .passed)
  }

  @Test func `an empty test commit is a mismatch and comes before nothing`() throws {
    #expect(try judge(.line(.of("test: pay"), feat)).rules == ["tdd.type-mismatch", "tdd.test-first"])
  }

  @Test func `test data alone is a test by its type and comes before nothing`() throws {
    let data = Commit.of("test: pay", changing: "tests/fixtures/pay.json")
    #expect(try judge(.line(data, feat)).rules == ["tdd.test-first"])
  }

  @Test(arguments: ["test", "docs", "ci"])
  func `a type without production code fails when it brings some`(_ type: String) throws {
    let commit = Commit.of("\(type): x", changing: "pay.py", "tests/test_pay.py")
    #expect(try judge(afterTest: commit).rules == ["tdd.type-mismatch"])
  }

  @Test(arguments: ["refactor: x", "Refactor(pay)!: x", "Revert \"feat: pay\"", "revert: feat"])
  func `refactorings and reverts need no test`(_ subject: String) throws {
    #expect(try judge(.line(.of(subject, changing: "pay.py"))).outcome == .passed)
  }

  @Test(arguments: ["fix", "perf", "style", "build", "chore"])
  func `whatever changes production needs a test`(_ type: String) throws {
    #expect(try judge(.line(.of("\(type): x", changing: "pay.py"))).rules == ["tdd.test-first"])
  }

  @Test(arguments: ["feat: x", "Feat: x", "feat(cart): x", "feat!: x", "feat(cart)!: x", "feat: käse 🧀"])
  func `a conventional subject passes`(_ subject: String) throws {
    #expect(try judge(afterTest: .of(subject, changing: "pay.py")).outcome == .passed)
  }

  @Test(arguments: [
    "", "Pay", "feat", "feat:", "feat: ", "feat:x", "feat x", "feat(cart: x", "wip: x", ": x", "feat (cart): x",
  ])
  func `any other subject fails`(_ subject: String) throws {
    #expect(try judge(afterTest: .of(subject, changing: "pay.py")).rules == ["tdd.message"])
  }

  @Test(arguments: ["fixup! feat: pay", "squash! feat: pay", "amend! feat: pay"])
  func `a commit that waits to be squashed fails`(_ subject: String) throws {
    #expect(try judge(afterTest: .of(subject, changing: "pay.py")).rules == ["tdd.autosquash"])
  }

  @Test func `the subject of a merge is nobody's`() throws {
    let merge = Commit.of("Merge branch 'main'", after: [feat.id, "main"])
    #expect(try judge([Commit].line(test, feat) + [merge]).outcome == .passed)
  }

  @Test func `a history that is not known cannot be judged`() throws {
    let verdict = try Gate.tdd.judge(.of(problem: "met no commit main"))
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["tdd.no-history"])
    #expect(verdict.words == "met no commit main")
  }

  @Test func `a history that is cut off cannot be judged`() throws {
    let verdict = try Gate.tdd.judge(.of(commits: .line(test, feat), isCutOff: true))
    #expect(verdict.rules == ["tdd.no-history"])
    #expect(verdict.words.contains("shallow"))
  }

  @Test(arguments: [
    FileChange(.modified, "README.md"), FileChange(.modified, ".github/workflows/ci.yml"),
    FileChange(.modified, "poetry.lock"), FileChange(.deleted, "pay.py"), FileChange(.typeChanged, "pay.py"),
    FileChange(.renamed(from: "pay.py", same: 100), "shop/pay.py"), FileChange(.modified, "api_pb2.py"),
    FileChange(.modified, "vendor/pay.py"), FileChange(.modified, "tests/test_pay.py"),
  ])
  func `a change without production code is not judged`(_ change: FileChange) throws {
    let verdict = try judge(.line(.of("whatever", [change])))
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no source file changed in 1 commit")
  }

  @Test func `no commits are nothing to judge`() throws {
    #expect(try judge([]).reason == "no commits between base and head")
  }

  @Test func `a name that is not UTF-8 is judged like any other`() throws {
    let commit = Commit.of("feat: pay", changing: Path(bytes: [0xFF, 0xFE] + Array("/pay.py".utf8)))
    #expect(try judge(.line(commit)).rules == ["tdd.test-first"])
  }

  @Test func `a law that holds since a commit says so and why`() throws {
    let matter = try Case.of(commits: .line(test, feat)) {
      ($0.tdd.since, $0.tdd.sinceReason) = ("1234567890abcdef", "older history has no tests")
    }
    let since = Measure("since", required: "older history has no tests", found: "1234567890ab")
    #expect(Gate.tdd.judge(matter).measured.contains(since))
  }
}
