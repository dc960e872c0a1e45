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
    let repository = Repository(isGit: true, isShallow: false, names: PathNames([]))
    let plain = scratch.world(), ahead = scratch.world().foreseeing()
    foreseeCommits(of: change.range(), expected, in: ahead)
    let history = try readHistory(change, policy, repository, in: plain)
    #expect(history?.commits.count == 8)
    #expect(try readHistory(change, policy, repository, in: ahead) == history)
    #expect(!ahead.foresees(GitLog.arguments(expected, walking: change.range())))
  }

  /// The machine with a git in front that does something behind what git prints, or with it.
  private func world(git script: String) throws -> World {
    try scratch.write("#!/bin/sh\n\(script)\n", to: "../git")
    try scratch.shell("chmod +x ../git")
    return scratch.world(adding: ["PATH": "\(scratch.path.parent):/usr/bin:/bin"]).foreseeing()
  }

  @Test(arguments: [GitLog.Depth.files, .lines])
  func `nobody waits for the end of a git that has printed all`(_ depth: GitLog.Depth) throws {
    let change = try change(), question = GitLog.arguments(depth, walking: change.range())
    let ahead = try world(git: "/usr/bin/git \"$@\"; exec >&-; exec sleep 600")
    foreseeCommits(of: change.range(), depth, in: ahead)
    let (commits, isAll) = readBegun(change.range(), depth, Classifier(), in: ahead)
    var source = try ByteSource(scratch.world().git(question))
    #expect(try isAll && commits == GitLog.read(&source, depth, Classifier()) && commits.count == 8)
    #expect(!ahead.foresees(question))
  }

  @Test(arguments: ["| head -c 700", ""])
  func `what a git has printed that fails is not taken for all`(_ part: String) throws {
    let change = try change()
    let ahead = try world(git: "/usr/bin/git \"$@\" \(part); echo no more >&2; exit 1")
    foreseeCommits(of: change.range(), .files, in: ahead)
    #expect(readBegun(change.range(), .files, Classifier(), in: ahead) == ([], false))
  }

  @Test func `a git that fails without a word is known for it when all is settled, if not before`() throws {
    let change = try change(), ahead = try world(git: "/usr/bin/git \"$@\"; exit 1")
    foreseeCommits(of: change.range(), .files, in: ahead)
    guard readBegun(change.range(), .files, Classifier(), in: ahead).isAll else { return }
    #expect(throws: ReadError.self) { try ahead.settle() }
  }

  @Test func `of much the first is read, and the rest asked for by name`() throws {
    let base = try scratch.commit("test: begin")
    for name in 1...3 {
      for file in 1...1500 { try scratch.write("\(name)", to: "\(String(repeating: "x", count: 100))/\(name)-\(file)") }
      try scratch.commit("feat: \(name)")
    }
    let change = Change(base: base, head: try scratch.git("rev-parse", "HEAD"), target: base)
    let repository = Repository(isGit: true, isShallow: false, names: PathNames([])), policy = try Policy.builtIn()
    let plain = scratch.world(), ahead = scratch.world().foreseeing()
    foreseeCommits(of: change.range(), .lines, in: ahead)
    let begun = readBegun(change.range(), .lines, policy.classifier, in: ahead)
    #expect(!begun.isAll && begun.commits.count < 3)
    let history = try readHistory(change, policy, repository, in: plain)
    #expect(try readHistory(change, policy, repository, in: ahead) == history && history?.commits.count == 3)
  }

  @Test func `a git that says something else than the commits of the range is not believed`() throws {
    let change = try change()
    let question = GitLog.arguments(.lines, walking: change.range())
    for answer in ["commit", nil] {
      let world = scratch.world().foreseeing()
      world.note(question, answer)
      let policy = try Policy.builtIn()
      let repository = Repository(isGit: true, isShallow: false, names: PathNames([]))
      #expect(try readHistory(change, policy, repository, in: world)?.commits.count == 8)
    }
  }

  @Test func `it ends where the policy counts from another commit`() throws {
    let change = try change()
    let world = scratch.world().foreseeing()
    foreseeCommits(of: change.range(), .lines, in: world)
    var policy = try Policy.builtIn()
    policy.tdd.since = "HEAD~1"
    let repository = Repository(isGit: true, isShallow: false, names: PathNames([]))
    #expect(try readHistory(change, policy, repository, in: world)?.commits.map(\.subject) == ["feat: odd"])
    #expect(!world.foresees(GitLog.arguments(.lines, walking: change.range())))
  }
}
