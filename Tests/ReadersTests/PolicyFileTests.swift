import Model
import Syntax
import Testing

@testable import Readers

struct PolicyFileTests {
  private struct Sample: CustomTestStringConvertible {
    let setting: String
    let yaml: String
    let isTaken: @Sendable (Policy) -> Bool
    var testDescription: String { setting }

    init(_ setting: String, _ yaml: String, _ isTaken: @escaping @Sendable (Policy) -> Bool) {
      (self.setting, self.yaml, self.isTaken) = (setting, yaml, isTaken)
    }

    /// The setting below its gate.
    var file: String {
      let parts = setting.split(separator: ".", maxSplits: 1)
      return "\(parts[0]): { \(parts[1]): \(yaml)\(parts[1] == "mode" ? ", because: x" : "") }"
    }
  }

  private static let samples: [Sample] =
    GateID.allCases.flatMap { gate in
      let rule = [
        "tdd.message", "coverage.lines", "security.high", "infrastructure.identity", "integration.failed",
        "performance.doubtful",
      ][gate.order - 1]
      return [
        Sample("\(gate.rawValue).mode", "warn") { $0.mode(of: gate) == .warn(reason: "x") },
        Sample("\(gate.rawValue).until", "2026-12-31, mode: adopt") {
          $0.mode(of: gate) == .adopt && $0.adoptionEnds[gate] == Day("2026-12-31")
        },
        Sample("\(gate.rawValue).because", "why, mode: off") { $0.mode(of: gate) == .off(reason: "why") },
        Sample("\(gate.rawValue).rules", "{ \(rule): note }") { $0.rules[RuleID(rule)]?.effect == .note },
      ]
    }
    + GateID.allCases.filter { $0 != .tdd }.map { gate in
      Sample("\(gate.rawValue).produce", "[make, { run: make more, seconds: 5 }]") {
        $0.producers[gate] == [Producer("make"), Producer("make more", seconds: 5)]
      }
    } + [
      Sample("exec.seconds", "5") { $0.execution.seconds == 5 },
      Sample("exec.environment", "[JAVA_HOME]") {
        $0.execution.environment.last == "JAVA_HOME" && $0.execution.environment.contains("PATH")
      },
      Sample("integration.scripts", "\"tests/*.sh\"") { $0.integration.scripts == ["tests/*.sh"] },
      Sample("coverage.reports", "cov/*.info") { $0.coverage.reports == ["cov/*.info"] },
      Sample("security.reports", "[a, b]") { $0.security.reports == ["a", "b"] },
      Sample("infrastructure.reports", "plan.json") { $0.infrastructure.reports == ["plan.json"] },
      Sample("integration.reports", "x.xml") { $0.integration.reports == ["x.xml"] },
      Sample("performance.reports", "[]") { $0.performance.reports == [] },
      Sample("tdd.types", "[feat, wip]") { $0.tdd.types == ["feat", "wip"] },
      Sample("tdd.level", "replay") { $0.tdd.level == .replay },
      Sample("tdd.steps", "{ red: [spec, test] }") {
        $0.tdd.steps[.red] == ["spec", "test"] && $0.tdd.steps[.refactor] == ["refactor"]
      },
      Sample("tdd.marks", "{ green: [], refactor: \"(R)\" }") {
        $0.tdd.marks[.green] == [] && $0.tdd.marks[.refactor] == ["(R)"]
      },
      Sample("tdd.reverts", "[revert, undo]") { $0.tdd.typesOfReverts == ["revert", "undo"] },
      Sample("tdd.types-without-production", "test") { $0.tdd.typesWithoutProduction == ["test"] },
      Sample("tdd.same-commit", "pass") { $0.rules["tdd.same-commit"]?.effect == .note },
      Sample("tdd.refactor", "required") { $0.tdd.requiresRefactoring },
      Sample("tdd.bots", "[robot*]") { $0.tdd.bots == ["robot*"] },
      Sample("tdd.covers", "[{ tests: \"t/**\", source: \"s/**\" }]") {
        $0.tdd.covers == [Policy.Covering(tests: "t/**", source: "s/**")]
      },
      Sample("tdd.replay", "{ run: make test, seconds: 5 }") {
        $0.tdd.replay == TestRunner(command: "make test", seconds: 5)
      },
      Sample("tdd.runners", "[{ manifest: build.zig, run: x }]") {
        $0.tdd.runners == [TestRunner(manifest: "build.zig", command: "x")]
      },
      Sample("tdd.picked-from", "main") { $0.tdd.pickedFrom == ["main"] },
      Sample("tdd.since", "{ commit: 1a2b, because: old }") { $0.tdd.since == "1a2b" && $0.tdd.sinceReason == "old" },
      Sample("coverage.lines", "99.5 %") { $0.coverage.minimum[.lines] == Decimal("99.5") },
      Sample("coverage.branches", "0") { $0.coverage.minimum[.branches] == 0 },
      Sample("coverage.functions", "80%") { $0.coverage.minimum[.functions] == 80 },
      Sample("coverage.when-not-measured", "{ branches: no }") { $0.coverage.unmeasurable == [.branches: "no"] },
      Sample("coverage.exclude", "gen/**") { $0.coverage.exclude == ["gen/**"] },
      Sample("security.critical", "mitigate") { $0.security.treatment[.critical] == .mitigate },
      Sample("security.high", "allow") { $0.security.treatment[.high] == .allow },
      Sample("security.medium", "block") { $0.security.treatment[.medium] == .block },
      Sample("security.low", "block") { $0.security.treatment[.low] == .block },
      Sample("security.info", "mitigate") { $0.security.treatment[.info] == .mitigate },
      Sample("security.unrated", "block") { $0.security.treatment[.unrated] == .block },
      Sample("security.mitigations", "[{ finding: CVE-1, package: a*, owner: ann, plan: soon, due: 2026-12-31 }]") {
        $0.security.mitigations == [
          Mitigation(finding: "CVE-1", package: "a*", owner: "ann", plan: "soon", due: Day(number: 20_818))
        ]
      },
      Sample("security.mitigation-days", "30") { $0.security.mitigationDays == 30 },
      Sample("security.ratings", "{ checkov: high, CKV_*: low }") {
        $0.security.ratings == [SeverityRule("checkov", .high), SeverityRule("CKV_*", .low)]
      },
      Sample("security.system-packages", "worst") { !$0.security.trustsVendors },
      Sample("security.accept-gaps", "[semgrep]") { $0.security.acceptedGaps == ["semgrep"] },
      Sample("security.needs", "{ Perl modules: { files: cpanfile, scans: [cpan-audit], subject: files } }") {
        $0.security.needs.last
          == ScanNeed("Perl modules", files: ["cpanfile"], tools: ["cpan-audit"], subject: .files)
      },
      Sample("security.not-needed", "{ secrets: elsewhere }") {
        $0.security.notNeeded == ["secrets": "elsewhere"]
      },
      Sample("security.filtered", "{ trivy*.json: [critical, high] }") {
        $0.security.filters == [ReportFilter("trivy*.json", [.critical, .high])]
      },
      Sample("security.formats", "[{ format: mine, recognised-by: hits, findings: { at: hits/*, kind: code } }]") {
        $0.security.formats.map(\.name) == ["mine"]
      },
      Sample("infrastructure.manifests", "k8s/*") { $0.infrastructure.manifests == ["k8s/*"] },
      Sample("infrastructure.own-images", "acme/*") { $0.infrastructure.ownImages == ["acme/*"] },
      Sample("infrastructure.forbidden-tags", "edge") { $0.infrastructure.forbiddenTags == ["edge"] },
      Sample("infrastructure.own-tag", "v*") { $0.infrastructure.ownTag == ["v*"] },
      Sample("infrastructure.direct-deploys", "everywhere") { $0.infrastructure.deploys.reach == .everywhere },
      Sample("infrastructure.production", "live") { $0.infrastructure.deploys.production == ["live"] },
      Sample("infrastructure.not-production", "dev") { $0.infrastructure.deploys.notProduction == ["dev"] },
      Sample("infrastructure.deploys-from", "up.sh") { $0.infrastructure.deploys.allowed == ["up.sh"] },
      Sample("infrastructure.tools", "[{ names: [a], subject: cloud }]") {
        $0.infrastructure.deploys.tools.map(\.names) == [["a"]]
      },
      Sample("infrastructure.registries", "r/*") { $0.infrastructure.registries == ["r/*"] },
      Sample("infrastructure.accounts", "acme") { $0.infrastructure.accounts == ["acme"] },
      Sample("infrastructure.protected-types", "a_*") { $0.infrastructure.protectedTypes == ["a_*"] },
      Sample("infrastructure.sensitive-types", "a_*") { $0.infrastructure.sensitiveTypes == ["a_*"] },
      Sample("infrastructure.writers", "ann") { $0.infrastructure.writers == ["ann"] },
      Sample("infrastructure.pipeline-accounts", "ci") { $0.infrastructure.pipelineAccounts == ["ci"] },
      Sample("infrastructure.controller-accounts", "argocd") { $0.infrastructure.controllerAccounts == ["argocd"] },
      Sample("infrastructure.pipeline-resources", "pods") { $0.infrastructure.pipelineResources == ["pods"] },
      Sample("infrastructure.roots", "k8s/**") { $0.infrastructure.manifestRoots == ["k8s/**"] },
      Sample("infrastructure.terraform-roots", "tf/**") { $0.infrastructure.terraformRoots == ["tf/**"] },
      Sample("infrastructure.deploys-by-push", "{ develop: dev }") {
        $0.infrastructure.deploys.byPush == [BranchDeploy("develop", environments: ["dev"])]
      },
      Sample("infrastructure.demanded-alerts", "{ drift: { rule: sync-alerts, severity: page, matches: x } }") {
        $0.infrastructure.demandedAlerts.last
          == DemandedAlert("drift", rule: "infrastructure.sync-alerts", severities: ["page"], matches: ["x"])
      },
      Sample(
        "infrastructure.demanded-alerts", "{ cpu: { rule: rollback-triggers, severity: x, matches: y, at-most: 90 % } }"
      ) {
        let share = Decimal(9).scaled(by: 1, over: 10)
        return $0.infrastructure.demandedAlerts.last
          == DemandedAlert(
            "cpu", rule: "infrastructure.rollback-triggers", severities: ["x"], matches: ["y"], atMost: share)
      },
      Sample("infrastructure.demanded-resources", "{ a queue: { rule: monitoring, types: sqs } }") {
        $0.infrastructure.demandedResources.last
          == DemandedResource("a queue", rule: "infrastructure.monitoring", types: ["sqs"])
      },
      Sample("infrastructure.declared-by", "{ Bicep: { files: \"*.bicep\", standing: approved } }") {
        $0.infrastructure.declaringTools.last == DeclaringTool("Bicep", files: ["*.bicep"], standing: .approved)
      },
      Sample("infrastructure.development", "lab") { $0.infrastructure.development == ["lab"] },
      Sample("infrastructure.staging", "pre") { $0.infrastructure.staging == ["pre"] },
      Sample("infrastructure.small-sizes", "t3.*") { $0.infrastructure.smallSizes == ["t3.*"] },
      Sample("infrastructure.plans-after-apply", "after.json") { $0.infrastructure.plansAfterApply == ["after.json"] },
      Sample("infrastructure.required-tags", "Owner") { $0.infrastructure.requiredTags == ["Owner"] },
      Sample("kubernetes.version", "1.30") { $0.infrastructure.kubernetesMinor == 30 },
      Sample("integration.critical-paths", "[\"A::b\"]") { $0.integration.criticalPaths == ["A::b"] },
      Sample("performance.baseline", "main/*.csv") { $0.performance.baseline == ["main/*.csv"] },
      Sample("performance.slower-by", "12.5 %") { $0.performance.slowdown.regression == Decimal("0.125") },
      Sample("performance.rollback-slower-by", "150 %") { $0.performance.slowdown.rollback == Decimal("1.5") },
      Sample("performance.slower-floor", "2 ms") { $0.performance.slowdown.floor == 2_000_000 },
      Sample("performance.more-errors-by", "5 %") { $0.performance.errors.regression == Decimal("0.05") },
      Sample("performance.rollback-more-errors-by", "60 %") { $0.performance.errors.rollback == Decimal("0.6") },
      Sample("performance.errors-floor", "1 %") { $0.performance.errors.floor == Decimal("0.01") },
      Sample("integration.journeys", "\"@main\"") { $0.integration.journeys == ["@main"] },
      Sample("integration.expect", "{ a.xml: { files: 2 }, b.xml: { tests: 0 } }") {
        $0.integration.expected == [ExpectedReports("a.xml", files: 2), ExpectedReports("b.xml", tests: 0)]
      },
      Sample("integration.attempts", "a-*.xml") { $0.integration.attempts == ["a-*.xml"] },
      Sample("integration.quarantine", "[{ test: a, owner: ann, issue: b, reason: c, until: 2026-12-01 }]") {
        $0.integration.quarantine.map(\.until.description) == ["2026-12-01"]
      },
      Sample("integration.quarantine-days", "7") { $0.integration.quarantineDays == 7 },
      Sample("integration.pyramid", "{ end-to-end: { share: 5 %, tests: a } }") {
        $0.integration.pyramid[.endToEnd] == PyramidShare(percent: 5, tests: ["a"])
          && $0.integration.pyramid[.unit]?.percent == 60
      },
      Sample("integration.smoke", "{ start: a, health: [b, c] }") {
        $0.integration.sets[.smoke] == [TestPart("start", ["a"]), TestPart("health", ["b", "c"])]
      },
      Sample("integration.connectivity", "a") {
        $0.integration.sets[.connectivity] == [TestPart("connectivity", ["a"])]
      },
      Sample("integration.service-discovery", "[]") {
        $0.integration.sets[.serviceDiscovery] == [TestPart("service-discovery", [])]
      },
      Sample("integration.owasp", "{ A01: a }") { $0.integration.sets[.owasp] == [TestPart("A01", ["a"])] },
      Sample("performance.targets", "{ web: { p95: \"< 1 s\", effect: warn } }") {
        let limit = Limit(.below, 1_000_000_000, .time, text: "< 1 s")
        return $0.performance.targets == [
          Target(name: "web", evidence: ["*web*"], limits: [.p95: limit], effect: .warn)
        ]
      },
      Sample("coverage.changed-lines", "95 %") { $0.coverage.changedLines == 95 },
      Sample("coverage.missed-lines", "3") { $0.coverage.missedLines == 3 },
      Sample("coverage.diff", "a.diff") { $0.coverage.diff == "a.diff" },
      Sample("coverage.per-path", "{ \"src/core/**\": { lines: 90, branches: 80.5 } }") {
        $0.coverage.minimumByPath.map(\.glob) == ["src/core/**"]
          && $0.coverage.minimumByPath.first?.minimum == [.lines: 90, .branches: Decimal("80.5") ?? 0]
      },
      Sample("coverage.map", "{ /app: services/shop }") {
        $0.coverage.pathMap == [Policy.PathMapping("/app", means: "services/shop")]
      },
      Sample("coverage.excluded", "7") { $0.coverage.excludedPoints == 7 },
      Sample("coverage.remedies", "{ lcov: { branches: run more } }") {
        $0.coverage.remedies["lcov"]?[.branches] == "run more" && $0.coverage.remedies["go"] != nil
      },
      Sample("release.approvals", "3") { $0.release.approvals == 3 },
      Sample("release.emergency-approvals", "2") { $0.release.emergencyApprovals == 2 },
      Sample("release.windows", "[Mon]") { $0.release.windows == ["Mon"] },
      Sample("release.rollback-error-rate", "2.5 %") { $0.release.rollbackErrorRate == Decimal("2.5") },
      Sample("release.rollback-error-rise", "150") { $0.release.rollbackErrorRise == 150 },
      Sample("release.rollback-latency-rise", "20") { $0.release.rollbackLatencyRise == 20 },
      Sample("release.review-hours", "12") { $0.release.reviewHours == 12 },
      Sample("release.root-cause-hours", "24") { $0.release.rootCauseHours == 24 },
      Sample("release.retention-days", "30") { $0.release.retentionDays == 30 },
      Sample("reviews.approvals", "2") { $0.reviews.approvals == 2 },
      Sample("reviews.counted", "any") { $0.reviews.counted == .any },
      Sample("reviews.reviewers", "[ann, bob]") { $0.reviews.reviewers == ["ann", "bob"] },
      Sample("reviews.security", "sue") { $0.reviews.security == ["sue"] },
      Sample("reviews.infrastructure", "live/**") { $0.reviews.infrastructure == ["live/**"] },
      Sample("change.rules", "{ change.description: fail }") { $0.rules["change.description"]?.effect == .fail },
      Sample("change.rules", "{ change.author: note }") { $0.rules["change.author"]?.effect == .note },
      Sample("change.main", "trunk") { $0.change.main == ["trunk"] },
      Sample("change.branches", "[\"f/*\"]") { $0.change.branches == ["f/*"] },
      Sample("change.hotfixes", "[\"h/*\"]") { $0.change.hotfixes == ["h/*"] },
      Sample("change.hotfix-marks", "[\"[NOW]\"]") { $0.change.hotfixMarks == ["[NOW]"] },
      Sample("change.hotfix-labels", "now") { $0.change.hotfixLabels == ["now"] },
      Sample("change.hotfix-lines", "7") { $0.change.hotfixLines == 7 },
      Sample("change.description-words", "3") { $0.change.descriptionWords == 3 },
      Sample("change.links", "[\"SHOP-*\"]") { $0.change.links == ["SHOP-*"] },
      Sample("change.not-links", "[\"UTF-*\"]") { $0.change.notLinks == ["UTF-*"] },
      Sample("change.fillers", "[wip]") { $0.change.fillers == ["wip"] },
      Sample("change.placeholders", "[\"me <*>\"]") { $0.change.placeholders == ["me <*>"] },
      Sample("change.merges", "[\"*(!*)\"]") { $0.change.merges == ["*(!*)"] },
      Sample("documents.rules", "{ documents.review: warn }") { $0.rules["documents.review"]?.effect == .warn },
      Sample("documents.policies", "[\"docs/*.md\"]") { $0.documents.policies == ["docs/*.md"] },
      Sample("documents.fields", "{ owner: [kept by] }") {
        $0.documents.fields["owner"] == ["kept by"] && $0.documents.fields["review"] != nil
      },
      Sample("deployments.rules", "{ deployments.ticket: warn }") { $0.rules["deployments.ticket"]?.effect == .warn },
      Sample("deployments.environments", "[live]") { $0.deployments.environments == ["live"] },
      Sample("deployments.recorded", "production") { $0.deployments.recorded == ["production"] },
      Sample(
        "deployments.demands",
        "{ ours: { of: live, states: [health, by], follows: pre, validated-by: sue, before: a, after: [b, c] } }"
      ) { policy in
        let wanted = [
          "of": ["live"], "states": ["health.check", "health.result", "by"], "follows": ["pre"],
          "validated-by": ["sue"], "before": ["a"], "after": ["b", "c"],
        ]
        return wanted.allSatisfy { key, list in policy.deployments.demands["ours \(key)"] == list }
      },
      Sample("waivers.maintainers", "[ann, bob]") { $0.waivers.maintainers == ["ann", "bob"] },
      Sample("waivers.approvals", "1") { $0.waivers.approvals == 1 && $0.waivers.lawfulApprovals == 2 },
      Sample("waivers.days", "7") { $0.waivers.days == 7 },
    ]

  @Test(arguments: samples)
  private func `a setting is taken as it is written`(_ sample: Sample) throws {
    #expect(sample.isTaken(try .of(sample.file)))
  }

  @Test func `a repository in adoption puts all gates into it that nothing else is said of`() throws {
    let policy = try Policy.of(
      "mode: adopt\nuntil: 2026-12-31\ntdd: { mode: warn, because: x }\nsecurity: { until: 2026-12-01 }\n"
        + "integration: { mode: enforced }")
    #expect(policy.mode(of: .integration) == .enforced)
    #expect(policy.mode(of: .tdd) == .warn(reason: "x"))
    #expect(policy.mode(of: .coverage) == .adopt && policy.adoptionEnds[.coverage] == Day("2026-12-31"))
    #expect(policy.adoptionEnds[.security] == Day("2026-12-01"))
  }

  @Test(arguments: [
    ("mode: adopt", "until: with the day on which adoption ends"), ("until: 2026-12-31", "mode: adopt with it"),
    ("mode: warn", "adopt; a gate's own mode"), ("mode: adopt\nuntil: 31.12.2026", "a day as in 2026-12-31"),
    ("mode: adopt\nuntil: 2026-02-30", "a day as in 2026-12-31"),
    ("tdd: { mode: adopt }", "until: with the day on which adoption ends"),
  ])
  func `an adoption has a day on which it ends`(_ yaml: String, _ wanted: String) throws {
    #expect(try refusal(of: yaml).wanted.hasPrefix(wanted))
  }

  @Test func `every setting has a sample`() {
    #expect(Set(Setting.all.map(\.name)) == Set(PolicyFileTests.samples.map(\.setting)))
    #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
  }

  @Test(arguments: ["policy: six-gates", "", "# nothing", "---"])
  func `without a word the law holds as it is written`(_ yaml: String) throws {
    let policy = try Policy.of(yaml)
    #expect(policy.coverage.minimum == [.lines: 100, .branches: 100, .functions: 100])
    #expect(
      policy.security.treatment == [
        .critical: .block, .high: .block, .medium: .mitigate, .low: .allow, .info: .allow, .unrated: .mitigate,
      ])
    #expect(policy.infrastructure.forbiddenTags == ["latest", "dev"])
    #expect(policy.performance.targets.isEmpty)
    #expect(GateID.allCases.allSatisfy { policy.mode(of: $0) == .enforced })
  }

  @Test func `a target may name what it is about, numbers of its own, and that its parts are one`() throws {
    let policy = try Policy.of(
      "performance: { targets: { go: { benchmarks: \"*Sum*\", metrics: { B/op: \"< 100 B\" }, merge: true, warm-up: 30 s } } }"
    )
    let target = try #require(policy.performance.targets.first)
    #expect(target.names == ["*Sum*"])
    #expect(target.limits == [Metric("B/op"): Limit(.below, 100, .bytes, text: "< 100 B")])
    #expect(target.merges)
    #expect(target.warmUp == 30_000_000_000)
  }

  @Test func `the vpn pack has the policy's numbers`() throws {
    let targets = try Policy.of("policy: [six-gates, vpn]").performance.targets.sorted { $0.name < $1.name }
    #expect(targets.map(\.name) == ["vpn-latency", "vpn-throughput"])
    #expect(targets.first?.limits[.p95]?.value == 50_000_000)
    #expect(targets.first?.limits[.p99]?.value == 100_000_000)
    #expect(targets.last?.limits == [.throughput: Limit(.above, 100_000_000, .bitRate, text: "> 100 Mbit/s")])
  }

  @Test func `a target of one's own takes the place of the pack's`() throws {
    let policy = try Policy.of("policy: vpn\nperformance: { targets: { vpn-latency: { p95: \"< 9 ms\" } } }")
    #expect(policy.performance.targets.count == 2)
    #expect(
      policy.performance.targets.first { $0.name == "vpn-latency" }?.limits.keys.sorted { $0 < $1 }
        == [.p95])
  }

  @Test func `what a repository says of its paths goes before the table`() throws {
    let policy = try Policy.of("classify: { test: \"checks/**\", generated: [\"*.x.py\"] }")
    #expect(policy.classifier.kind(of: "checks/a.py") == .test)
    #expect(policy.classifier.kind(of: "src/a.x.py") == .generated)
    #expect(policy.classifier.kind(of: "src/a.py") == .source)
  }

  @Test(arguments: [
    ("coverge: {}", "1:1", "coverage"), ("tdd:\n  typs: [feat]", "2:3", "types"),
    ("classify: { tests: a }", "1:13", "test"),
    ("policy: six-gate", "1:9", "six-gates"), ("security:\n  high: blok", "2:9", "block"),
    ("coverage:\n  rules:\n    coverage.line: warn", "3:5", "coverage.lines"),
    ("waivers:\n  maintainer: [a]", "2:3", "maintainers"),
    ("performance:\n  targets:\n    web:\n      thruput: \"> 1 /s\"", "4:7", "throughput"),
    ("coverage:\n  when-not-measured:\n    branch: x", "3:5", "branches"),
    ("security:\n  mitigations:\n    - { finding: a, owner: b, pla: c }", "3:31", "plan"),
    ("integration:\n  pyramid: { units: { share: 1 } }", "2:14", "unit"),
    ("components:\n  named:\n    shop: { paths: a, nedds: b }", "3:23", "needs"),
  ])
  func `a word that is not known is refused with its place and the nearest known one`(
    _ yaml: String, _ place: String, _ nearest: String
  ) throws {
    let error = try refusal(of: yaml)
    #expect("\(error.line ?? 0):\(error.column ?? 0)" == place)
    #expect(error.wanted.contains("(nearest: \(nearest))"), "\(error.wanted)")
  }

  @Test(arguments: [
    ("coverage:\n  lines: lots", 2, "a percentage from 0 to 100"), ("coverage:\n  lines: 101", 2, "a percentage"),
    ("coverage:\n  lines: -1", 2, "a percentage"), ("coverage:\n  lines:", 2, "a percentage"),
    ("coverage: 100", 1, "a mapping"), ("tdd:\n  types: [[feat]]", 2, "text"), ("tdd:\n  since: abc", 2, "a mapping"),
    ("tdd:\n  since: { commit: abc }", 2, "commit and because"), ("security:\n  mitigations: [CVE-1]", 2, "a mapping"),
    ("security:\n  mitigations:\n    - { finding: a, owner: b }", 3, "plan"), ("[tdd]", 1, "a mapping"),
    ("performance:\n  targets:\n    web: { evidence: a }", 3, "at least one limit"),
    ("tdd:\n  mode: of\n  because: x", 2, "enforced, adopt, warn or off"),
    ("tdd: { rules: { security.high: warn } }", 1, "a rule of tdd"),
    ("change: { rules: { tdd.message: warn } }", 1, "a rule of change"),
    ("waivers:\n  approvals: 0", 2, "1 approval or more"), ("waivers: { approvals: -1 }", 1, "a whole number"),
    (
      "infrastructure:\n  demanded-alerts: { a: { rule: sync-alerts, severity: , matches: x } }", 2,
      "at least one severity"
    ),
    (
      "infrastructure:\n  demanded-alerts: { a: { rule: sync-alerts, severity: x, matches: [] } }", 2,
      "at least one glob"
    ),
    (
      "infrastructure:\n  demanded-alerts: { a: { rule: sync-alerts, severity: x, matches: y, at-most: 101 % } }", 2,
      "a percentage from 0 to 100"
    ),
    ("performance:\n  targets:\n    web: { p95: \"< 1 s\", warm-up: soon }", 3, "a number with its unit"),
    ("infrastructure:\n  demanded-resources: { a: { rule: monitoring, types: [] } }", 2, "at least one type"),
    ("infrastructure:\n  declared-by: { a: { files: [], standing: approved } }", 2, "at least one glob"),
    ("infrastructure:\n  tools: [{ names: [], subject: cloud }]", 2, "at least one name"),
    ("infrastructure:\n  tools: [{ names: a, subject: cloud, anywhere: maybe }]", 2, "true or false"),
    ("waivers:\n  days: 31", 2, "30 days or fewer"), ("waivers: { days: 1.5 }", 1, "a whole number"),
  ])
  func `a wrong value is refused with its line and what was wanted`(_ yaml: String, _ line: Int, _ wanted: String)
    throws
  {
    let error = try refusal(of: yaml)
    #expect(error.line == line)
    #expect(error.wanted.contains(wanted), "\(error.wanted)")
  }

  @Test func `a key that stands twice is refused at its second place`() throws {
    let error = try refusal(of: "tdd:\n  types: [feat]\n  types: [fix]")
    #expect(error.line == 3 && error.column == 3)
    #expect(error.message == "met the key types again, wanted it once (line 2)")
  }

  @Test(arguments: [
    ("policy: vpn\n---\npolicy: vpn", "2 documents"),
    ("a: [", "does not parse"), ("a: *b", "alias"), ("\u{0}", "does not parse"),
  ])
  func `what is not one document is refused for what it is`(_ yaml: String, _ met: String) throws {
    let error = try refusal(of: yaml)
    #expect(error.met.contains(met), "\(error.met)")
  }

  @Test(arguments: ["off", "warn"])
  func `a gate that is not enforced needs a reason`(_ mode: String) throws {
    let error = try refusal(of: "policy: six-gates\ntdd:\n  mode: \(mode)")
    #expect(error.met == "tdd that is not enforced")
    #expect(error.wanted.contains("because"))
    #expect([2, 3].contains(error.line))
  }

  @Test(arguments: ["{ because: x }", "{ mode: enforced, because: x }"])
  func `a reason alone softens no gate`(_ section: String) throws {
    #expect((try? Policy.of("tdd: \(section)"))?.mode(of: .tdd) ?? .enforced == .enforced)
  }

  @Test(arguments: [
    (Metric.p95, "< 50 ms", Limit.Comparison.below, "50000000"), (.p99, "<100ms", .below, "100000000"),
    (.mean, ">= 7 us", .atLeast, "7000"),
    (.p999, "<= 3 ns", .atMost, "3"), (.max, "< .5 s", .below, "500000000"),
    (.errorRate, "<= 1 %", .atMost, "0.01"),
    (.throughput, "> 100 Mbit/s", .above, "100000000"), (.throughput, "> 1.5 Gbps", .above, "1500000000"),
    (.throughput, ">= 200 /s", .atLeast, "200"),
  ])
  func `a limit is read in its base unit`(
    _ metric: Metric, _ text: String, _ comparison: Limit.Comparison, _ value: String
  ) throws {
    let limit = try Limit(Node(.scalar(text, isPlain: true), line: 1, column: 1), for: metric)
    #expect(limit.comparison == comparison)
    #expect(limit.value == Decimal(value))
  }

  @Test(arguments: [
    (Metric.p95, "50 ms", "begins with"), (.p95, "= 50 ms", "begins with"), (.p95, "<", "a number"),
    (.p95, "< fast", "a number"),
    (.p95, "< -5 ms", "a number"), (.p95, "< 1.2.3 ms", "a number"), (.p95, "< ½ ms", "a number"),
    (.p95, "< 50", "ms, ns, s, us"),
    (.p95, "< 50 min", "ms, ns, s, us"), (.p95, "< 1 %", "ms"), (.errorRate, "< 1", "%"),
    (.throughput, "> 100 MB/s", "Mbit/s"),
    (.p95, "", "text"),
  ])
  func `a limit without comparison, number or known unit is refused`(_ metric: Metric, _ text: String, _ wanted: String)
    throws
  {
    let error = try #require(throws: ReadError.self) {
      try Limit(Node(.scalar(text, isPlain: false), line: 1, column: 1), for: metric)
    }
    #expect(error.wanted.contains(wanted), "\(error.wanted)")
  }

  @Test func `a number beyond all bounds does not trap`() throws {
    for metric in [Metric.p95, .throughput] {
      let unit = metric == .p95 ? "s" : "Gbit/s"
      let node = Node(.scalar("> \(String(repeating: "9", count: 60)) \(unit)", isPlain: true), line: 1, column: 1)
      #expect(try Limit(node, for: metric).value > 0)
    }
  }
}
