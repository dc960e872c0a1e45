import Model
import Testing

@testable import Gates

/// What scripts do to running systems, and where that is wrong.
struct DeployTests {
  private static let place = Location("deploy.sh", line: 3, column: 5)

  private func command(
    _ subject: CommandSubject = .cluster, _ deed: ScriptCommand.Deed = .changes,
    _ amend: (inout ScriptCommand) -> Void = { _ in }
  ) -> Script {
    var command = ScriptCommand(
      tool: "kubectl", subject: subject, deed: deed, text: "kubectl apply -f x", location: DeployTests.place)
    amend(&command)
    var script = Script(path: "deploy.sh", container: "shell script")
    script.commands = [command]
    return script
  }

  private func judge(_ script: Script, under amend: (inout Policy) -> Void = { _ in }) throws -> Verdict {
    var matter = try Case.of(under: amend)
    matter.evidence.scripts = [script]
    return Gate.infrastructure.judge(matter)
  }

  @Test(arguments: [
    (CommandSubject.cluster, "infrastructure.direct-cluster-change"), (.cloud, "infrastructure.direct-cloud-change"),
    (.infrastructure, "infrastructure.direct-infrastructure-change"),
    (.server, "infrastructure.direct-server-change"), (.upload, "infrastructure.direct-upload"),
    (.database, "infrastructure.direct-database-change"),
  ])
  func `a command that changes a system fails where it stands`(_ subject: CommandSubject, _ rule: String) throws {
    let verdict = try judge(command(subject))
    #expect(verdict.outcome == .failed)
    #expect(verdict.rules == [rule])
    #expect(verdict.findings.map(\.location) == [DeployTests.place])
    #expect(verdict.measured.map(\.name) == ["scripts and pipelines", "commands that change systems directly"])
    #expect(verdict.measured.map(\.found) == ["1 script, 0 pipelines, 0 commands", "1"])
  }

  @Test(arguments: [
    (ScriptCommand.Deed.undecided, "infrastructure.undecided-command", Outcome.cannotJudge),
    (.unknown, "infrastructure.unknown-command", .warned),
  ])
  func `what cannot be told is said`(_ deed: ScriptCommand.Deed, _ rule: String, _ outcome: Outcome) throws {
    let verdict = try judge(command(.cluster, deed))
    #expect(verdict.outcome == outcome)
    #expect(verdict.rules == [rule])
  }

  @Test func `a script that cannot be read cannot be judged`() throws {
    var script = Script(path: "deploy.sh", container: "shell script")
    script.troubles = [ScriptTrouble("met the end of the script, wanted esac", at: DeployTests.place)]
    let verdict = try judge(script)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["infrastructure.unreadable-script"])
  }

  @Test(
    arguments: [
      (["staging"], nil, false), (["prod"], nil, true), (["staging", "prod"], nil, true), ([], nil, true),
      (["what"], nil, true), ([], "staging", false), ([], "production", true), (["nonprod"], nil, false),
      (["$STAGE"], nil, true), (["${{ inputs.stage }}"], nil, true), (["{{ .dev }}"], nil, true),
      (["app-staging-$REGION"], nil, false), (["app.Dev.example"], nil, false), (["devices.example"], nil, true),
      (["latest"], nil, true), (["eks_non-prod_1"], nil, false), (["dev2"], nil, false),
    ] as [([String], String?, Bool)])
  func `what is said to be no production is a note by default`(
    _ scope: [String], _ environment: String?, _ blocks: Bool
  ) throws {
    let script = command { ($0.scope, $0.environment) = (scope, environment) }
    #expect(try judge(script).outcome.blocks == blocks)
    #expect(try judge(script) { $0.infrastructure.deploys.reach = .everywhere }.outcome.blocks)
  }

  @Test func `what is this run's own and what people read are notes`() throws {
    var runbook = command()
    runbook.isRunbook = true
    var test = command()
    test.isTest = true
    for script in [runbook, test, command { $0.isLocal = true }] {
      let verdict = try judge(script) { $0.infrastructure.deploys.reach = .everywhere }
      #expect(verdict.outcome == .passed)
      #expect(verdict.findings.map(\.effect) == [.note])
    }
  }

  @Test(arguments: [("deploy.sh", true), ("*.sh", true), ("deploy.sh#prod", true), ("deploy.sh#dev", false)])
  func `what the policy lets deploy may`(_ allowed: String, _ passes: Bool) throws {
    let script = command { $0.job = "prod" }
    let verdict = try judge(script) { $0.infrastructure.deploys.allowed = [Glob(allowed)] }
    #expect(verdict.outcome.blocks != passes)
    #expect(verdict.measured.contains { $0.name == "commands that may deploy" } == passes)
  }

  @Test(arguments: [
    (PipelineDoubt.Kind.swallowedFailure, "infrastructure.swallowed-failure"),
    (.optionalGate, "infrastructure.optional-gate"), (.unsavedPlan, "infrastructure.unsaved-plan"),
    (.mixedEnvironments, "infrastructure.mixed-environments"),
    (.untrustedCheckout, "infrastructure.untrusted-checkout"), (.earlyPublish, "infrastructure.early-publish"),
    (.unbackedMigration, "infrastructure.unbacked-migration"),
    (.untriedMigration, "infrastructure.untried-migration"), (.toldSecret, "infrastructure.told-secret"),
    (.movingStep, "infrastructure.moving-step"), (.missingInclude, "infrastructure.missing-include"),
    (.unreadInclude, "infrastructure.unread-include"),
  ])
  func `a pipeline that passes whatever happens is found`(_ kind: PipelineDoubt.Kind, _ rule: String) throws {
    var script = Script(path: "ci.yml", container: "GitHub workflow")
    script.doubts = [PipelineDoubt(kind, "npm test: || true lets it pass", at: DeployTests.place)]
    let verdict = try judge(script) { $0.rules[RuleID(rule)]?.isOff = false }
    #expect(verdict.rules == [rule])
    let warns: [PipelineDoubt.Kind] = [
      .unsavedPlan, .earlyPublish, .unbackedMigration, .untriedMigration, .movingStep, .unreadInclude,
    ]
    #expect(verdict.outcome == (warns.contains(kind) ? .warned : .failed))
  }

  @Test(arguments: [(7, 365, true), (365, 365, false), (7, nil, false)] as [(Int, Int?, Bool)])
  func `records are kept as long as the policy says`(_ days: Int, _ wanted: Int?, _ isShort: Bool) throws {
    var script = Script(path: "ci.yml", container: "GitHub workflow")
    script.commandCount = 1
    script.doubts = [PipelineDoubt(.shortRetention, "a record is kept for \(days) days", at: DeployTests.place)]
    script.doubts[0].days = days
    let verdict = try judge(script) { $0.release.retentionDays = wanted }
    #expect(verdict.rules == (isShort ? ["infrastructure.short-retention"] : []))
    #expect(verdict.findings.allSatisfy { $0.message.hasSuffix("and the policy wants 365") })
  }

  @Test(arguments: [(true, true, false), (true, false, true), (false, false, false)])
  func `a job that may deploy waits for somebody`(_ isPipeline: Bool, _ isAwaited: Bool, _ isFound: Bool) throws {
    var script = command { $0.isAwaited = isAwaited }
    if isPipeline { script.pipeline = Pipeline() }
    let verdict = try judge(script) {
      $0.infrastructure.deploys.allowed = ["deploy.sh"]
      $0.rules["infrastructure.unapproved-deploy"]?.isOff = false
    }
    #expect(verdict.rules == (isFound ? ["infrastructure.unapproved-deploy"] : []))
    #expect(!verdict.outcome.blocks)
  }

  @Test(
    arguments: [("GitHub workflow", nil, true), ("GitHub workflow", "prod", false), ("Jenkinsfile", nil, false)]
      as [(String, String?, Bool)])
  func `the history of an environment shows who deploys it`(
    _ container: String, _ environment: String?, _ isFound: Bool
  ) throws {
    var script = command { script in
      (script.isAwaited, script.environment) = (true, environment)
    }
    (script.container, script.pipeline) = (container, Pipeline())
    let verdict = try judge(script) {
      $0.infrastructure.deploys.allowed = ["deploy.sh"]
      $0.rules["infrastructure.untraced-deployment"]?.isOff = false
    }
    #expect(verdict.rules == (isFound ? ["infrastructure.untraced-deployment"] : []))
    #expect(!verdict.outcome.blocks)
  }

  @Test(arguments: [(false, true), (true, false), (nil, false)] as [(Bool?, Bool)])
  func `some pipeline that judges starts by every push`(_ starts: Bool?, _ isFound: Bool) throws {
    var script = Script(path: "ci.yml", container: "GitHub workflow")
    script.commandCount = 1
    script.pipeline = Pipeline()
    script.pipeline?.checks = true
    script.pipeline?.runsOnEveryPush = starts
    let verdict = try judge(script) { $0.rules["infrastructure.pipeline-start"]?.isOff = false }
    #expect(verdict.rules == (isFound ? ["infrastructure.pipeline-start"] : []))
  }

  @Test func `what goes past the review of a change warns`() throws {
    let verdict = try judge(command(.repository))
    #expect(verdict.rules == ["infrastructure.past-review"])
    #expect(verdict.outcome == .warned)
  }

  @Test(arguments: [(3...3, "W-1"), (2...3, "W-1"), (4...5, nil)] as [(ClosedRange<Int>, String?)])
  func `a mark names the waiver of what stands at its lines`(_ lines: ClosedRange<Int>, _ waiver: String?) throws {
    var script = command()
    script.marks = [
      WaiverMark(rule: "infrastructure.direct-upload", waiver: "W-0", lines: 1...9),
      WaiverMark(rule: "infrastructure.direct-cluster-change", waiver: "W-1", lines: lines),
    ]
    #expect(try judge(script).findings.map(\.mark) == [waiver])
  }

  @Test func `what undoes in an emergency says how it may`() throws {
    let findings = try judge(command { $0.isEmergency = true }).findings
    #expect(findings.allSatisfy { $0.remedy.contains("sixgate:allow") && $0.blocks })
    #expect(try judge(command()).findings.allSatisfy { !$0.remedy.contains("sixgate:allow") })
  }

  @Test func `without a command of a script the gate does not apply`() throws {
    #expect(Gate.infrastructure.judge(try .of()).outcome == .notApplicable)
    #expect(try judge(Script(path: "a.sh", container: "shell script")).outcome == .notApplicable)
  }

  @Test func `scripts that change nothing are counted, and pass`() throws {
    var matter = try Case.of()
    var pipeline = Script(path: "ci.yml", container: "GitHub workflow")
    (pipeline.commandCount, pipeline.pipeline) = (2, Pipeline())
    var script = Script(path: "a.sh", container: "shell script")
    script.commandCount = 3
    let runbook = Script(path: "a.md", container: "runbook", isRunbook: true)
    matter.evidence.scripts = [pipeline, script, runbook]
    let verdict = Gate.infrastructure.judge(matter)
    #expect(verdict.outcome == .passed)
    #expect(verdict.measured.map(\.found) == ["1 script, 1 pipeline, 5 commands", "0"])
  }
}
