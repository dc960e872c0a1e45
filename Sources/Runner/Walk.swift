import Model
import Syntax

/// The files below a folder; folders that hold no evidence are left out, and no link is followed.
struct Walk {
  /// Ascending, relative to the folder; and so are the links.
  private(set) var files: [Path] = []
  private(set) var links: [Path] = []
  /// Folders that could not be looked into, and why.
  private(set) var closed: [(folder: Path, reason: String)] = []
  private static let depthCap = 24
  private static let fileCap = 500_000
  private static let skipped: Set<Path> = [".git", "node_modules", ".build", ".venv", "venv", ".terraform", ".tox"]

  /// Of no folder.
  init() {}

  init(_ world: World) throws(ReadError) {
    try visit(Path(bytes: []), try world.list(world.directory), depth: 0, world)
    files.sort()
    links.sort()
  }

  /// The same of the links as if they were files.
  var ofLinks: Walk {
    var walk = Walk()
    walk.files = links
    return walk
  }

  private mutating func visit(
    _ folder: Path, _ entries: [World.Entry], depth: Int, _ world: World
  ) throws(ReadError) {
    for entry in entries {
      let path = folder.appending(entry.name)
      if !entry.isDirectory {
        if entry.isLink { links.append(path) } else { files.append(path) }
        guard files.count + links.count <= Walk.fileCap else {
          throw ReadError(met: "more than \(Walk.fileCap) files", wanted: "a checkout of fewer")
        }
      } else if !Walk.skipped.contains(entry.name) {
        try enter(path, depth: depth + 1, world)
      }
    }
  }

  private mutating func enter(_ folder: Path, depth: Int, _ world: World) throws(ReadError) {
    guard depth < Walk.depthCap else { return }
    let entries: [World.Entry]
    do throws(ReadError) {
      entries = try world.list(world.path(folder))
    } catch {
      closed.append((folder, error.message))
      return
    }
    try visit(folder, entries, depth: depth, world)
  }
}
