import Model
import Readers
import Syntax
import Testing

@testable import Host
@testable import Runner

struct BegunLogTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A branch of some commits with a merge of another in it.
  private func change() throws -> Change {
    let base = try scratch.commit("test: begin")
    try scratch.git("checkout", "--quiet", "-b", "other")
    try scratch.write("b = 1\n", to: "b.py")
    try scratch.commit("feat: b")
    try scratch.git("checkout", "--quiet", "main")
    for step in 1...5 {
      try scratch.write("a = \(step)\n", to: "a.py")
      try scratch.commit("feat: step \(step)")
    }
    try scratch.git("merge", "--quiet", "--no-ff", "--no-edit", "other")
    try scratch.write("commit \(base)\0", to: "odd.bin")
    let head = try scratch.commit("feat: odd")
    return Change(base: base, head: head, target: base)
  }

  @Test(arguments: [Policy.TDD.Level.message, .pairing], [GitLog.Depth.files, .lines])
  func `commits are the same whether git began with them or not, and with what was expected`(
    _ level: Policy.TDD.Level, _ expected: GitLog.Depth
  ) throws {
    let change = try change()
    var policy = try Policy.builtIn()
    policy.tdd.level = level
    let repository = Repository(isGit: true, isShallow: false, tracked: [])
    let plain = scratch.world(), ahead = scratch.world().foreseeing()
    foreseeCommits(of: change.range(), expected, in: ahead)
    let history = try readHistory(change, policy, repository, in: plain)
    #expect(history?.commits.count == 8)
    #expect(try readHistory(change, policy, repository, in: ahead) == history)
    #expect(!ahead.foresees(GitLog.arguments(expected, walking: change.range())))
  }

  @Test func `a git that says something else than the commits of the range is not believed`() throws {
    let change = try change()
    let question = GitLog.arguments(.lines, walking: change.range())
    for answer in ["commit", nil] {
      let world = scratch.world().foreseeing()
      world.note(question, answer)
      let policy = try Policy.builtIn()
      let repository = Repository(isGit: true, isShallow: false, tracked: [])
      #expect(try readHistory(change, policy, repository, in: world)?.commits.count == 8)
    }
  }

  @Test func `it ends where the policy counts from another commit`() throws {
    let change = try change()
    let world = scratch.world().foreseeing()
    foreseeCommits(of: change.range(), .lines, in: world)
    var policy = try Policy.builtIn()
    policy.tdd.since = "HEAD~1"
    let repository = Repository(isGit: true, isShallow: false, tracked: [])
    #expect(try readHistory(change, policy, repository, in: world)?.commits.map(\.subject) == ["feat: odd"])
    #expect(!world.foresees(GitLog.arguments(.lines, walking: change.range())))
  }
}
