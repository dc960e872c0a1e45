import Model
import Syntax

/// The files of folders that are no links, each folder looked at once.
struct PlainFiles {
  private var names: [Path: Set<Path>] = [:]

  /// Throws at a link: it may lead out of the repository.
  mutating func check(_ path: Path, in world: World) throws(ReadError) {
    let folder = path.parent
    if names[folder] == nil {
      names[folder] = Set(try world.list(world.path(folder)).filter(\.isFile).map(\.name))
    }
    guard names[folder]?.contains(path.basename) == true else {
      throw ReadError(met: "no file, or a link", wanted: "a file")
    }
  }
}
