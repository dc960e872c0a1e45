import Model
import Readers
import Syntax

/// What names of commits most likely mean, by the files in which git keeps them; `nil` where these do not tell.
///
/// It takes git longer to start than to read them. Nothing follows from it but what git begins with: whoever goes on
/// asks git for the names, and for what belongs to the commits that it says.
func guessCommits(_ names: [String], in world: World) -> [String]? {
  let folder = world.path(".git")
  guard world.type(folder.appending("HEAD")) == .file, world.type(folder.appending("shallow")) == nil else {
    return nil
  }
  var commits: [String] = []
  for name in names {
    guard name.isPlainName, let commit = guess(name, below: folder, in: world) else { return nil }
    commits.append(commit)
  }
  return commits
}

/// Whether git may have a ref, by the two places in which it keeps them.
func mayHave(_ ref: String, in world: World) -> Bool {
  let folder = world.path(".git"), packed = folder.appending("packed-refs")
  if world.type(folder.appending(Path(ref))) != nil { return true }
  // Git finds one in a large file sooner.
  guard let size = world.size(packed) else { return world.type(packed) != nil }
  guard size < 1 << 20, var source = try? ByteSource(world.open(packed)), let bytes = try? source.rest() else {
    return true
  }
  return bytes.firstIndex(of: Array(" \(ref)\n".utf8)) != nil
}

/// Whether a clone may lack what its commits hold, by what git keeps of how it was made (`git clone --filter`).
func mayLackObjects(in world: World) -> Bool {
  guard var source = try? ByteSource(world.open(world.path(".git/config"))), let bytes = try? source.rest() else {
    return true
  }
  let text = String(decoding: bytes, as: UTF8.self).lowercased()
  return text.contains("partialclone") || text.contains("promisor")
}

private func guess(_ name: String, below folder: Path, in world: World) -> String? {
  if name.isObjectName { return name }
  // What stands for a branch says which.
  let places = name == "HEAD" ? [name] : ["refs/heads/\(name)", "refs/remotes/\(name)"]
  let texts = places.lazy.compactMap { firstLine(of: folder.appending(Path($0)), in: world) }
  guard let text = texts.first else { return nil }
  if text.isObjectName { return text }
  let branch = String(text.dropFirst("ref: ".utf8.count))
  guard text.hasPrefix("ref: refs/"), branch.isPlainName,
    let commit = firstLine(of: folder.appending(Path(branch)), in: world), commit.isObjectName
  else { return nil }
  return commit
}

private func firstLine(of file: Path, in world: World) -> String? {
  // No such file is longer.
  guard let size = world.size(file), size < 4096, var source = try? ByteSource(world.open(file)),
    let line = try? source.nextLine()
  else { return nil }
  return source.text(line)
}
