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
    #expect(verdict.measured.map(\.found) == ["1 of 1", "1"])
  }

  @Test func `one test first stands before all that follows it`() throws {
    #expect(try judge(.line(test, feat, .of("fix: rounding", changing: "pay.py"))).outcome == .passed)
  }

  @Test func `code before its tests fails at its file`() throws {
    let verdict = try judge(.line(feat, test))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["tdd.test-first", "tdd.unfinished"])
    #expect(verdict.findings.map(\.location) == [Location("pay.py"), Location("tests/test_pay.py")])
  }

  @Test func `code and its tests in one commit fail`() throws {
    let verdict = try judge(.line(.of("feat: pay", changing: "pay.py", "tests/test_pay.py")))
    #expect(verdict.rules == ["tdd.same-commit"])
    #expect(verdict.words.contains("same commit"))
  }

  @Test func `tests on a side branch do not come before code`() throws {
    let apart = [test, feat].map { Commit.of($0.subject, $0.changes, after: ["base"]) }
    #expect(try judge(apart).rules == ["tdd.test-first", "tdd.unfinished"])
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

  @Test(arguments: ["refactor: x", "Refactor(pay)!: x", "REFACTOR: x", "[REFACTOR] x", "pay (REFACTOR)"])
  func `refactorings need no test`(_ subject: String) throws {
    #expect(try judge(.line(.of(subject, changing: "pay.py"))).outcome == .passed)
  }

  @Test func `what was seen to be taken back or picked needs no test, and its word is worth nothing`() throws {
    var revert = Commit.of("Revert \"feat: pay\"", changing: "pay.py")
    #expect(try judge([revert]).rules == ["tdd.test-first"])
    revert.takesBack = "feat: pay"
    #expect(try judge([revert]).outcome == .passed)
    var pick = Commit.of("fix: pay", changing: "pay.py")
    pick.copies = "fix: pay on main"
    #expect(try judge([pick]).outcome == .passed)
  }

  @Test func `a file of code without a test of its own is found, with what was looked for`() throws {
    let code = Commit.of("feat: mail", changing: "shop/post/mail.py")
    let verdict = try Gate.tdd.judge(.of(commits: .line(test, code), files: ["pay.py"]))
    #expect(verdict.rules == ["tdd.unpaired"])
    #expect(verdict.words.contains("test_mail.py or mail_test.py"))
    #expect(verdict.words.contains("the module shop/post"))
  }

  @Test func `a scope whose test nothing answers is found`() throws {
    let verdict = try judge(
      .line(
        .of("test(web): x", changing: "web/test_x.py"), .of("test(api): y", changing: "api/test_y.py"),
        .of("feat(api): y", changing: "api/y.py")))
    #expect(verdict.rules == ["tdd.unfinished"])
  }

  @Test func `a cycle without a refactoring is found where one is required`() throws {
    let matter = try Case.of(commits: .line(test, feat)) { $0.tdd.requiresRefactoring = true }
    #expect(Gate.tdd.judge(matter).rules == ["tdd.no-refactoring"])
  }

  @Test func `a merge that brings code of its own is found`() throws {
    let merge = Commit.of("Merge x", [FileChange(.modified, "evil.py")], after: ["a", "b"])
    #expect(try judge([merge]).rules == ["tdd.evil-merge"])
  }

  private func change(_ path: Path, _ fill: (inout Patch) -> Void) -> FileChange {
    var patch = Patch()
    fill(&patch)
    return FileChange(.modified, path, patch: patch)
  }

  @Test func `tests that go, ask for less or no longer run are found`() throws {
    func rules(_ fill: (inout Patch) -> Void) throws -> Set<String> {
      try judge(.line(.of("chore: x", [change("test_pay.py", fill)]))).rules
    }
    #expect(try rules { $0.units.removed = 1 } == ["tdd.test-removed"])
    #expect(try rules { $0.skips.added = 1 } == ["tdd.test-skipped"])
    let weaker = change("test_pay.py") { $0.expectations.removed = 1 }
    #expect(try judge(.line(test, .of("feat: pay", [weaker, FileChange(.added, "pay.py")]))).outcome == .warned)
    #expect(
      try judge(.line(test, .of("feat: pay", [weaker, FileChange(.added, "pay.py")]))).rules == ["tdd.test-weakened"])
  }

  @Test func `a head without a common ancestor is judged, with a warning`() throws {
    var matter = try Case.of(commits: .line(test, feat))
    matter.change.isWithoutBase = true
    let verdict = Gate.tdd.judge(matter)
    #expect(verdict.rules == ["tdd.no-common-ancestor"])
    #expect(verdict.outcome == .warned)
  }

  @Test(arguments: Obstacle.allCases)
  func `whatever keeps the history away has a way out`(_ obstacle: Obstacle) throws {
    for platform in Platform.allCases {
      var matter = try Case.of(problem: "gone")
      (matter.change.obstacle, matter.change.platform, matter.change.fetch) = (obstacle, platform, "git fetch it")
      let finding = try #require(Gate.tdd.judge(matter).findings.first)
      #expect(!finding.remedy.isEmpty && !finding.remedy.contains("{fetch}"))
      #expect(finding.remedy.contains("git fetch it") == (obstacle == .cutOff))
    }
  }

  @Test func `cycles are shown with their files`() throws {
    let shown = try judge(.line(test, feat)).exhibits.first
    #expect(shown?.title == "Cycles")
    #expect(shown?.lines == ["RED test: p → GREEN feat: p: tests/test_pay.py → pay.py"])
  }

  @Test func `code and tests in one commit come with commands that split it`() throws {
    let commit = Commit.of("feat(a'b): pay `x`", changing: "pay.py", "tests/test_pay.py", after: ["base"])
    let plan = try #require(try judge([commit]).exhibits.last)
    #expect(plan.isCommands)
    #expect(plan.lines.last?.hasSuffix("git rebase -i base") == true)
    #expect(
      plan.lines.contains { $0.contains("git add -A -- 'tests/test_pay.py' && git commit -q -m 'test(ab): pay x'") })
  }

  @Test(arguments: ["it's.py", "two words.py", "bell\u{7}.py", "käse.py"])
  func `what a shell could misread is not put into commands`(_ name: String) throws {
    let commit = Commit.of("feat: pay", changing: Path(name), "tests/test_pay.py")
    #expect(try judge([commit]).exhibits.allSatisfy { !$0.isCommands })
  }

  @Test func `what a gate is in doubt about it asks for, and not twice`() throws {
    let code = change("pay.py") { $0.production.added = 1 }
    let commit = Commit.of("docs: pay", [code])
    let wants = try Gate.tdd.consider(.of(commits: .line(commit))).wants
    #expect(wants == [.wholeFile(PatchPlace(commit: "docs: pay", path: "pay.py"))])
    let sure = change("pay.py") { ($0.production.added, $0.isWhole) = (1, true) }
    #expect(try Gate.tdd.consider(.of(commits: .line(.of("docs: pay", [sure])))).wants.isEmpty)
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
    let since = Measure("since", required: nil, found: "1234567890ab (older history has no tests)")
    #expect(Gate.tdd.judge(matter).measured.contains(since))
  }
}
