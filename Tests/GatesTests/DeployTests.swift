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
    #expect(verdict.measured == [Measure("commands that change systems directly", required: "0", found: "1")])
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
    for script in [runbook, command { $0.isLocal = true }] {
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
    (.untrustedCheckout, "infrastructure.untrusted-checkout"),
  ])
  func `a pipeline that passes whatever happens is found`(_ kind: PipelineDoubt.Kind, _ rule: String) throws {
    var script = Script(path: "ci.yml", container: "GitHub workflow")
    script.doubts = [PipelineDoubt(kind, "npm test: || true lets it pass", at: DeployTests.place)]
    let verdict = try judge(script) { $0.rules[RuleID(rule)]?.isOff = false }
    #expect(verdict.rules == [rule])
    #expect(verdict.outcome == (kind == .unsavedPlan ? .warned : .failed))
  }

  @Test func `without a script that says anything the gate does not apply`() throws {
    #expect(Gate.infrastructure.judge(try .of()).outcome == .notApplicable)
  }
}
