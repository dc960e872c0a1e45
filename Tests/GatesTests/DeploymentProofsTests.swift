import Model
import Readers
import Testing

@testable import Gates

private let commit = String(repeating: "0a", count: 20)
private let other = String(repeating: "0b", count: 20)

struct DeploymentProofsTests {
  private func judged(_ amend: (inout DeploymentCase) -> Void) throws -> [Finding] {
    var matter = try DeploymentCase(under: ["change-control"])
    amend(&matter)
    return try matter.findings
  }

  @Test func `the same commit was validated, on the environment before, by who may`() throws {
    let words = try DeploymentCase.words {
      $0.state(["validated.environment": "dev", "validated.commit": other])
    }
    #expect(
      words == [
        "deployments.validation 9: validated.environment is dev, and not {staging,stage} or {staging,stage}-* or "
          + "*-{staging,stage}", "deployments.validation 9: validated.commit is \(other), and not \(commit)",
      ])
    let people = try judged { $0.policy.deployments.demands["change-control validated-by"] = ["sue", "@Tom"] }
    #expect(people.map(\.message) == ["validated.by is bob, and not sue or @Tom"])
    #expect(try judged { $0.policy.deployments.demands["change-control validated-by"] = ["@Bob"] }.isEmpty)
  }

  @Test func `what two demands allow both allow`() throws {
    let words = try judged {
      $0.policy.deployments.demands["change-control validated-by"] = ["sue"]
      let own = ["own of": ["*"], "own follows": ["dev"], "own validated-by": ["eve"]]
      $0.policy.deployments.demands.merge(own) { $1 }
      $0.policy.deployments.names.append("own")
      $0.told.all[0].state(["validated.by": "eve"])
    }.map(\.message)
    #expect(words == ["validated.by is eve, and not sue", "validated.environment is staging, and not dev"])
  }

  @Test func `the tests that validated it ran and passed`() throws {
    let failed = try judged { $0.told.runs = [.of(.of(.passed), .of(.failed, "refunds"), origin: "qa.xml")] }
    #expect(failed.map(\.rule) == ["deployments.validation"] && failed.map(\.effect) == [.fail])
    #expect(failed.map(\.message) == ["qa.xml: Checkout::refunds failed"])
    #expect(try judged { $0.told.runs = [.of(.of(.failed), .of(.passed), origin: "qa.xml")] }.isEmpty)
    let idle = try judged { $0.told.runs = [.of(.of(.skipped), origin: "qa.xml")] }
    #expect(idle.map(\.message) == ["qa.xml: the only test was skipped"])
    let cut = try judged { $0.told.runs[0].troubles = [TestTrouble(.cutOff, "the run ended early")] }
    #expect(cut.map(\.message) == ["qa.xml: the run ended early"] && cut.map(\.location?.line) == [9])
    #expect(try judged { $0.told.runs[0].troubles = [TestTrouble(.malformed, "x")] }.isEmpty)
  }

  @Test func `reports that name a commit name that one`() throws {
    #expect(try judged { $0.told.runs[0].commit = "0A0A0A0" }.isEmpty)
    let findings = try judged { $0.told.runs[0].commit = other }
    #expect(findings.map(\.message) == ["qa.xml: it is of commit 0b0b0b0b0b0b, not of 0a0a0a0a0a0a"])
  }

  @Test func `reports that cannot be read cannot be judged`() throws {
    let findings = try judged { ($0.told.runs, $0.told.problems) = ([], ["qa.xml": "met x, wanted y"]) }
    #expect(findings.map(\.rule) == ["deployments.validation"] && findings.map(\.effect) == [.cannotJudge])
    #expect(findings.map(\.message) == ["qa.xml: met x, wanted y"])
  }

  @Test func `what failed is rolled back`() throws {
    let failed = try DeploymentCase(under: ["no-direct-deploy"]) { $0.state(["health.result": "failed"]) }.findings
    #expect(failed.map(\.rule) == ["deployments.rollback"] && failed.map(\.effect) == [.fail])
    #expect(
      try DeploymentCase.words(under: ["gitops"]) { $0.state(["health.result": "failed"]) } == [
        "deployments.rollback 9: health.result says failed, and no rollback is stated"
      ])
    let broken = try DeploymentCase.words(under: ["gitops"]) { $0.state(["problems": "corrupt data"]) }
    #expect(broken == ["deployments.rollback 9: problems says corrupt data, and no rollback is stated"])
  }

  @Test func `a rollback goes back to a commit, through the pipeline, and was checked`() throws {
    let whole = [
      "health.result": "failed", "rollback": "", "rollback.to": other, "rollback.at": "2026-11-20T02:30:00Z",
      "rollback.pipeline": "run 7", "rollback.check": "GET /healthz", "rollback.result": "passed",
    ]
    #expect(try DeploymentCase.words(under: ["six-gates"]) { $0.state(whole) }.isEmpty)
    let bare = try DeploymentCase.words(under: ["six-gates"]) { $0.state(["rollback": ""]) }
    #expect(
      bare
        == ["to", "at", "pipeline", "check", "result"].map { "deployments.rollback 9: it states no rollback.\($0)" })
    let worse = try DeploymentCase.words(under: ["gitops"]) {
      $0.state(
        whole.merging(["rollback.result": "failed", "rollback.at": "2026-11-20T02:00:00Z"]) {
          $1
        })
    }
    #expect(
      worse == [
        "deployments.record 9: rollback.at is 2026-11-20T02:00:00Z, before the deployment",
        "deployments.rollback 9: rollback.result is failed, and not passed",
      ])
    let nowhere = try DeploymentCase.words(under: ["gitops"]) {
      $0.state(whole.merging(["rollback.to": commit]) { $1 })
    }
    #expect(nowhere == ["deployments.rollback 9: rollback.to is \(commit), the commit that was deployed"])
  }
}
