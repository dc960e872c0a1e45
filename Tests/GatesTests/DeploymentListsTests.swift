import Model
import Readers
import Testing

@testable import Gates

struct DeploymentListsTests {
  private func words(
    _ names: [String], _ stage: String, _ change: (inout [DeploymentRecord.Row]) -> Void
  ) throws -> [String] {
    try DeploymentCase.words(under: names) { $0.amend(stage, change) }
  }

  @Test func `every item of the policy's lists is there and ticked`() throws {
    let open = try words(["change-control"], "after") { $0[1].text = "false" }
    #expect(open == ["deployments.checklist 51: \"Database connections stable\" says \"false\", and not true"])
    let short = try words(["change-control"], "after") { $0.removeSubrange(1...1) }
    #expect(short == ["deployments.checklist 50: the list after it lacks \"Database connections stable\""])
    let none = try DeploymentCase(under: ["release"]) { $0.rows.removeAll { $0.item != nil } }.findings
    #expect(none.count == 19 && none.allSatisfy { $0.rule == "deployments.checklist" && $0.effect == .fail })
    #expect(none.allSatisfy { $0.message.hasPrefix("the list ") && $0.location?.line == 9 })
  }

  @Test func `an item of another spelling is none, and the nearest is named`() throws {
    let misspelt = try words(["change-control"], "after") { $0[0].item = "All EC2 instance healthy" }
    #expect(
      misspelt == [
        "deployments.checklist 50: the list after it lacks \"All EC2 instances healthy\"",
        "deployments.checklist 50: \"All EC2 instance healthy\" is no item of the list after it "
          + "(nearest: All EC2 instances healthy)",
      ])
  }

  @Test func `an item that says if may have a reason in place of its tick, and no other may`() throws {
    #expect(try words(["release"], "during") { $0[0].text = "no schema changed" }.isEmpty)
    #expect(
      try words(["release"], "during") { $0[0].text = "done" } == [
        "deployments.checklist 50: \"Database backup created (if DB changes)\" says \"done\", and not true"
      ])
    #expect(
      try words(["release"], "during") { $0[2].text = "by hand later" } == [
        "deployments.checklist 52: \"Application deployed to environment\" says \"by hand later\", and not true"
      ])
  }

  @Test func `of two policies both lists hold`() throws {
    let both = ["change-control", "release"]
    #expect(try DeploymentCase.words(under: both) { _ in }.isEmpty)
    #expect(try words(both, "after") { $0.removeLast() }.count == 1)
    #expect(try words(both, "after") { $0.removeFirst() }.count == 1)
  }

  @Test func `where the policy has no list the record's own is ticked`() throws {
    func own(_ text: String) throws -> [String] {
      try words(["gitops"], "before") {
        $0 = [DeploymentRecord.Row("checklist.before", text, line: 7, item: "Queues are empty")]
      }
    }
    #expect(try own("false") == ["deployments.checklist 7: \"Queues are empty\" says \"false\", and not true"])
    #expect(try own("true").isEmpty)
  }
}
