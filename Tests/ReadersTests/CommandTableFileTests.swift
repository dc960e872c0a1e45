import Model
import Syntax
import Testing

@testable import Readers

/// What the table of commands may say, and a policy of tools of its own.
struct CommandTableFileTests {
  private func table(_ yaml: String) throws -> CommandTable {
    var roots: [Node] = []
    try readYAML(Array(yaml.utf8)) { document throws(ReadError) in roots += [document.root].compactMap { $0 } }
    return try CommandTable(try #require(roots.first))
  }

  @Test(
    arguments: [
      ("tools:\n- { names: [a], subject: cloud, anywhere: maybe }", 2, "anywhere: true or false"),
      ("tools:\n- { names: [a], subject: cloud, remote-only: 1 }", 2, "remote-only: true or false"),
      ("tools:\n- { names: [a], subject: cloud, runs: remot }", 2, "one of remote"),
      ("tools:\n- { names: [], subject: cloud }", 2, "at least one name"),
      ("tools:\n- { names: [\"\"], subject: cloud }", 2, "text"),
      ("tools:\n- { names: [a], subject: clod }", 2, "(nearest: cloud)"),
      ("tools:\n- { names: [a], subject: cloud, otherwise: read }", 2, "(nearest: reads)"),
      ("tools:\n- { names: [a], subject: cloud, asks-with: [{ options: -T, too: x }] }", 2, "one of options, to"),
      ("tools:\n- { names: [a], subject: cloud, asks-with: [{ options: -T }] }", 2, "options and to"),
      ("tools:\n- { names: [a], subject: cloud, subjects: { b: moon } }", 2, "one of cluster"),
      ("wrappers:\n- { verbs: [a] }", 2, "names"),
      ("wrappers:\n- { names: [a], joined: y }", 2, "joined: true or false"),
      ("containers:\n- { name: a, files: b, pipefail: si }", 2, "pipefail: true or false"),
      ("actions:\n  clowd: [a]", 2, "(nearest: cloud)"), ("local:\n  cluster: [a]", 2, "(nearest: clusters)"),
      ("steps:\n  scans: [a]", 2, "a kind of step"), ("tool: []", 1, "(nearest: tools)"),
    ])
  func `what is not known is refused with its line`(_ yaml: String, _ line: Int, _ wanted: String) throws {
    let error = try #require(throws: ReadError.self) { try table(yaml) }
    #expect(error.line == line)
    #expect(error.wanted.contains(wanted), "\(error.wanted)")
  }

  @Test func `what is known is taken`() throws {
    let table = try table(
      """
      tools:
        - { names: a, subject: cloud, anywhere: yes, runs: remote, asks-with: { options: -T, to: "s3://*" } }
      actions: { server: [b/c] }
      """)
    let tool = try #require(table.tools.first)
    #expect(tool.isAnywhere && tool.runsRemotely && tool.uploads.map(\.options) == [["-T"]])
    #expect(table.actions.map(\.subject) == [.server])
  }
}
