import Model
import Readers
import Syntax

/// Marks the commits that were seen to take another one back, and those that were seen to be a copy of one that was
/// judged on another branch. The message only says which commit to compare with.
func checkReverts(_ history: inout History, _ policy: Policy, in world: World) throws(ReadError) {
  let picksCount = !policy.tdd.pickedFrom.isEmpty
  let places = history.commits.indices.filter { place in
    let commit = history.commits[place]
    let saysRevert = commit.subject.saysRevert(policy.tdd.typesOfReverts)
    return !commit.isMerge && !commit.changes.isEmpty && (saysRevert || picksCount)
  }
  guard !places.isEmpty else { return }
  let claims = try claims(of: places.map { history.commits[$0].id }, in: world)
  let others = Set(claims.values.flatMap { [$0.takesBack, $0.copies].compactMap(\.self) })
  guard !others.isEmpty else { return }
  let digests = try digests(of: Array(Set(claims.keys).union(others)).sorted(), in: world)
  for place in places {
    let id = history.commits[place].id
    guard let claim = claims[id], let own = digests[id] else { continue }
    if let other = claim.takesBack, own == digests[other]?.inverse, world.isAncestor(other, of: id) {
      history.commits[place].takesBack = other
    }
    if let other = claim.copies, own == digests[other],
      policy.tdd.pickedFrom.contains(where: { world.isAncestor(other, of: $0) })
    {
      history.commits[place].copies = other
    }
  }
}

/// What the messages of some commits say of others, as full names of commits that exist.
private func claims(of commits: [String], in world: World) throws(ReadError) -> [String: Claim] {
  let arguments = ["log", "--no-walk=unsorted", "--encoding=UTF-8", "--format=tformat:%H%x00%B%x00"]
  var source = try ByteSource(world.git(arguments + commits + ["--"]), cap: .ofGit)
  var claims: [String: Claim] = [:]
  while let name = try source.nextField(endedBy: 0) {
    let id = String(source.text(name).drop { $0 == "\n" })
    guard let body = try source.nextField(endedBy: 0) else { break }
    let claim = Claim(source.text(body), in: world)
    if claim.takesBack != nil || claim.copies != nil { claims[id] = claim }
  }
  return claims
}

private struct Claim {
  let takesBack: String?
  let copies: String?

  /// - Source: the messages of `git revert` and of `git cherry-pick -x`
  init(_ message: String, in world: World) {
    func commit(behind words: String) -> String? {
      guard let found = message.firstRange(of: words) else { return nil }
      let name = message[found.upperBound...].prefix { $0.isHexDigit && $0.isASCII }
      return name.count < 7 ? nil : try? resolve(String(name), in: world)
    }
    takesBack = commit(behind: "This reverts commit ")
    copies = commit(behind: "(cherry picked from commit ")
  }
}

/// What commits do to all lines of all files, in a form that can be compared.
private func digests(of commits: [String], in world: World) throws(ReadError) -> [String: PatchDigest] {
  var digests: [String: PatchDigest] = [:]
  var rest = commits[...]
  while !rest.isEmpty {
    var source = try ByteSource(world.git(PatchDigest.arguments(Array(rest.prefix(1000)))), cap: .ofGit)
    digests.merge(try PatchDigest.read(&source)) { first, _ in first }
    rest = rest.dropFirst(1000)
  }
  return digests
}

extension World {
  fileprivate func isAncestor(_ commit: String, of other: String) -> Bool {
    !other.hasPrefix("-") && (try? gitText(["merge-base", "--is-ancestor", commit, other])) != nil
  }
}

extension String {
  fileprivate func saysRevert(_ types: [String]) -> Bool {
    hasPrefix("Revert ") || types.contains(lowercased().prefix { $0.isLetter || $0 == "-" }.description)
  }
}
