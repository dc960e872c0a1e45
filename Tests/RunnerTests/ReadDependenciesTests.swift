import Model
import Readers
import Testing

@testable import Runner

struct ReadDependenciesTests {
  private let world = World.holding([
    "package.json": Array("{\"dependencies\": {\"a\": \"1\"}}".utf8), "api/package.json": Array("{".utf8),
    "web/package.json": Array("{}".utf8), "tests/fixtures/package.json": Array("{".utf8),
  ])

  private func read(under amend: (inout Policy) -> Void = { _ in }) throws -> [ReadFile] {
    var policy = try Policy.builtIn()
    amend(&policy)
    let files = classify(
      PathNames(["api/package.json", "package.json", "tests/fixtures/package.json", "web/package.json"]),
      by: policy.classifier, in: world)
    return try readDependencies(policy, files, in: world)
  }

  @Test func `what programs need is read from the repository's own files`() throws {
    let files = try read()
    #expect(files.map(\.input.path) == ["api/package.json", "package.json"])
    #expect(files.map(\.input.status) == [.unreadable, .read])
    #expect(files.flatMap(\.evidence.manifests.needs).map(\.ecosystem) == ["Node.js"])
  }

  @Test func `nothing is read where no rule asks about it`() throws {
    #expect(try read { $0.rules["security.unlocked"]?.isOff = true }.isEmpty)
    #expect(try read { $0.modes[.security] = .off(reason: "x") }.isEmpty)
  }
}
