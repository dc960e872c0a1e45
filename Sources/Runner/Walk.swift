import Model
import Syntax

/// The files below a folder; links, and folders that hold no evidence, are left out.
struct Walk {
  /// Ascending, relative to the folder.
  private(set) var files: [Path] = []
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
  }

  private mutating func visit(
    _ folder: Path, _ entries: [World.Entry], depth: Int, _ world: World
  ) throws(ReadError) {
    for entry in entries {
      let path = folder.appending(entry.name)
      if !entry.isDirectory {
        files.append(path)
        guard files.count <= Walk.fileCap else {
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
