import Model
import Readers
import Syntax

/// Reads a file, in parts on all cores where its format says how it may be cut and it is long enough to be worth it.
///
/// - Parameter source: the file's bytes from the start, of which nothing was taken yet.
func readParts(
  _ path: Path, with reader: Reader, _ source: consuming ByteSource, in world: World
) throws(ReadError) -> Evidence {
  guard source.isAsStored, let size = world.size(world.path(path)) else { return try reader.read(&source, path) }
  if reader.looksAhead, size >= Ahead.worth, size <= ByteCap().stored {
    return try readAhead(path, with: reader, size, in: world)
  }
  guard let boundary = reader.boundary, size >= boundary.worth else { return try reader.read(&source, path) }
  let cuts = try cuts(path, size, at: boundary, in: world)
  if cuts.isEmpty { return try reader.read(&source, path) }
  let parts = zip([0] + cuts, cuts + [size]).map { $0..<$1 }
  var rest = onAllCores(parts.count, in: world) { index in
    Result { () throws(ReadError) in
      let line = boundary.tellsLines ? try line(at: parts[index].lowerBound, of: path, in: world) : 1
      var part = try ByteSource(world.openPart(world.path(path), parts[index]), line: line)
      part.countsPlaces = boundary.tellsLines
      return try reader.read(&part, path)
    }
  }
  // What is wrong with a part is told by who reads the whole.
  guard case .success(var evidence) = rest.removeFirst() else { return try reader.read(&source, path) }
  while !rest.isEmpty {
    guard case .success(let part) = rest.removeFirst() else { return try reader.read(&source, path) }
    evidence.merge(consume part)
  }
  return evidence
}

/// The places to cut a file in parts, ascending.
///
/// Where a part must know its line, which takes a look at all that stands before it, there are two. Else each is a piece
/// of what is left, so that the last ones are short, and no core waits long for another.
private func cuts(
  _ path: Path, _ size: Int, at boundary: Boundary, in world: World
) throws(ReadError) -> [Int] {
  if boundary.tellsLines { return try cut(path, from: size / 2, size, at: boundary, in: world).map { [$0] } ?? [] }
  var cuts: [Int] = []
  while true {
    let last = cuts.last ?? 0
    let length = max((size - last) / max(2 * world.cores, 2), boundary.worth / 2)
    guard size - last >= 2 * length, let cut = try cut(path, from: last + length, size, at: boundary, in: world),
      cut < size
    else { return cuts }
    cuts.append(cut)
  }
}

/// The first place to cut a file from a place on; `nil` where it does not come soon.
private func cut(
  _ path: Path, from start: Int, _ size: Int, at boundary: Boundary, in world: World
) throws(ReadError) -> Int? {
  var source = try ByteSource(world.openPart(world.path(path), start..<size))
  var reach = 64 << 10
  while source.isAsStored, reach <= 4 << 20 {
    try source.fill(upTo: reach)
    if let found = source.buffer.firstIndex(of: boundary.text) { return start + found + boundary.cut }
    reach *= 4
  }
  return nil
}

/// The line of a place in a file, from 1.
private func line(at place: Int, of path: Path, in world: World) throws(ReadError) -> Int {
  if place == 0 { return 1 }
  var before = try ByteSource(world.openPart(world.path(path), 0..<place))
  while try before.nextLines() != nil {}
  return before.line
}
