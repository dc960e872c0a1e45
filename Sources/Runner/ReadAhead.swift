import Model
import Readers
import Syntax

/// Reads a file while other cores read parts of it, where the reader asks them to.
func readAhead(_ path: Path, with reader: Reader, _ size: Int, in world: World) throws(ReadError) -> Evidence {
  let place = world.path(path)
  let desk = AheadDesk(helpers: world.cores - 1, spawn: world.spawn)
  defer { desk.close() }
  var source = try ByteSource(world.open(place))
  source.ahead = Ahead(size: size, desk: desk) { part throws(ReadError) in try world.openPart(place, part) }
  do throws(ReadError) {
    return try reader.read(&source, path)
  } catch {
    // What is wrong is told by who reads the whole: always in the same words.
    desk.close()
    var source = try ByteSource(world.open(place))
    return try reader.read(&source, path)
  }
}
