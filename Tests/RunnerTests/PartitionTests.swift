import Gates
import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct PartitionTests {
  private let files: [Path] = ["README.md", "a/src/app.py", "b/src/app.py", "lib/log.py", "src/main.py"]

  private func law(_ more: String = "") throws -> Policy {
    try Policy.file(Array("components: { discover: [a, b], shared: lib }\n\(more)\n".utf8))
  }

  private func partition(
    _ read: [ReadFile], _ commits: [Commit] = [], policy: Policy, missing: [Input] = []
  ) throws -> Partition {
    var matter = Case(
      evidence: Evidence(), files: RepositoryFiles(files.map { RepositoryFile(path: $0, kind: .source) }),
      change: Change(),
      policy: policy, instant: .noon)
    matter.evidence.history = History(commits: commits)
    return Partition(read, missing: missing, of: matter, among: try Components(policy.components, files))
  }

  private func file(_ path: Path, _ fill: (inout Evidence) -> Void) -> ReadFile {
    var evidence = Evidence()
    fill(&evidence)
    return ReadFile(input: Input(path: path, format: "x", status: .read, gates: GateID.allCases), evidence: evidence)
  }

  private func coverage(_ report: Path, _ paths: Path...) -> ReadFile {
    file(report) { evidence in for path in paths { evidence.coverage.add(FileCoverage(), at: path) } }
  }

  private func covered(_ partition: Partition) -> [[Path]] {
    partition.cases.map { $0.evidence.coverage.files.keys.sorted() }
  }

  @Test func `what a report in a component's folder calls so is the component's own`() throws {
    let parts = try partition(
      [coverage("a/cov.info", "src/app.py"), coverage("b/cov.info", "src/app.py", "src/main.py")], policy: law())
    #expect(covered(parts) == [["a/src/app.py"], ["b/src/app.py"], ["src/main.py"]])
    #expect(parts.findings == [])
  }

  @Test func `coverage goes to whoever's file it is`() throws {
    let parts = try partition([coverage("cov.info", "a/src/app.py", "lib/log.py", "gone.py")], policy: law())
    #expect(covered(parts) == [["a/src/app.py"], [], ["gone.py", "lib/log.py"]])
  }

  @Test func `coverage that could be of two is of none, and cannot be judged`() throws {
    let parts = try partition([coverage("reports/cov.info", "app.py")], policy: law())
    #expect(covered(parts) == [[], [], []])
    #expect(parts.findings.map(\.rule) == ["components.ambiguous"])
    #expect(parts.findings.allSatisfy { $0.blocks })
  }

  @Test func `tests of a report that lies in no component go by their files`() throws {
    func test(_ name: String, _ path: Path?) -> TestCase {
      TestCase(name: name, outcome: .passed, location: path.map { Location($0) })
    }
    let run = TestRun(origin: "junit.xml", cases: [test("x", "a/t.py"), test("y", "b/t.py"), test("z", nil)])
    let inside = TestRun(origin: "a/junit.xml", cases: [test("w", "b/t.py")])
    let parts = try partition(
      [file("junit.xml") { $0.tests = [run] }, file("a/junit.xml") { $0.tests = [inside] }], policy: law())
    #expect(parts.cases.map { $0.evidence.tests.flatMap { $0.cases.map(\.name) } } == [["x", "w"], ["y"], ["z"]])
    #expect(parts.cases.map { $0.inputs.map(\.path) } == [["a/junit.xml", "junit.xml"], ["junit.xml"], ["junit.xml"]])
  }

  @Test func `a scan of the whole repository is one of each component`() throws {
    func finding(_ id: String, _ path: Path?) -> ScanFinding {
      ScanFinding(
        id: id, kind: .code, severity: .high, ratedBy: "", title: "", location: path.map { Location($0) })
    }
    let scan = Scan(tool: "t", origin: "s.sarif", findings: [finding("x", "a/src/app.py"), finding("y", nil)])
    let parts = try partition([file("s.sarif") { $0.scans = [scan] }], policy: law())
    #expect(parts.cases.map { $0.evidence.scans.map { $0.findings.map(\.id) } } == [[["x"]], [[]], [["y"]]])
  }

  @Test func `commits go to whom they touch, behind those that are left`() throws {
    func commit(_ id: String, _ parents: [String], _ changes: FileChange...) -> Commit {
      Commit(id: id, parents: parents, author: "", subject: "feat: x", changes: changes)
    }
    let commits = [
      commit("1", ["0"], FileChange(.modified, "a/t")), commit("2", ["1"], FileChange(.modified, "b/t")),
      commit("3", ["1"], FileChange(.renamed(from: "b/u", same: 90), "a/u")), commit("4", ["2", "3"]),
      commit("5", ["4"]),
    ]
    let parts = try partition([], commits, policy: law()).cases.map { $0.evidence.history?.commits ?? [] }
    #expect(parts.map { $0.map(\.id) } == [["1", "3", "4"], ["2", "3", "4"], ["4", "5"]])
    #expect(parts[0].map(\.parents) == [["0"], ["1"], ["1", "3"]])
    #expect(parts[1][1].changes == [FileChange(.deleted, "b/u")])
    #expect(parts[2].map(\.isMerge) == [true, false])
  }

  @Test func `a component has its own law, and the whole's demands where they are met`() throws {
    let policy = try law("integration: { critical-paths: [x, y] }\ncoverage: { lines: 80 }\n")
    let run = TestRun(origin: "a/junit.xml", cases: [TestCase(name: "x", outcome: .passed)])
    let parts = try partition([file("a/junit.xml") { $0.tests = [run] }], policy: policy)
    #expect(parts.cases.map(\.policy.integration.criticalPaths) == [["x"], [], ["y"]])
    let own = try Policy.file(
      Array("coverage: { lines: 80 }\ncomponents: { discover: [a, b], named: { b: { coverage: { lines: 95 } } } }".utf8)
    )
    let minimums = try partition([], policy: own).cases.map { $0.policy.coverage.minimum[.lines] }
    #expect(minimums == [80, 95, 80])
  }

  @Test func `a file of nobody is said, as the policy wants`() throws {
    let commits = [
      Commit(
        id: "1", parents: [], author: "", subject: "",
        changes: ["README.md", "lib/log.py", "a/src/app.py", "gone", "sixgate.yaml"].map { FileChange(.modified, $0) })
    ]
    var matter = Case(
      evidence: Evidence(), files: RepositoryFiles(files.map { RepositoryFile(path: $0, kind: .source) }),
      change: Change(),
      policy: try law(), instant: .noon)
    matter.evidence.history = History(commits: commits)
    matter.policy.components.unmatched = .fail
    let found = matter.unmatched(among: try Components(matter.policy.components, files))
    #expect(found.map(\.rule) == ["components.unmatched"])
    #expect(found.map(\.location?.path) == ["README.md"])
    #expect(found.allSatisfy { $0.blocks })
  }
}
