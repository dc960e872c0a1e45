import Gates
import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct DocketTests {
  private let files: [Path] = ["a/app.py", "b/app.py", "lib/log.py"]

  /// How gate 2 comes out over a change that touches a path, with what each component reports.
  private func judged(
    _ path: Path, _ covered: Path..., of change: Change = Change(), baseline: Record? = nil
  ) throws -> (verdict: Verdict, components: [ComponentReport]) {
    let policy = try Policy.file(
      Array("components: { discover: [a, b], named: { b: { needs: a } }, shared: lib }\nevaluate: changed".utf8))
    var matter = Case(
      evidence: Evidence(), files: RepositoryFiles(files.map { RepositoryFile(path: $0, kind: .source) }),
      change: change,
      policy: policy, baseline: baseline, instant: .noon)
    matter.evidence.history = History(commits: [
      Commit(id: "1", parents: ["0"], author: "", subject: "feat: x", changes: [FileChange(.modified, path)])
    ])
    var evidence = Evidence()
    for path in covered { evidence.coverage.add(FileCoverage(), at: path) }
    let components = try Components(policy.components, files)
    let read = ReadFile(
      input: Input(path: "cov", format: "lcov", status: .read, gates: [.coverage]), evidence: evidence)
    var docket = Docket(
      Partition([read], missing: [], of: matter, among: components), of: matter, among: components)
    var waivers = Waivers([], in: matter)
    let gate = try #require(Gate.all.first { $0.id == .coverage })
    return (docket.judge(gate, &waivers, in: World.holding([:])), docket.reports)
  }

  @Test func `a component that nothing touches is left out, and says so`() throws {
    let (verdict, components) = try judged("b/app.py", "a/app.py", "b/app.py")
    #expect(verdict.findings.allSatisfy { $0.component == "b" })
    #expect(components.first { $0.name == "a" }?.verdicts.map(\.outcome) == [.notApplicable])
    #expect(
      components.first { $0.name == "a" }?.verdicts.first?.reason
        == "not reached by the change, and no record of its base")
  }

  @Test func `what needs what is touched is judged, and a shared file judges all`() throws {
    for path in ["a/app.py", "lib/log.py"] as [Path] {
      let (_, components) = try judged(path, "a/app.py", "b/app.py")
      #expect(components.first { $0.name == "b" }?.verdicts.first?.reason.contains("not reached") == false)
    }
  }

  @Test func `where there is no change all are judged`() throws {
    var change = Change(base: "c0ffee")
    change.head = "c0ffee"
    let (_, components) = try judged("b/app.py", "a/app.py", "b/app.py", of: change)
    #expect(components.allSatisfy { $0.verdicts.first?.reason.contains("not reached") == false })
  }

  @Test func `the rest is carried from the record of the base, and blocks nobody`() throws {
    let failed = Record.Part(gates: [.coverage: Record.Judgement(outcome: .failed)])
    let record = Record(
      commit: "c0ffee", tree: "t", instant: .noon, version: "1", whole: Record.Part(), components: ["a": failed])
    let (verdict, components) = try judged("b/app.py", "b/app.py", baseline: record)
    let carried = components.first { $0.name == "a" }
    #expect(carried?.carriedFrom == "c0ffee")
    #expect(carried?.verdicts.map(\.outcome) == [.failed])
    #expect(verdict.findings.allSatisfy { $0.component != "a" })
  }
}
