import Model
import Readers
import Testing

@testable import Gates

private let commit = String(repeating: "0a", count: 20)
private let other = String(repeating: "0b", count: 20)

/// Records as gates are given them, and what is said of them.
struct DeploymentCase {
  var told = DeploymentRecords()
  var policy: Policy
  var changes: [FileChange]?

  /// One record of production that states what is asked of it.
  init(under names: [String], _ amend: (inout DeploymentRecord) -> Void = { _ in }) throws {
    policy = try Policy.builtIn(names)
    told.commits = [commit: .onMain, other: .onMain]
    told.runs = [.of(.of(.passed), origin: "qa.xml")]
    add("a", amend)
  }

  mutating func add(_ name: String, _ amend: (inout DeploymentRecord) -> Void = { _ in }) {
    var record = DeploymentRecord(Path(".sixgate/deployments/\(name).yaml"))
    record.state([
      "environment": "production", "commit": commit, "deployed": "2026-11-20T02:10:00Z", "by": "ann",
      "health.check": "GET /healthz", "health.result": "passed", "problems": "", "ticket.id": "#41",
      "ticket.change": "tax", "ticket.risk": "low", "ticket.rollback-plan": "the last tag",
      "ticket.evidence": "qa.xml", "ticket.closed": "2026-11-20", "validated.environment": "staging",
      "validated.commit": commit, "validated.by": "bob", "validated.results": "qa.xml",
    ])
    for (place, items) in policy.deployments.demands {
      guard let stage = Policy.Deployments.stages.first(where: { place.hasSuffix(" \($0)") }) else { continue }
      for (row, item) in items.enumerated() {
        record.rows.append(DeploymentRecord.Row("checklist." + stage, "true", line: 50 + row, item: item))
      }
    }
    amend(&record)
    told.all.append(record)
  }

  var findings: [Finding] {
    get throws {
      var matter = try Case.of(commits: changes.map { [.of("docs: x", $0)] })
      (matter.policy, matter.instant) = (policy, try #require(Instant("2026-11-21T12:00:00Z")))
      return judgeDeployments(told, of: matter)
    }
  }

  /// What is said of a record, with its line before it.
  static func words(
    under names: [String] = ["change-control", "release"], _ amend: (inout DeploymentRecord) -> Void
  ) throws -> [String] {
    try DeploymentCase(under: names, amend).findings.map { finding in
      "\(finding.rule) \(finding.location?.line ?? 0): \(finding.message)"
    }
  }
}

extension DeploymentRecord {
  /// States texts at the line 9, in place of what it says of the same; nothing by `nil`.
  mutating func state(_ texts: [String: String?]) {
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
      rows.removeAll { $0.key == key }
      guard let text else { continue }
      let instant = Instant(text) ?? Instant("\(text)T00:00:00Z")
      rows.append(Row(key, text, line: 9, seconds: instant?.seconds))
    }
  }

  /// Changes the items of a list.
  mutating func amend(_ stage: String, _ change: (inout [Row]) -> Void) {
    var items = rows.filter { $0.key == "checklist." + stage }
    rows.removeAll { $0.key == "checklist." + stage }
    change(&items)
    rows += items
  }
}

struct DeploymentRecordsTests {
  private static let all = ["change-control", "gitops", "no-direct-deploy", "release", "six-gates"]

  @Test(arguments: all)
  func `a record that states what is asked passes`(_ name: String) throws {
    #expect(try DeploymentCase(under: [name]).findings.isEmpty)
  }

  @Test func `nothing is asked where nothing lies`() throws {
    for name in Self.all {
      var nothing = try DeploymentCase(under: [name])
      nothing.told = DeploymentRecords()
      #expect(try nothing.findings.isEmpty)
    }
  }

  @Test func `an environment of which a record is wanted has one`() throws {
    var wanted = try DeploymentCase(under: ["release"])
    wanted.policy.deployments.recorded = ["production", "staging"]
    let findings = try wanted.findings
    #expect(findings.map(\.rule) == ["deployments.missing"] && findings.map(\.effect) == [.cannotJudge])
    #expect(findings.map(\.message) == ["no record in .sixgate/deployments is of staging"])
  }

  @Test func `a record that cannot be read blocks, where it stands`() throws {
    var broken = try DeploymentCase(under: ["release"])
    broken.told.unread = [
      Input(
        path: ".sixgate/deployments/b.yaml", format: nil, status: .unreadable,
        error: InputError(message: "met x, wanted y", line: 3), gates: [])
    ]
    let findings = try broken.findings
    #expect(findings.map(\.rule) == ["deployments.unreadable"] && findings.map(\.effect) == [.cannotJudge])
    #expect(findings.map(\.location) == [Location(".sixgate/deployments/b.yaml", line: 3)])
  }

  private static let facts: [(texts: [String: String?], words: String)] = [
    (["environment": "prodution"], "9: environment is prodution, and not {development,dev,"),
    (
      ["deployed": "2026-11-21T12:00:01Z", "ticket.closed": nil],
      "9: deployed is 2026-11-21T12:00:01Z, still to come"
    ),
    (["ticket.closed": "2026-11-22"], "9: ticket.closed is 2026-11-22, still to come"),
    (["ticket.closed": "2026-11-19"], "9: ticket.closed is 2026-11-19, before the deployment"),
    (
      ["commit": "0c", "validated.commit": nil],
      "9: commit is 0c, perhaps no commit of the history: git does not have all of it"
    ),
  ]

  @Test(arguments: facts)
  func `facts that cannot be are told`(_ texts: [String: String?], _ words: String) throws {
    let told = try DeploymentCase.words(under: ["gitops"]) { $0.state(texts) }
    let own = told.filter { $0.hasPrefix("deployments.record ") }
    #expect(own.count == 1 && own[0].hasPrefix("deployments.record \(words)"), "\(told)")
  }

  @Test(
    arguments: [
      (.nowhere, .fail, "commit is \(commit), no commit of this repository"),
      (.elsewhere, .fail, "commit is \(commit), neither of the change nor of what it goes to"),
      (
        .unknown, .cannotJudge, "commit is \(commit), perhaps no commit of the history: git does not have all of it"
      ),
    ] as [(ImageCommit, Effect, String)])
  func `the commit is one of the history`(_ standing: ImageCommit, _ effect: Effect, _ words: String) throws {
    var lost = try DeploymentCase(under: ["gitops"])
    lost.told.commits[commit] = standing
    #expect(try lost.findings.map(\.rule) == ["deployments.record"])
    #expect(try lost.findings.map(\.effect) == [effect] && lost.findings.map(\.message) == [words])
  }

  @Test func `what a policy asks for is stated`() throws {
    let told = try DeploymentCase.words(under: ["change-control"]) {
      $0.state(["ticket.risk": nil, "ticket.closed": nil, "health.check": nil, "validated.by": nil])
    }
    #expect(
      told == [
        "deployments.ticket 9: it states no ticket.risk", "deployments.ticket 9: it states no ticket.closed",
        "deployments.validation 9: it states no validated.by", "deployments.health 9: it states no health.check",
      ])
    let untold = try DeploymentCase(under: ["release"]) { $0.state(["ticket.id": nil]) }.findings
    #expect(untold.map(\.rule) == ["deployments.ticket"] && untold.map(\.effect) == [.fail])
    #expect(
      try DeploymentCase.words(under: ["release"]) { $0.state(["problems": nil]) } == [
        "deployments.rollback 9: it states no problems"
      ])
    let bare: (inout DeploymentRecord) -> Void = { record in
      record.rows.removeAll { !DeploymentRecord.facts.contains($0.key) }
    }
    #expect(try DeploymentCase.words(under: ["gitops"], bare).isEmpty)
    #expect(
      try DeploymentCase.words(under: ["six-gates"], bare) == [
        "deployments.health 9: it states no health.check", "deployments.health 9: it states no health.result",
      ])
  }

  @Test func `a demand is about the environments that it names`() throws {
    #expect(
      try DeploymentCase.words(under: ["change-control"]) { record in
        record.rows.removeAll { !DeploymentRecord.facts.contains($0.key) }
        record.state(["environment": "dev"])
      }.isEmpty)
  }

  @Test func `of records that a change leaves alone the newest of each environment is judged`() throws {
    var old = try DeploymentCase(under: ["six-gates"]) { $0.state(["health.check": nil]) }
    old.add("b") { $0.state(["deployed": "2026-11-20T09:00:00Z"]) }
    #expect(try old.findings.count == 1)
    old.changes = [FileChange(.modified, "README.md")]
    #expect(try old.findings.isEmpty)
    old.changes = [FileChange(.modified, ".sixgate/deployments/a.yaml")]
    #expect(try old.findings.map(\.location?.path) == [".sixgate/deployments/a.yaml"])
    old.told.all[1].state(["environment": "staging"])
    old.changes = []
    #expect(try old.findings.map(\.rule) == ["deployments.health"])
  }

  @Test func `a record stays`() throws {
    var matter = try DeploymentCase(under: ["change-control"])
    let (gone, own): (Path, Path) = (".sixgate/deployments/gone.yaml", ".sixgate/deployments/a.yaml")
    matter.changes = [FileChange(.deleted, gone)]
    #expect(try matter.findings.map(\.rule) == ["deployments.record"])
    #expect(try matter.findings.map(\.message) == ["the change takes the record of a deployment away"])
    #expect(try matter.findings.map(\.location) == [Location(gone)])
    matter.changes = [FileChange(.renamed(from: gone, same: 100), own)]
    #expect(try matter.findings.map(\.location) == [Location(gone)])
    matter.changes = [FileChange(.added, gone), FileChange(.deleted, gone)]
    #expect(try matter.findings.isEmpty)
    matter.changes = [FileChange(.modified, own), FileChange(.deleted, "README.md")]
    #expect(try matter.findings.isEmpty)
  }

  @Test func `a rule that is off is not asked`() throws {
    var quiet = try DeploymentCase(under: ["six-gates"]) { $0.state(["health.check": nil]) }
    quiet.policy.rules["deployments.health"]?.isOff = true
    #expect(try quiet.findings.isEmpty)
  }
}
