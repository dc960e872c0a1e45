import Model
import Testing

@testable import Gates

/// The decisions on edge cases, a test each.
struct CoverageDecisionTests {
  private let pay: Path = "src/pay.py"

  @Test func `no report cannot be judged`() throws {
    #expect(try CoverageCase([:]).judge().rules == ["coverage.no-evidence"])
  }

  @Test func `reports that name no file cannot be judged`() throws {
    var matter = try CoverageCase([:]).matter
    matter.inputs = [.read(for: .coverage)]
    let verdict = Gate.coverage.judge(matter)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words == "the reports name no file at all")
  }

  @Test func `reports without a line of ours cannot be judged`() throws {
    let verdict = try CoverageCase(["tests/test_pay.py": .of(hit: [1])]).judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["coverage.out-of-scope"])
  }

  @Test(
    arguments: [
      ("coverage.py", .branches, "--cov-branch"), ("coverage.py", .functions, "coverage lcov"),
      ("go", .branches, "when-not-measured"), (nil, .functions, "<methods>"),
    ] as [(String?, CoverageKind, String)])
  func `a kind without data cannot be judged and names what brings it`(
    _ tool: String?, _ kind: CoverageKind, _ words: String
  ) throws {
    let kinds = CoverageKinds([.lines, .branches, .functions]).subtracting(CoverageKinds(kind))
    var matter = CoverageCase([pay: .of(hit: [1], carries: kinds)])
    matter.reports = [.of("coverage.xml", tool: tool, kinds: kinds)]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["coverage.not-measured"])
    #expect(verdict.remedy(of: "coverage.not-measured")?.contains(words) == true)
  }

  @Test func `a kind of which there is none is no kind without data`() throws {
    let verdict = try CoverageCase([pay: .of(hit: [1])]).judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("branches") == "none (0/0)")
  }

  @Test func `what nobody can measure is shown with its reason`() throws {
    var matter = CoverageCase([pay: .of(hit: [1], carries: [.lines, .functions])])
    matter.policy = { $0.coverage.unmeasurable[.branches] = "Swift measures none" }
    let verdict = try matter.judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("branches") == "not measured: Swift measures none")
  }

  @Test func `a changed source in no report is missed, an empty one is not`() throws {
    var matter = CoverageCase([pay: .of(hit: [1])])
    matter.commits = .line(.of("feat: x", changing: "src/cart.py"))
    #expect(try matter.judge().rules == ["coverage.missing-file"])
    matter.sources = ["src/cart.py": SourceText(lines: 0)]
    #expect(try matter.judge().outcome == .passed)
  }

  @Test func `line 0 is no line of a changed source`() throws {
    var matter = CoverageCase([pay: .of(hit: [1]), "src/cart.py": .of(hit: [0])])
    matter.commits = .line(.of("feat: x", changing: "src/cart.py"))
    #expect(try matter.judge().words == "src/cart.py is changed, and the reports tell of no line of it but 0")
  }

  @Test func `a changed source of which no line was measured is named`() throws {
    var matter = CoverageCase([pay: .of(hit: [1]), "src/cart.py": FileCoverage()])
    matter.commits = .line(.of("feat: x", changing: "src/cart.py", "src/pay.py"))
    #expect(try matter.judge().found("changed files without a measured line") == "src/cart.py")
    matter.sources = ["src/cart.py": SourceText(lines: 0)]
    #expect(try matter.judge().found("changed files without a measured line") == nil)
  }

  @Test func `changed lines are judged for themselves`() throws {
    var matter = CoverageCase([pay: .of(hit: [1, 2, 5], missed: [6, 9])])
    matter.changed = [pay: [4...6]]
    matter.policy = { policy in
      policy.coverage.minimum = [.lines: 50]
      policy.coverage.changedLines = 90
    }
    let verdict = try matter.judge()
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == ["coverage.changed-lines"])
    #expect(verdict.words == "changed line 6 never ran")
    #expect(verdict.found("changed lines") == "50 % (1/2)" || verdict.found("changed lines") == "50.00 % (1/2)")
  }

  @Test func `changed lines that are no code are not 100 %`() throws {
    var matter = CoverageCase([pay: .of(hit: [1])])
    matter.changed = [pay: [2...3], "README.md": [1...9]]
    matter.policy = { $0.coverage.changedLines = 100 }
    let verdict = try matter.judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("changed lines") == "none of them is code")
  }

  @Test func `a small change gets no discount`() throws {
    var matter = CoverageCase([pay: .of(hit: 1...99, missed: [100])])
    matter.changed = [pay: [100...100]]
    matter.policy = { policy in
      policy.coverage.minimum = [.lines: 90]
      policy.coverage.changedLines = 80
    }
    #expect(try matter.judge().rules == ["coverage.changed-lines"])
  }

  @Test func `changed lines of a file in no report are missed`() throws {
    var matter = CoverageCase([pay: .of(hit: 1...9)])
    matter.changed = [pay: [1...3], "src/cart.py": [1...7]]
    matter.policy = { $0.coverage.changedLines = 100 }
    let verdict = try matter.judge()
    #expect(verdict.found("changed lines") == "30.00 % (3/10)")
    #expect(verdict.words == "no report says what ran of src/cart.py")
  }

  @Test func `without the lines of the change nothing is said of them`() throws {
    var matter = CoverageCase([pay: .of(hit: [1])])
    matter.change = Change(problem: "no commit origin/HEAD")
    matter.policy = { $0.coverage.changedLines = 80 }
    let verdict = try matter.judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words == "the lines of the change are not known: no commit origin/HEAD")
  }

  @Test func `points that are named twice are one, and hit when any says so`() throws {
    var file = FileCoverage.of(hit: [1], missed: [2], functions: ["pay": false])
    file.merge(.of(hit: [2], missed: [1, 3], functions: ["pay": true]))
    let verdict = try CoverageCase([pay: file]).judge()
    #expect(verdict.found("lines") == "66.66 % (2/3)")
    #expect(verdict.found("functions") == "100 % (1/1)")
  }

  @Test func `shards are united, misses are never intersected, and each is shown`() throws {
    var matter = CoverageCase(["src/pay.py": .of(hit: [2], missed: [1]), "/ci/src/pay.py": .of(hit: [2])])
    matter.reports = [
      .of("a.xml", counted: Share(covered: 1, total: 2)), .of("b.xml", counted: Share(covered: 1, total: 1)),
    ]
    let verdict = try matter.judge()
    #expect(verdict.found("lines")?.contains("(1/2)") == true)
    #expect(verdict.found("a.xml")?.contains("lines 50.00 % (1/2)") == true)
    #expect(verdict.found("b.xml")?.contains("lines 100 % (1/1)") == true)
  }

  @Test func `a report of lines behind the end of a file is of another version`() throws {
    var matter = CoverageCase([pay: .of(hit: [1, 12])])
    matter.sources = [pay: SourceText(lines: 10)]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["coverage.stale"])
    matter.sources = [pay: SourceText(lines: 11)]
    #expect(try matter.judge().outcome == .passed)
  }

  @Test func `a report of another commit, or from before it, is told`() throws {
    var other = CoverageReport.of("coveralls.json")
    other.commit = "aaaa"
    var early = CoverageReport.of("coverage.xml")
    early.written = Instant(seconds: 99)
    for report in [other, early] {
      var matter = CoverageCase([pay: .of(hit: [1])])
      matter.reports = [report]
      matter.change = Change(base: "cccc", head: "bbbb")
      matter.change?.committed = Instant(seconds: 100)
      let verdict = try matter.judge()
      #expect(verdict.outcome == .warned)
      #expect(verdict.rules == ["coverage.older"])
      matter.change?.committed = nil
      matter.change?.head = "aaaabbbb"
      #expect(try matter.judge().outcome == .passed)
    }
  }

  @Test func `totals that a report states are held against its records`() throws {
    var matter = CoverageCase([pay: .of(hit: [1], missed: [2])])
    let counted = Share(covered: 1, total: 2)
    matter.policy = { $0.coverage.minimum = [.lines: 50] }
    matter.reports = [.of("a.xml", stated: Share(covered: 2, total: 2), counted: counted)]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .warned)
    #expect(verdict.words == "the report states 100 % (2/2) lines, its records are 50.00 % (1/2)")
    #expect(verdict.rules == ["coverage.totals"])
    // Records that repeat a line count as the report counts them.
    matter.reports = [
      .of("a.xml", stated: Share(covered: 2, total: 4), records: Share(covered: 2, total: 4), counted: counted)
    ]
    #expect(try matter.judge().outcome == .passed)
  }

  @Test func `a report that calls itself incomplete is not whole without a word`() throws {
    var matter = CoverageCase([pay: .of(hit: [1])])
    matter.reports = [.of("a.xml", stated: Share(covered: 17, total: 19), records: Share(covered: 17, total: 19))]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["coverage.incomplete"])
  }

  @Test func `what marks leave out is counted, and held to a budget`() throws {
    var file = FileCoverage.of(hit: [1])
    file.excluded = [.lines: 5, .branches: 2]
    var matter = CoverageCase([pay: file])
    let verdict = try matter.judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("left out by marks") == "5 lines, 2 branches")
    matter.policy = { $0.coverage.excludedPoints = 6 }
    let judged = try matter.judge()
    #expect(judged.rules == ["coverage.excluded"])
    #expect(judged.words == "marks in sources leave out 5 lines and 2 branches, 1 more than are allowed")
    matter.policy = { $0.coverage.excludedPoints = 7 }
    #expect(try matter.judge().outcome == .passed)
  }

  @Test func `branches of a line that never ran are missed`() throws {
    let verdict = try CoverageCase([pay: .of(hit: [1], missed: [2], arms: [(2, false), (2, false)])]).judge()
    #expect(verdict.found("branches") == "0 % (0/2)")
  }

  @Test func `a line of which one branch ran is covered, and its branches say which`() throws {
    var file = FileCoverage.of(hit: [2], arms: [(2, true), (2, false)])
    file.untaken = [2 << 32: "never to line 3", 2 << 32 | 1: "never to the exit"]
    let verdict = try CoverageCase([pay: file]).judge()
    #expect(verdict.found("lines") == "100 % (1/1)")
    #expect(verdict.words == "1 of 2 branches never taken, never to the exit")
  }

  @Test func `counts that no point carries are judged by the file`() throws {
    var file = FileCoverage.of()
    file.totals = [.lines: Share(covered: 3, total: 4)]
    let verdict = try CoverageCase([pay: file]).judge()
    #expect(verdict.found("lines") == "75.00 % (3/4)")
    #expect(verdict.words == "1 line of 4 never ran; the report does not say which")
  }

  @Test func `tests, generated and vendored files are left out and counted`() throws {
    var matter = CoverageCase([
      pay: .of(hit: [1]), "tests/test_pay.py": .of(missed: [1]), "api_pb2.py": .of(missed: [1]),
      "vendor/pay.py": .of(missed: [1]), "src/cart.py": .of(missed: [1]),
    ])
    matter.files += ["api_pb2.py", "vendor/pay.py"]
    matter.policy = { $0.coverage.exclude = ["cart.py"] }
    let verdict = try matter.judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("files left out") == "1 excluded by the policy, 1 generated, 1 test, 1 vendored")
  }

  @Test func `tests that stand in a source are left out and counted`() throws {
    var matter = CoverageCase([
      "src/pay.rs": .of(hit: [1], missed: [7, 8], arms: [(7, false)], functions: ["pay": true])
    ])
    matter.files = ["src/pay.rs"]
    matter.sources = ["src/pay.rs": SourceText(lines: 9, tests: [6...9])]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .passed)
    #expect(verdict.found("lines of tests in sources left out") == "2")
  }

  @Test func `a file that is gone is told and counts for nothing`() throws {
    let verdict = try CoverageCase([pay: .of(hit: [1]), "src/gone.py": .of(missed: [1])]).judge()
    #expect(verdict.outcome == .warned)
    #expect(verdict.found("lines") == "100 % (1/1)")
  }

  @Test func `99.995 % is shown as 99.99 and is not 100`() throws {
    let verdict = try CoverageCase([pay: .of(hit: 1...19_999, missed: [20_000])]).judge()
    #expect(verdict.outcome == .failed)
    #expect(verdict.found("lines") == "99.99 % (19999/20000)")
  }
}
