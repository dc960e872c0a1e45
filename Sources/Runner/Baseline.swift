import Model
import Readers
import Syntax

/// How many commits are looked at for one that has a record.
private let reach = 10_000

/// Has git begin with what `baseline` will ask it.
func foreseeBaseline(of change: Change, from asked: RecordStore?, in world: World) {
  if change.base != nil, let ref = (asked ?? .usual).ref { world.foresee(naming(ref)) }
}

/// The record that a change is compared with: that of its base, or of the nearest of its ancestors that has one.
///
/// What stands in its way (no record, one that is broken) is told in a notice and never thrown: without a baseline
/// nothing counts as having been there before.
/// - Parameters:
///   - asked: the store to look in; without one, the usual notes are, and are not missed.
///   - folder: where its name starts from.
func baseline(
  of change: Change, from asked: RecordStore?, at folder: Path, _ repository: Repository, _ notices: inout [String],
  in world: World
) -> Record? {
  guard let base = change.base else {
    if asked != nil { notices.append("no record is compared with: the base of the change is not known") }
    return nil
  }
  let store = asked ?? .usual
  do throws(ReadError) {
    guard var index = try index(of: store.from(folder), base, repository, in: world) else {
      if asked != nil { notices.append("no record is compared with: there is no \(store) yet") }
      return nil
    }
    let record = try nearest(to: base, in: &index, world)
    notices += index.notices.map { "\(store): \($0)" }
    if let record {
      let place = record.commit == base ? "the base" : "the nearest ancestor of the base that has one"
      notices.append("compared with the record of \(record.commit.prefix(12)) in \(store), \(place)")
    } else if asked != nil {
      notices.append("no record is compared with: \(store) has none of the base or an ancestor of it")
    }
    return record
  } catch {
    notices.append("no record is compared with: \(store): \(error.message)")
    return nil
  }
}

private func nearest(to base: String, in index: inout RecordIndex, _ world: World) throws(ReadError) -> Record? {
  if index.commits.isEmpty { return nil }
  var source = ByteSource(printed: try world.git(["rev-list", "--max-count=\(reach)", base, "--"]))
  while let line = try source.nextLine() {
    let commit = source.text(line)
    if index.commits.contains(commit), let record = try index.record(of: commit) { return record }
  }
  return nil
}

private func index(
  of store: RecordStore, _ base: String, _ repository: Repository, in world: World
) throws(ReadError) -> RecordIndex? {
  switch store {
  case .notes(let ref): return try RecordIndex(notes: ref, in: world)
  case .file(let path):
    if let own = repository.tracked(path, in: world) {
      // What the change can alter is taken as it was before the change.
      guard let bytes = try world.blobs([BlobName(base, own)])[0] else { return nil }
      return try RecordIndex(lines: ByteStream(bytes)) { part in ByteStream(bytes[part]) }
    }
    guard world.type(path) != nil else { return nil }
    return try RecordIndex(lines: world.open(path)) { part throws(ReadError) in try world.openPart(path, part) }
  }
}

extension Repository {
  /// The path from the top of a file that git tracks, or that lies in what it tracks (a link, a submodule).
  func tracked(_ path: Path, in world: World) -> Path? {
    // Git resolves every link on the way to a folder that it is run in.
    var folder = world
    folder.directory = path.parent
    guard isGit, let place = try? folder.gitText(["rev-parse", "--show-toplevel", "--show-prefix"]) else { return nil }
    let parts = place.split(separator: "\n", omittingEmptySubsequences: false).map { Path(String($0)) }
    guard parts.count == 2,
      let own = parts[0].appending(parts[1]).appending(path.basename).relative(to: world.directory)
    else { return nil }
    let segments = own.segments
    let ways = segments.indices.map { Path(bytes: Array(segments[...$0].joined(separator: [UInt8(ascii: "/")]))) }
    return tracked.contains(where: ways.contains) ? own : nil
  }
}
