import Dispatch
import Model
import Readers
import Synchronization
import Syntax

/// Reads a file, in parts on all cores where its format says how it may be cut and it is long enough to be worth it.
///
/// - Parameter source: the file's bytes from the start, of which nothing was taken yet.
func readParts(
  _ path: Path, with reader: Reader, _ source: consuming ByteSource, in world: World
) throws(ReadError) -> Evidence {
  guard reader.looksAhead || reader.boundary != nil, source.isAsStored, let size = world.size(world.path(path)),
    size >= Ahead.worth
  else { return try reader.read(&source, path) }
  guard let boundary = reader.boundary else {
    if size > ByteCap().stored { return try reader.read(&source, path) }
    return try readAhead(path, with: reader, size, in: world)
  }
  let cuts = try cuts(of: path, size, at: boundary, in: world)
  let parts = zip([0] + cuts, cuts + [size]).map { $0..<$1 }
  let results = Mutex([Result<Evidence, ReadError>?](repeating: nil, count: parts.count))
  DispatchQueue.concurrentPerform(iterations: parts.count) { index in
    let result = Result { () throws(ReadError) in try read(path, parts[index], with: reader, in: world) }
    results.withLock { $0[index] = result }
  }
  var evidence = Evidence()
  // Nobody else may hold a part while it is merged, or all of it would be copied.
  var rest: [Result<Evidence, ReadError>?] = []
  results.withLock { swap(&rest, &$0) }
  while !rest.isEmpty {
    if let part = try rest.removeFirst()?.get() { evidence.merge(part) }
  }
  // What a report carries is true of all its files, whichever part showed it.
  evidence.coverage.declare(evidence.coverage.carried)
  return evidence
}

/// Places to cut a file in halves, or wherever the boundary stands next; none where it does not come soon.
private func cuts(
  of path: Path, _ size: Int, at boundary: [UInt8], in world: World
) throws(ReadError) -> [Int] {
  let half = size / 2
  var source = try ByteSource(world.openPart(world.path(path), half..<size))
  var reach = 64 << 10
  while source.isAsStored, reach <= 4 << 20 {
    try source.fill(upTo: reach)
    if let found = source.buffer.firstIndex(of: boundary) { return [half + found + boundary.count] }
    reach *= 4
  }
  return []
}

private func read(
  _ path: Path, _ part: Range<Int>, with reader: Reader, in world: World
) throws(ReadError) -> Evidence {
  var source = try ByteSource(world.openPart(world.path(path), part))
  do throws(ReadError) {
    return try reader.read(&source, path)
  } catch {
    guard let line = error.line, part.lowerBound > 0 else { throw error }
    // Lines count from the start of the file; those before the part are counted only now that one is asked for.
    var before = try ByteSource(world.openPart(world.path(path), 0..<part.lowerBound))
    while try before.nextLines() != nil {}
    throw ReadError(line: line + before.line - 1, met: error.met, wanted: error.wanted)
  }
}
