import Model
import Syntax
import Testing

@testable import Readers

struct PresetTests {
  @Test func `a rule belongs to the documents that it cites, and is off in others`() throws {
    let gitops = try Policy.of("policy: gitops")
    #expect(gitops.rules["infrastructure.moving-tag"]?.isOff == false)
    #expect(gitops.rules["infrastructure.identity"]?.isOff == true)
    #expect(gitops.rules["infrastructure.argocd-sync"]?.isOff == false)
    #expect(try Policy.of("").rules["infrastructure.argocd-sync"]?.isOff == true)
    #expect(try Policy.of("").rules["infrastructure.identity"]?.isOff == false)
  }

  @Test func `rules about the change itself belong to the documents that they cite as well`() throws {
    let (six, gitops) = (try Policy.of(""), try Policy.of("policy: gitops"))
    #expect(six.rules["change.description"]?.isOff == false && six.rules["change.branch"]?.isOff == true)
    #expect(gitops.rules["change.description"]?.isOff == true && gitops.rules["change.branch"]?.isOff == false)
    #expect(try Policy.of("policy: change-control").rules["change.target"]?.isOff == false)
    #expect(try Policy.of("policy: release").rules["change.hotfix-size"]?.isOff == false)
    #expect(six.rules["documents.review"]?.isOff == false && six.rules["documents.header"]?.isOff == true)
    #expect(gitops.rules["documents.header"]?.isOff == false)
    // Others are about the law, and hold whatever it says.
    #expect(gitops.rules["waiver.expired"]?.isOff == false && gitops.rules["review.approvals"]?.isOff == false)
  }

  @Test func `what cannot be judged blocks under every document`() throws {
    #expect(try Policy.of("policy: gitops").rules["change.no-evidence"]?.isOff == false)
    #expect(try Policy.of("policy: gitops").rules["infrastructure.unreadable"]?.isOff == false)
  }

  @Test func `a gate without a rule left is off, and why`() throws {
    let policy = try Policy.of("policy: gitops")
    #expect(policy.mode(of: .coverage) == .off(reason: "no rule of gitops is about it"))
    #expect(policy.mode(of: .infrastructure) == .enforced)
  }

  @Test func `a pack alone stands on six-gates`() throws {
    #expect(try Policy.of("policy: vpn").presets == ["six-gates", "vpn"])
    #expect(try Policy.of("policy: [gitops, vpn]").presets == ["gitops", "vpn"])
  }

  @Test(arguments: [["six-gates", "gitops"], ["gitops", "six-gates"]])
  func `of two documents the stricter number holds, whatever their order, and it is said`(_ names: [String]) throws {
    let policy = try Policy.of("policy: [\(names.joined(separator: ", "))]")
    #expect(policy.release.retentionDays == 365)
    #expect(policy.origins["release.retention-days"]?.layer == "six-gates")
    #expect(policy.notices == ["release.retention-days: 365 of six-gates holds, 90 of gitops asks for less"])
  }

  @Test func `documents that cannot agree want the key set`() throws {
    let error = try refusal(of: "policy: [six-gates, change-control]")
    #expect(error.met.hasPrefix("presets that do not agree on release.windows: "))
    #expect(error.wanted == "release.windows in sixgate.yaml")
    let policy = try Policy.of(
      "policy: [six-gates, change-control]\nrelease: { windows: [\"Tue 02:00-04:00 UTC\"] }")
    #expect(policy.release.windows == ["Tue 02:00-04:00 UTC"])
    #expect(policy.release.approvals == 2)
    #expect(policy.release.emergencyApprovals == 2)
  }

  @Test func `documents that ask for records of deployments ask beside each other`() throws {
    let law = try Policy.of("policy: [change-control, release]").deployments
    #expect(law.demands["change-control after"]?.count == 7)
    let stages = Policy.Deployments.stages.map { law.demands["release-to-production \($0)"]?.count }
    #expect(stages == [7, 6, 6])
    let states = law.demands["change-control states"] ?? []
    #expect(states.starts(with: DeploymentRecord.keys(of: "validated")) && states.contains("ticket.closed"))
    #expect(try Policy.of("policy: gitops").deployments.demands.isEmpty)
  }

  @Test(
    arguments: [
      ("{ a: {} }", "of: with the environments"), ("{ a: { of: b, sates: c } }", "one of of, states"),
      ("{ a: { of: b, states: [ticket.rsk] } }", "keys of a record, and not ticket.rsk (nearest: ticket.risk)"),
      ("[a]", "deployments.demands: a mapping"),
    ])
  func `a demand that says nothing of use is refused`(_ demands: String, _ wanted: String) throws {
    let error = try #require(throws: ReadError.self) { try Policy.of("deployments: { demands: \(demands) }") }
    #expect(error.wanted.hasPrefix(wanted), "\(error.placed)")
  }

  @Test(arguments: Setting.all.map(\.name))
  func `the example of a setting is taken`(_ name: String) throws {
    let setting = try #require(Setting.all.first { $0.name == name })
    let reason =
      setting.key == "until"
      ? ", mode: adopt" : setting.key == "mode" ? ", because: x" : setting.key == "because" ? ", mode: warn" : ""
    _ = try Policy.of("\(setting.section): { \(setting.key): \(setting.example)\(reason) }")
  }
}

struct DocumentedKeyTests {
  private func refusal(of yaml: String) throws -> ReadError {
    try #require(throws: ReadError.self) { try Policy.of(yaml) }
  }

  /// The value below its keys, with what it cannot stand without.
  private func file(_ key: DocumentedKey) -> String {
    let path = key.name.replacing("NAME", with: "shop").split(separator: ".").map(String.init)
    let value = path.reversed().reduce(key.example) { "{ \($1): \($0) }" }
    let besides = ["mode": ", until: 2026-12-31", "until": ", mode: adopt"][key.name] ?? ""
    return value.dropLast(2) + besides + " }"
  }

  @Test(arguments: DocumentedKey.outer.map(\.name))
  func `the example of an outer key is taken, and its name is none by chance`(_ name: String) throws {
    let key = try #require(DocumentedKey.outer.first { $0.name == name })
    _ = try Policy.of(file(key))
    #expect(!key.about.isEmpty && !key.initial.isEmpty && !key.shape.words.isEmpty)
  }

  @Test func `every key has a value that holds without it`() throws {
    let keys = DocumentedKey.all(under: try Policy.builtIn())
    #expect(keys.allSatisfy { !$0.initial.isEmpty && !$0.example.isEmpty })
    #expect(keys.first { $0.name == "tdd.steps" }?.initial.contains("red: [test]") == true)
    #expect(keys.first { $0.name == "coverage.lines" }?.initial == "100")
  }

  @Test(arguments: [
    ("polcy: vpn", "policy"), ("components: { discver: a }", "discover"),
    ("components: { named: { a: { pths: b } } }", "paths"),
  ])
  func `no other key is`(_ yaml: String, _ nearest: String) throws {
    #expect(try refusal(of: yaml).wanted.hasSuffix("(nearest: \(nearest))"))
  }

  @Test(.timeLimit(.minutes(1))) func `ten thousand components with settings of their own are read`() throws {
    let names = (0..<10_000).map { "service-\($0)" }
    let rows = names.map { "    \($0): { paths: \($0), coverage: { lines: 90 }, tdd: { mode: warn, because: x } }\n" }
    let policy = try Policy.of("components:\n  named:\n" + rows.joined())
    #expect(policy.components.policies.count == 10_000)
    #expect(policy.components.policies["service-9999"]?.coverage.minimum[.lines] == 90)
    #expect(policy.coverage.minimum[.lines] == 100)
  }
}

struct LayerTests {
  private func layered(_ organisation: String, _ repository: String) throws -> Policy {
    try Policy.layered([
      PolicyLayer("org.yaml", Array(organisation.utf8)), PolicyLayer("sixgate.yaml", Array(repository.utf8)),
    ])
  }

  private func refusal(_ organisation: String, _ repository: String) throws -> ReadError {
    try #require(throws: ReadError.self) { try layered(organisation, repository) }
  }

  @Test func `a later layer sets what is not locked`() throws {
    let policy = try layered("coverage: { lines: 90, branches: 80 }", "coverage: { lines: 70 }")
    #expect(policy.coverage.minimum == [.lines: 70, .branches: 80, .functions: 100])
    #expect(policy.origins["coverage.lines"] == Policy.Origin(layer: "sixgate.yaml", line: 1, column: 20, text: "70"))
    #expect(policy.origins["coverage.branches"]?.layer == "org.yaml")
    #expect(policy.origins["coverage.functions"]?.layer == "gates/2-coverage.yaml")
  }

  @Test func `a locked key can be tightened`() throws {
    let organisation = "locked: [coverage.lines, \"security.*\"]\ncoverage: { lines: 90 }"
    let policy = try layered(organisation, "coverage: { lines: 95 }\nsecurity: { low: block }")
    #expect(policy.coverage.minimum[.lines] == 95)
    #expect(policy.security.treatment[.low] == .block)
  }

  private static let loosened: [(lock: String, own: String, repository: String)] = [
    ("coverage.lines", "coverage: { lines: 90 }", "coverage: { lines: 80 }"),
    ("coverage.*", "", "coverage: { branches: 99 }"),
    ("coverage.mode", "", "coverage: { mode: warn, because: x }"),
    ("coverage.mode", "", "mode: adopt\nuntil: 2026-12-31"),
    ("coverage.until", "coverage: { mode: adopt, until: 2026-12-01 }", "coverage: { until: 2026-12-31 }"),
    ("coverage.exclude", "coverage: { exclude: [a] }", "coverage: { exclude: [a, b] }"),
    ("coverage.when-not-measured", "", "coverage: { when-not-measured: { lines: x } }"),
    ("coverage.reports", "coverage: { reports: a.info }", "coverage: { reports: b.info }"),
    ("tdd.types", "", "tdd: { types: [feat, wip] }"),
    ("tdd.types-without-production", "", "tdd: { types-without-production: [docs] }"),
    ("tdd.since", "", "tdd: { since: { commit: abc, because: x } }"),
    ("tdd.rules", "", "tdd: { rules: { tdd.test-first: warn } }"),
    ("tdd.rules", "", "tdd: { rules: { tdd.test-first: \"off\" } }"),
    ("security.high", "", "security: { high: mitigate }"),
    ("security.mitigations", "", "security: { mitigations: [{ finding: x, owner: a, plan: b, due: 2026-12-31 }] }"),
    ("security.mitigation-days", "", "security: { mitigation-days: 91 }"),
    ("infrastructure.own-tag", "", "infrastructure: { own-tag: [\"*\"] }"),
    ("infrastructure.forbidden-tags", "", "infrastructure: { forbidden-tags: [latest] }"),
    ("integration.critical-paths", "integration: { critical-paths: [a, b] }", "integration: { critical-paths: [a] }"),
    (
      "performance.targets", "performance: { targets: { a: { p95: \"< 1 s\" } } }",
      "performance: { targets: { a: { p95: \"< 2 s\" } } }"
    ),
    ("release.approvals", "", "release: { approvals: 0 }"),
    ("reviews.approvals", "reviews: { approvals: 2 }", "reviews: { approvals: 1 }"),
    ("reviews.counted", "", "reviews: { counted: any }"),
    ("reviews.reviewers", "reviews: { reviewers: [ann] }", "reviews: { reviewers: [] }"),
    ("reviews.security", "reviews: { security: [ann] }", "reviews: { security: [ann, bob] }"),
    ("reviews.security", "reviews: { security: [ann] }", "reviews: { security: [] }"),
    ("infrastructure.registries", "infrastructure: { registries: [a] }", "infrastructure: { registries: [] }"),
    ("infrastructure.roots", "infrastructure: { roots: [a] }", "infrastructure: { roots: [] }"),
    (
      "infrastructure.terraform-roots", "infrastructure: { terraform-roots: [a] }",
      "infrastructure: { terraform-roots: [] }"
    ),
    ("reviews.infrastructure", "", "reviews: { infrastructure: [\"infra/**\"] }"),
    ("documents.rules", "", "documents: { rules: { documents.review: warn } }"),
    ("documents.policies", "documents: { policies: [a.md] }", "documents: { policies: [b.md] }"),
    ("documents.fields", "", "documents: { fields: { owner: [x] } }"),
    ("deployments.rules", "", "deployments: { rules: { deployments.ticket: warn } }"),
    ("deployments.environments", "", "deployments: { environments: [\"*\"] }"),
    ("deployments.recorded", "deployments: { recorded: [a, b] }", "deployments: { recorded: [a] }"),
    ("deployments.demands", "", "deployments: { demands: { six-gates: { states: [health] } } }"),
    ("deployments.demands", "", "deployments: { demands: { six-gates: { of: production } } }"),
    (
      "deployments.demands", "deployments: { demands: { a: { of: b, follows: c } } }",
      "deployments: { demands: { a: { follows: [c, d] } } }"
    ),
    (
      "deployments.demands", "deployments: { demands: { a: { of: b, validated-by: [c] } } }",
      "deployments: { demands: { a: { validated-by: [c, d] } } }"
    ),
    (
      "deployments.demands", "deployments: { demands: { a: { of: b, validated-by: [c] } } }",
      "deployments: { demands: { a: { validated-by: [] } } }"
    ),
    (
      "deployments.demands", "deployments: { demands: { a: { of: b, during: [c, d] } } }",
      "deployments: { demands: { a: { during: [d] } } }"
    ),
    ("change.rules", "policy: gitops", "change: { rules: { change.branch: warn } }"),
    ("change.main", "", "change: { main: [main, master, next] }"), ("change.main", "", "change: { main: [] }"),
    ("change.branches", "", "change: { branches: [\"*\"] }"), ("change.hotfixes", "", "change: { hotfixes: [] }"),
    ("change.hotfixes", "", "change: { hotfixes: [\"*\", \"hotfix/?*\"] }"),
    ("change.hotfix-marks", "", "change: { hotfix-marks: [\"[HOTFIX]\", fix] }"),
    ("change.hotfix-marks", "", "change: { hotfix-marks: [] }"),
    ("change.hotfix-labels", "", "change: { hotfix-labels: [] }"),
    ("change.hotfix-lines", "", "change: { hotfix-lines: 101 }"),
    ("change.description-words", "", "change: { description-words: 7 }"),
    ("change.links", "", "change: { links: [\"*\"] }"), ("change.not-links", "", "change: { not-links: [] }"),
    ("change.fillers", "", "change: { fillers: [wip] }"),
    ("change.placeholders", "", "change: { placeholders: [] }"), ("change.merges", "", "change: { merges: [\"*\"] }"),
    ("classify", "", "classify: { test: \"src/**\" }"), ("rules", "", "rules: 2026.11"),
  ]

  @Test(arguments: loosened)
  func `a locked key cannot be loosened`(_ lock: String, _ own: String, _ repository: String) throws {
    let error = try refusal("locked: [\"\(lock)\"]\n\(own)", repository)
    #expect(error.input == "sixgate.yaml")
    #expect(error.line == 1)
    #expect(error.wanted.contains("org.yaml"))
    _ = try layered(own, repository)
  }

  @Test func `what is asked of records of deployments can be tightened, and of a demand one part be said anew`() throws
  {
    let own = "locked: [deployments.demands]\ndeployments: { demands: { a: { of: b, during: [c], after: [d] } } }"
    let policy = try layered(own, "deployments: { demands: { a: { of: [b, e], during: [f, c], validated-by: g } } }")
    let demands = policy.deployments.demands
    #expect(demands["a of"] == ["b", "e"] && demands["a during"] == ["f", "c"])
    #expect(demands["a after"] == ["d"] && demands["a validated-by"] == ["g"] && demands["six-gates of"] == ["*"])
  }

  @Test func `a locked key that lets anything pass can be narrowed, and then narrowed again`() throws {
    let lock = "locked: [infrastructure.registries]\n"
    #expect(try layered(lock, "infrastructure: { registries: [a] }").infrastructure.registries == ["a"])
    let fewer = try layered(lock + "infrastructure: { registries: [a, b] }", "infrastructure: { registries: [b] }")
    #expect(fewer.infrastructure.registries == ["b"])
  }

  @Test func `a locked key says which way is tighter`() throws {
    let error = try refusal("locked: coverage.lines", "coverage: { lines: 80 }")
    #expect(error.met == "coverage.lines: 80")
    #expect(error.wanted == "no less than org.yaml asks for, which locks it (higher is tighter)")
  }

  @Test func `a lock on nothing is refused with the nearest key`() throws {
    #expect(try refusal("locked: [coverage.linse]", "{}").wanted.contains("(nearest: coverage.lines)"))
  }

  @Test func `locked presets stay, and others come to them`() throws {
    let policy = try layered("policy: gitops\nlocked: policy", "policy: [release]")
    #expect(policy.presets == ["gitops", "release"])
    #expect(try layered("policy: gitops", "policy: [release]").presets == ["release"])
  }
}

struct PinTests {
  @Test func `a rule set that does not exist yet is refused`() throws {
    #expect(try refusal(of: "rules: 2099.1").wanted.contains("2026.11"))
    #expect(try refusal(of: "rules: yesterday").wanted == "a year and a month, as in 2026.11")
    #expect(try refusal(of: "rules: 2026.13").wanted == "a year and a month, as in 2026.11")
  }

  @Test func `rules that are newer than the pin only warn, and it is said`() throws {
    let policy = try Policy.of("rules: 2026.10")
    #expect(policy.rules["coverage.lines"]?.effect == .warn)
    #expect(policy.notices.count == 1)
    #expect(policy.notices.first?.contains("newer than the rule set 2026.10") == true)
    #expect(try Policy.of("rules: 2026.11").rules["coverage.lines"]?.effect == .fail)
  }
}
