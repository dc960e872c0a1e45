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

  /// A git that prints all commits of a range and nothing behind them, and then does not come to its end.
  private func withoutEnd(_ plain: World, _ question: [String]) throws -> World.Answer {
    var source = try ByteSource(plain.git(question))
    let printed = try source.rest()
    return World.Answer(peek: { _ in nil }) { () throws(ReadError) in
      var isPrinted = false
      return ByteStream { block throws(ReadError) in
        if isPrinted { throw ReadError(met: "a wait", wanted: "none") }
        isPrinted = true
        block += printed
      }
    }
  }

  @Test(arguments: [GitLog.Depth.files, .lines])
  func `nobody waits for the end of a git that has come to the last commit`(_ depth: GitLog.Depth) throws {
    let change = try change(), plain = scratch.world()
    let question = GitLog.arguments(depth, walking: change.range())
    var ahead = scratch.world()
    let answer = try withoutEnd(plain, question), begin = ahead.beginGit
    ahead.beginGit = { $1 == question ? answer : begin($0, $1) }
    ahead = ahead.foreseeing()
    foreseeCommits(of: change.range(), depth, in: ahead)
    let (commits, isAll) = readBegun(change.range(), depth, Classifier(), in: ahead)
    var source = try ByteSource(plain.git(question))
    #expect(try isAll && commits == GitLog.read(&source, depth, Classifier()) && commits.count == 8)
    #expect(!ahead.foresees(question))
  }

  @Test func `where the last commit does not come, nothing is put in its place`() throws {
    let change = try change(), base = try #require(change.base)
    var ahead = scratch.world()
    let begin = ahead.beginGit
    ahead.beginGit = { begin($0, $1.map { $0 == change.head ? "\(base)" : $0 }) }
    ahead = ahead.foreseeing()
    foreseeCommits(of: change.range(), .files, in: ahead)
    #expect(readBegun(change.range(), .files, Classifier(), in: ahead).commits == [])
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
