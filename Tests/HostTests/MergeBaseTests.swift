import Model
import Readers
import Syntax
import Testing

@testable import Host
@testable import Runner

struct MergeBaseTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Commits by name, each with its parents before it: `topic` is judged against `main`.
  private static let shapes: [(what: String, commits: String, isToldByListing: Bool)] = [
    ("one behind the other", "a main:a b:main topic:b", true),
    ("a target that moved on", "a b:a main:b c:a topic:c", true),
    ("a branch with a merge in it", "a main:a b:main c:main topic:b,c", true),
    ("a target that was merged into the branch", "a main:a b:a topic:b,main", true),
    ("a criss-cross", "a b:a c:a m:b,c n:c,b main:m topic:n", false),
    ("branches of two ages", "a b:a main:b c:a d:b topic:c,d", false),
    ("a target that has all", "a topic:a main:topic", true),
    ("one commit for both", "a topic:a main:topic", true),
    ("no commit in common", "main topic", false),
    ("a root beside the target", "a main:a b topic:main,b", true),
    ("a branch that was merged into the target", "a topic:a b:a main:b,topic", true),
  ]

  @Test(arguments: shapes)
  func `a change begins where git merge-base says, asked for it or not`(
    _ what: String, _ commits: String, _ isToldByListing: Bool
  ) throws {
    for (age, word) in commits.split(separator: " ").enumerated() {
      let parts = word.split(separator: ":")
      let parents = parts.count > 1 ? parts[1].split(separator: ",").map { "-p \($0)" }.joined(separator: " ") : ""
      try scratch.shell(
        """
        export GIT_COMMITTER_DATE="2026-01-01T00:00:0\(age)Z"
        git tag \(parts[0]) $(git commit-tree \(parents) -m \(parts[0]) $(git mktree </dev/null))
        """)
    }
    try scratch.git("update-ref", "HEAD", "topic")
    let expected = try? scratch.git("merge-base", "main", "topic")
    var request = Request()
    (request.base, request.head) = ("refs/tags/main", "refs/tags/topic")
    var (plain, deaf) = (scratch.world(), scratch.world())
    let repository = try Repository.find(in: &plain)
    #expect(findChange(request, repository, in: plain).base == expected, "\(what)")
    let ahead = scratch.world().foreseeing()
    #expect(findChange(request, repository, in: ahead, expecting: .lines).base == expected, "\(what)")
    // A git that knows no merge-base.
    deaf.gitIn = { [plain] folder, arguments, input throws(ReadError) in
      if arguments[0] == "merge-base" { throw ReadError(met: "a question", wanted: "none") }
      return try plain.gitIn(folder, arguments, input)
    }
    #expect(findChange(request, repository, in: deaf).base == (isToldByListing ? expected : nil), "\(what)")
  }
}
