import Model
import Testing

@testable import Gates

/// What is asked of some files alone, of the base's record, and what is shown of it all.
struct CoverageFindingTests {
  @Test func `files are held to the first path that they match, the rest to what holds for all`() throws {
    var matter = CoverageCase([
      "src/core/a.py": .of(hit: [1], missed: [2]), "src/core/old/b.py": .of(hit: [1], missed: [2]),
      "src/c.py": .of(hit: [1], missed: [2]),
    ])
    matter.files = ["src/core/a.py", "src/core/old/b.py", "src/c.py"]
    matter.policy = { policy in
      policy.coverage.minimum = [.lines: 50]
      policy.coverage.minimumByPath = [
        Policy.PathMinimum("src/core/old/**", [.lines: 10]), Policy.PathMinimum("src/core/**", [.lines: 100]),
      ]
    }
    let verdict = try matter.judge()
    #expect(verdict.findings.map(\.location) == [Location("src/core/a.py", line: 2)])
    #expect(verdict.measured.map(\.name) == ["lines", "lines in src/core/old/**", "lines in src/core/**"])
    #expect(verdict.measured.map(\.required) == ["50 %", "10 %", "100 %"])
  }

  @Test(arguments: [(2, false), (3, true), (nil, true)])
  func `however large the whole is, no more lines may be missed than are allowed`(
    _ most: Int?, _ passes: Bool
  ) throws {
    var matter = CoverageCase(["src/cart.py": .of(hit: [1], missed: [2, 3]), "src/pay.py": .of(missed: [4])])
    matter.policy = { policy in
      policy.coverage.minimum = [.lines: 10]
      policy.coverage.missedLines = most
    }
    let verdict = try matter.judge()
    #expect(verdict.findings.map(\.message) == (passes ? [] : ["3 lines are missed, 1 more than is allowed"]))
    #expect(verdict.findings.map(\.rule) == (passes ? [] : ["coverage.missed-lines"]))
    #expect(verdict.found("missed lines") == most.map { _ in "3" })
  }

  @Test func `lines of the change come first`() throws {
    var matter = CoverageCase(["src/cart.py": .of(missed: [1, 2]), "src/pay.py": .of(missed: [3, 8, 9])])
    matter.changed = ["src/pay.py": [9...9]]
    let verdict = try matter.judge()
    #expect(
      verdict.findings.map(\.location) == [
        Location("src/pay.py", line: 9), Location("src/cart.py", line: 1), Location("src/pay.py", line: 3),
        Location("src/pay.py", line: 8),
      ])
    #expect(verdict.findings.map(\.isOfChange) == [true, false, false, false])
  }

  @Test func `a file with many places tells twenty, and how many more`() throws {
    let missed = (1...30).map { UInt64($0 * 2) }
    let verdict = try CoverageCase(["src/pay.py": .of(hit: [1], missed: missed)]).judge()
    #expect(verdict.findings.count == 21)
    #expect(verdict.words.contains("10 more places never ran"))
  }

  @Test func `behind thousands of places of a kind, files tell their counts, and those of the change all`() throws {
    let missed = (1...20).map { UInt64($0 * 2) }
    let names = (0..<300).map { "src/file\(1000 + $0).py" }
    var matter = CoverageCase(
      Dictionary(uniqueKeysWithValues: names.map { (Path($0), .of(hit: [1], missed: missed)) }))
    matter.files = names.map { Path($0) }
    matter.changed = ["src/file1299.py": [8...8]]
    let verdict = try matter.judge()
    let brief = verdict.findings.filter { $0.location?.line == nil }
    #expect(verdict.findings.count == 251 * 20 + 49)
    #expect(brief.map(\.location) == names[250..<299].map { Location(Path($0)) })
    #expect(Set(brief.map(\.message)) == ["20 lines of 21 never ran"])
    #expect(verdict.findings.count { $0.location?.path == "src/file1299.py" } == 20)
  }

  @Test(
    arguments: zip(
      [CoverageKind.branches, .functions], ["1 branch of 2 was never taken", "1 function of 2 was never called"]))
  func `so do files with branches and functions`(_ kind: CoverageKind, _ words: String) throws {
    var file = FileCoverage()
    file.carries = [.lines, .branches, .functions]
    file.lines.add(1, isHit: true)
    for (name, isHit) in [("f", true), ("g", false)] {
      file.functions.add(FunctionName(name, line: 1), isHit: isHit)
      file.arms.add(1 << 32 | (isHit ? 0 : 1), isHit: isHit)
    }
    file.settle()
    let names = (0..<5001).map { "src/file\(10_000 + $0).py" }
    var matter = CoverageCase(Dictionary(uniqueKeysWithValues: names.map { (Path($0), file) }))
    matter.files = names.map { Path($0) }
    matter.policy = { $0.coverage.minimum = [kind: 100] }
    let brief = try matter.judge().findings.filter { $0.location?.line == nil }
    #expect(brief.map(\.location) == [Location("src/file15000.py")])
    #expect(brief.map(\.message) == [words])
  }

  @Test func `a touched file that falls behind the base's record fails`() throws {
    var matter = CoverageCase(["src/pay.py": .of(hit: 1...9, missed: [10, 11]), "src/cart.py": .of(missed: [1])])
    matter.commits = .line(.of("feat: x", changing: "src/pay.py"))
    matter.policy = { $0.coverage.minimum = [:] }
    matter.baseline = [
      "src/pay.py": [.lines: Share(covered: 9, total: 10)], "src/cart.py": [.lines: Share(covered: 1, total: 1)],
    ]
    let verdict = try matter.judge()
    #expect(verdict.rules == ["coverage.ratchet"])
    #expect(verdict.words == "lines fell from 90.00 % (9/10) to 81.81 % (9/11)")
  }

  @Test(
    arguments: [
      Share(covered: 9, total: 11), Share(covered: 1, total: 9), Share(covered: 99, total: 101),
      Share(covered: 0, total: 0),
    ])
  func `a rise and the deletion of covered lines never fail`(_ old: Share) throws {
    var matter = CoverageCase(["src/pay.py": .of(hit: 1...9, missed: [10, 11])])
    matter.commits = .line(.of("feat: x", changing: "src/pay.py"))
    matter.policy = { $0.coverage.minimum = [:] }
    matter.baseline = ["src/pay.py": [.lines: old]]
    #expect(try matter.judge().outcome == .passed)
  }

  @Test func `a file that is renamed is compared with what it was`() throws {
    var matter = CoverageCase(["src/pay.py": .of(hit: [1], missed: [2])])
    matter.commits = .line(.of("feat: x", [FileChange(.renamed(from: "src/old.py", same: 90), "src/pay.py")]))
    matter.policy = { $0.coverage.minimum = [:] }
    matter.baseline = ["src/old.py": [.lines: Share(covered: 1, total: 1)]]
    #expect(try matter.judge().rules == ["coverage.ratchet"])
  }

  @Test func `the files are shown, the worst first and those covered whole not at all`() throws {
    var matter = CoverageCase([
      "src/a.py": .of(hit: [1]), "src/b.py": .of(hit: [1, 2, 3], missed: [4]), "src/c.py": .of(missed: [1]),
      "src/d.py": .of(hit: [1], functions: ["f": false]), "src/e.py": .of(missed: [1, 2]),
    ])
    matter.files = ["src/a.py", "src/b.py", "src/c.py", "src/d.py", "src/e.py"]
    let table = try #require(try matter.judge().table)
    #expect(table.head == ["file", "lines", "branches", "functions"])
    #expect(
      table.rows == [
        ["src/e.py", "0 % (0/2)", "", ""], ["src/c.py", "0 % (0/1)", "", ""], ["src/b.py", "75.00 % (3/4)", "", ""],
        ["src/d.py", "100 % (1/1)", "", "0 % (0/1)"],
      ])
  }
}
