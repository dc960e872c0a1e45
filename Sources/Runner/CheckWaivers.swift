package import Model
package import Syntax

/// Where waivers lie, one a file.
let waiverFolder: Path = ".sixgate/waivers"

extension Path {
  var isWaiver: Bool { ["yaml", "yml"].contains(pathExtension) }
}

/// The waivers of the checkout as they stand now, and the policy that they were judged by.
package func checkWaivers(
  _ request: Request, in outside: World
) throws(ReadError) -> (waivers: [JudgedWaiver], policy: Policy) {
  var world = outside
  let repository = try Repository.find(in: &world)
  let policy = try readPolicy(request, findChange(request, repository, in: world), in: world).policy
  let head = repository.isGit ? try? world.gitText(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) : nil
  return (try judge(try waiverFiles(in: world), head: head, under: policy, in: world), policy)
}

extension Waivers {
  /// The waivers that a run goes by: those of the change's base. What the change does to them is told alone, and
  /// where no base is known, all that there are count as brought by the change.
  init(of matter: Case, in world: World) throws(ReadError) {
    let head = try waiverFiles(in: world)
    let base = try matter.change.base.map { base throws(ReadError) in try waiverFiles(at: base, in: world) } ?? []
    self.init(
      try judge(base, head: matter.change.base, under: matter.policy, in: world),
      changed: changedWaivers(base: base, head: head, under: matter.policy), in: matter)
  }
}

private func judge(
  _ files: [(path: Path, bytes: [UInt8])], head: String?, under policy: Policy, in world: World
) throws(ReadError) -> [JudgedWaiver] {
  guard !files.isEmpty, let head else { return judge(files, under: policy, at: world.now) }
  return judge(files, since: try firstExpiries(upTo: head, in: world), under: policy, at: world.now)
}

/// The files of waivers in the checkout.
private func waiverFiles(in world: World) throws(ReadError) -> [(path: Path, bytes: [UInt8])] {
  guard world.type(world.path(waiverFolder)) == .directory else { return [] }
  let names = try world.list(world.path(waiverFolder)).filter(\.isFile).map(\.name).filter(\.isWaiver)
  var files: [(path: Path, bytes: [UInt8])] = []
  for path in names.map(waiverFolder.appending) {
    var source = try ByteSource(world.open(world.path(path)))
    files.append((path, try source.rest()))
  }
  return files
}

func waiverListing(at commit: String) -> [String] {
  ["ls-tree", "-z", "--name-only", "--full-tree", commit, "--", "\(waiverFolder)/"]
}

/// Has git begin with what it will be asked of the waivers that a commit has.
func foreseeWaivers(at commit: String, in world: World) { world.foresee(waiverListing(at: commit)) }

/// The files of waivers that a commit has.
private func waiverFiles(at commit: String, in world: World) throws(ReadError) -> [(path: Path, bytes: [UInt8])] {
  var source = try ByteSource(world.git(waiverListing(at: commit)))
  var files: [(path: Path, bytes: [UInt8])] = []
  while let name = try source.nextField(endedBy: 0) {
    let path = Path(bytes: Array(source.buffer[name]))
    guard path.isWaiver else { continue }
    var blob = try ByteSource(world.git(["cat-file", "blob", "\(commit):\(path)"]))
    files.append((path, try blob.rest()))
  }
  return files
}
