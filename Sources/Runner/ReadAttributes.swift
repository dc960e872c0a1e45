import Model
import Readers
import Syntax

/// What the repository said of its files before the change: what a change says of itself does not count.
func readAttributes(_ change: Change, _ repository: Repository, in world: World) -> [(glob: Glob, kind: FileKind)] {
  // More files of this name nobody has.
  let most = 50
  guard let base = change.base else { return [] }
  let name: Path = ".gitattributes"
  let files = repository.names.all { $0.ends(with: name.bytes.span) }.filter { $0.basename == name }.prefix(most)
  // The deepest speaks last, and so first here.
  return files.ordered { $0.segments.count > $1.segments.count }.flatMap { path -> [(glob: Glob, kind: FileKind)] in
    guard var source = try? ByteSource(world.git(["cat-file", "blob", "\(base):\(path)"])),
      let bytes = try? source.rest()
    else { return [] }
    return GitAttributes.read(bytes, in: path.parent)
  }
}
