import Model
import Testing

@testable import Gates

struct CoverageTests {
  private func judge(
    _ coverage: [Path: FileCoverage], files: [Path] = ["src/pay.py", "tests/test_pay.py"], roots: [Path] = [],
    commits: [Commit]? = nil, under amend: (inout Policy) -> Void = { _ in }
  ) throws -> Verdict {
    try Gate.coverage.judge(.of(commits: commits, files: files, coverage: coverage, roots: roots, under: amend))
  }

  @Test func `full coverage passes with what it counted`() throws {
    let verdict = try judge([
      "src/pay.py": .of(hit: 1...3, arms: [(2, true), (2, true)], functions: ["pay": true])
    ])
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.found) == ["100 % (3/3)", "100 % (2/2)", "100 % (1/1)"])
  }

  @Test func `lines that never ran are findings, neighbours as one`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1], missed: [3, 4, 9])])
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["coverage.lines", "coverage.lines"])
    #expect(verdict.words == "lines 3-4 never ran\nline 9 never ran")
    #expect(verdict.findings.map(\.location?.line) == [3, 9])
  }

  @Test func `a branch outcome that was never taken is a finding at its line`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [2], arms: [(2, true), (2, false)])])
    #expect(verdict.rules == ["coverage.branches"])
    #expect(verdict.words == "1 of 2 branches never taken")
  }

  @Test func `a function that was never called is a finding by name`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1], functions: ["pay": true, "refund": false])])
    #expect(verdict.rules == ["coverage.functions"])
    #expect(verdict.words == "refund was never called")
  }

  @Test func `99.995 % is not 100 %`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: 1...19_999, missed: [20_000])])
    #expect(verdict.outcome == .failed)
    #expect(verdict.measured.first?.found == "99.99 % (19999/20000)")
  }

  @Test func `a minimum that is reached exactly holds`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: 1...2, missed: [3])]) {
      $0.coverage.minimum[.lines] = Decimal("66.666666666")
    }
    #expect(verdict.outcome == .passed)
  }

  @Test(
    arguments: [([.lines, .functions], "branches"), ([.lines, .branches], "functions")] as [(CoverageKinds, String)])
  func `a metric without data cannot be judged`(_ carries: CoverageKinds, _ kind: String) throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1], carries: carries)])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["coverage.not-measured"])
    #expect(verdict.words.contains("no \(kind)"))
  }

  @Test func `one file without data leaves a metric unjudged`() throws {
    let verdict = try judge(
      ["src/pay.py": .of(hit: [1]), "src/cart.py": .of(hit: [1], carries: .lines)],
      files: ["src/pay.py", "src/cart.py"])
    #expect(verdict.outcome == .cannotJudge)
  }

  @Test func `a metric that nobody can measure is excused with its reason`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1], carries: [.lines, .functions])]) {
      $0.coverage.unmeasurable[.branches] = "Swift measures none"
    }
    #expect(verdict.outcome == .passed)
    #expect(
      verdict.measured.contains(Measure("branches", required: "100 %", found: "not measured: Swift measures none")))
  }

  @Test func `what is measured is judged whatever excuse there is`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [2], arms: [(2, false)])]) {
      $0.coverage.unmeasurable[.branches] = "Swift measures none"
    }
    #expect(verdict.rules == ["coverage.branches"])
  }

  @Test func `source files without a single line cannot be judged`() throws {
    #expect(try judge(["src/pay.py": .of()]).outcome == .cannotJudge)
  }

  @Test func `no report cannot be judged`() throws {
    let verdict = try judge([:])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["coverage.no-evidence"])
  }

  @Test(arguments: ["tests/test_pay.py", "api_pb2.py", "vendor/pay.py", "elsewhere/other.py"] as [Path])
  func `a report without a source of ours cannot be judged`(_ path: Path) throws {
    let verdict = try judge(
      [path: .of(hit: [1])], files: ["src/pay.py", "tests/test_pay.py", "api_pb2.py", "vendor/pay.py"])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules.contains("coverage.out-of-scope"))
  }

  @Test func `tests and excluded files do not count`() throws {
    let verdict = try judge(
      ["src/pay.py": .of(hit: [1]), "tests/test_pay.py": .of(missed: [1]), "src/old.py": .of(missed: [1])],
      files: ["src/pay.py", "src/old.py", "tests/test_pay.py"]
    ) { $0.coverage.exclude = ["old.py"] }
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.first?.found == "100 % (1/1)")
  }

  @Test func `a file of elsewhere is told and counts for nothing`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1]), "/usr/lib/python3/pay.py": .of(missed: [2])])
    #expect(verdict.outcome == .warned)
    #expect(verdict.rules == ["coverage.unmatched"])
    #expect(verdict.measured.first?.found == "100 % (1/1)")
  }

  @Test(
    arguments: [
      "src/pay.py", "./src/pay.py", "src/../src/pay.py", "/builds/shop/src/pay.py", #"C:\ci\src\pay.py"#, "pay.py",
    ] as [Path])
  func `a path of a report finds its file`(_ path: Path) throws {
    #expect(try judge([path: .of(missed: [1])]).findings.map(\.location?.path) == ["src/pay.py"])
  }

  @Test func `the root that a report names leads to its file`() throws {
    let verdict = try judge(
      ["pay.py": .of(missed: [1])], files: ["a/pay.py", "b/pay.py"], roots: ["/ci/shop/b"])
    #expect(verdict.findings.map(\.location?.path) == ["b/pay.py"])
  }

  @Test func `a path that two files could be cannot be judged and names both`() throws {
    let verdict = try judge(["pay.py": .of(hit: [1])], files: ["a/pay.py", "b/pay.py"])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words.contains("a/pay.py, b/pay.py"))
  }

  @Test func `reports that spell one file in two ways are united`() throws {
    let verdict = try judge(["src/pay.py": .of(hit: [1], missed: [2]), "/ci/src/pay.py": .of(hit: [2], missed: [1])])
    #expect(verdict.measured.first?.found == "100 % (2/2)")
  }

  @Test func `a changed source in no report fails`() throws {
    let verdict = try judge(
      ["src/pay.py": .of(hit: [1])], files: ["src/pay.py", "src/new.py"],
      commits: .line(.of("feat: x", changing: "src/new.py")))
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.rule) == ["coverage.missing-file"])
    #expect(verdict.findings.map(\.location) == [Location("src/new.py")])
  }

  @Test(arguments: ["src/gone.py", "tests/test_pay.py", "src/main.go"] as [Path])
  func `a changed file that is gone, no source or of another language is not missed`(_ path: Path) throws {
    let commits = [Commit].line(.of("feat: x", changing: path, "src/pay.py"))
    let files: [Path] = ["src/pay.py", "tests/test_pay.py", "src/main.go"]
    #expect(try judge(["src/pay.py": .of(hit: [1])], files: files, commits: commits).outcome == .passed)
  }

  @Test func `a change without a source is not judged`() throws {
    let verdict = try judge([:], commits: .documentation)
    #expect(verdict.outcome == .notApplicable)
    #expect(verdict.reason == "no source file changed")
  }

  @Test func `a source that is moved away is a source that changed`() throws {
    let moved = FileChange(.renamed(from: "src/pay.py", same: 100), "docs/pay.py")
    #expect(try judge([:], commits: .line(.of("docs: x", [moved]))).outcome == .cannotJudge)
  }
}
