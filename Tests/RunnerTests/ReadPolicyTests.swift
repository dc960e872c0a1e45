import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct ReadPolicyTests {
  private let change = Change(base: "base", head: "head", target: "target")

  /// A world whose git holds a `sixgate.yaml` at some commits.
  private func world(_ commits: [String: String], checkedOut: String?) -> World {
    var world = World.holding(checkedOut.map { ["sixgate.yaml": Array($0.utf8)] } ?? [:])
    world.gitIn = { _, arguments, input throws(ReadError) in
      guard arguments.first == "cat-file" else { return ByteStream([]) }
      let asked = String(decoding: input, as: UTF8.self).split(separator: "\n")
      let answers = asked.map { name in
        let parts = name.split(separator: ":")
        guard parts[1] == "sixgate.yaml", let text = commits[String(parts[0])] else { return "\(name) missing\n" }
        return "0123 blob \(text.utf8.count)\n\(text)\n"
      }
      return ByteStream(Array(answers.joined().utf8))
    }
    return world
  }

  private func findings(_ commits: [String: String], checkedOut: String?) throws -> [Finding] {
    try readPolicy(Request(), change, in: world(commits, checkedOut: checkedOut)).findings
  }

  @Test func `the law is that of the commit to be merged into`() throws {
    let world = world(["target": "coverage: { lines: 90 }", "base": "{}"], checkedOut: "coverage: { lines: 10 }")
    #expect(try readPolicy(Request(), change, in: world).policy.coverage.minimum[.lines] == 90)
  }

  @Test func `what the change makes of it is found, and does not hold`() throws {
    let law = "coverage: { lines: 90 }"
    let findings = try findings(["target": law, "base": law], checkedOut: "coverage: { lines: 80, branches: 100 }")
    #expect(findings.map(\.rule.text) == ["law.changed"])
    #expect(
      findings.map(\.message) == [
        "coverage.lines: 80 instead of 90, which asks for less, from the next change on"
      ])
    #expect(findings.map(\.effect) == [.warn])
  }

  @Test func `a change that asks for more is only told`() throws {
    let law = "coverage: { lines: 90 }"
    #expect(try findings(["target": law, "base": law], checkedOut: "coverage: { lines: 95 }").map(\.effect) == [.note])
  }

  @Test func `a change that removes the law, or breaks it, is told`() throws {
    let law = "coverage: { lines: 90 }"
    #expect(try findings(["target": law, "base": law], checkedOut: nil).map(\.effect) == [.note])
    let broken = try findings(["target": law, "base": law], checkedOut: "coverage: {")
    #expect(broken.first?.message.hasPrefix("the change would break it: met YAML that does not parse") == true)
  }

  @Test func `a checkout that is only behind the branch changes nothing`() throws {
    #expect(try findings(["target": "coverage: { lines: 90 }", "base": "{}"], checkedOut: "{}").isEmpty)
  }
}
