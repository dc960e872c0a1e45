package import Model
package import Syntax

/// A file as a commit holds it.
package struct BlobName: Hashable, Sendable, CustomStringConvertible {
  /// Whatever git knows a commit by.
  package var revision: String
  /// From the top of the repository.
  package var path: Path

  package init(_ revision: String, _ path: Path) {
    self.revision = revision
    self.path = path
  }

  package var description: String { "\(revision):\(path)" }
  fileprivate var bytes: [UInt8] { Array("\(revision):".utf8) + path.bytes }
}

extension World {
  /// What files hold in commits, read by one git process; links within a commit are followed, as in a checkout.
  ///
  /// - Parameter cap: what is read of all files together, in bytes.
  /// - Returns: the bytes of each, in the order of the names; `nil` where the commit has no such file.
  /// - Throws: `ReadError` where git cannot tell, or a name means something else than a file.
  /// - Source: git-cat-file(1), section BATCH OUTPUT
  package func blobs(_ names: [BlobName], cap: Int = ByteCap.held) throws(ReadError) -> [[UInt8]?] {
    let blobs = try read(names, cap: cap)
    try confirm(missing: zip(names, blobs).filter { $1 == nil }.map(\.0))
    return blobs
  }

  /// The same of files that stand for each other: of each commit the first that it has, and `nil` where it has none.
  package func firstBlobs(
    of paths: [Path], in commits: [String]
  ) throws(ReadError) -> [(path: Path, bytes: [UInt8])?] {
    let blobs = try read(commits.flatMap { commit in paths.map { BlobName(commit, $0) } }, cap: ByteCap.held)
    var missing: [BlobName] = []
    let found = commits.indices.map { place -> (path: Path, bytes: [UInt8])? in
      for (path, blob) in zip(paths, blobs[(place * paths.count)...]) {
        if let blob { return (path, blob) }
        missing.append(BlobName(commits[place], path))
      }
      return nil
    }
    try confirm(missing: missing)
    return found
  }

  /// - Returns: `nil` where git has no content.
  private func read(_ names: [BlobName], cap: Int) throws(ReadError) -> [[UInt8]?] {
    if names.isEmpty { return [] }
    for name in names { try name.check() }
    let asked = names.flatMap { $0.bytes + [UInt8(ascii: "\n")] }
    var source = ByteSource(printed: try git(["cat-file", "--batch", "--follow-symlinks"], input: asked))
    var blobs: [[UInt8]?] = []
    var size = 0
    for name in names {
      let blob = try source.nextBlob(name, atMost: cap - size, of: cap)
      size += blob?.count ?? 0
      blobs.append(blob)
    }
    while try source.more() { source.start = source.end }
    return blobs
  }

  /// Sees to it that what git calls missing is not in the commit either, rather than only not in this clone.
  private func confirm(missing names: [BlobName]) throws(ReadError) {
    for (revision, names) in Dictionary(grouping: names, by: \.revision).ordered(by: { $0.key < $1.key }) {
      let listing = ["ls-tree", "-z", "--name-only", "--full-tree", "--end-of-options", revision]
      var source = ByteSource(printed: try git(listing + names.map(\.path.description)))
      while let entry = try source.nextField(endedBy: 0) {
        let path = Path(bytes: Array(source.buffer[entry]))
        guard !names.contains(where: { $0.path == path }) else {
          throw ReadError(met: "no content of \(revision):\(path) in this clone", wanted: "all of the commit")
        }
      }
    }
  }
}

extension BlobName {
  fileprivate func check() throws(ReadError) {
    guard path.isText else {
      throw ReadError(met: "the name \(ReadError.quoted(bytes))", wanted: "one that is UTF-8")
    }
    guard !bytes.contains(where: { $0 == UInt8(ascii: "\n") || $0 == 0 }), !revision.hasPrefix("-") else {
      throw ReadError(met: "the name \(ReadError.quoted(bytes))", wanted: "one without a line's end")
    }
  }
}

extension ByteSource {
  fileprivate mutating func nextBlob(_ name: BlobName, atMost left: Int, of cap: Int) throws(ReadError) -> [UInt8]? {
    guard let line = try nextField(endedBy: UInt8(ascii: "\n")) else {
      throw ReadError(met: "the end", wanted: "what git knows of \(name)")
    }
    if buffer[line].elementsEqual(name.bytes + Array(" missing".utf8)) { return nil }
    let words = buffer[line].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    if words.count == 2, words[0] == "notdir", let size = Int(words[1]) {
      _ = try take(piece: size, name)
      return nil
    }
    guard words.count == 3, let size = Int(words[2]) else {
      throw ReadError(met: "a link that leads to no file of the commit at \(name)", wanted: "a file")
    }
    guard words[1] == "blob" else { throw ReadError(met: "a \(words[1]) at \(name)", wanted: "a file") }
    guard size <= left else {
      throw ReadError(
        met: "more than \(cap >> 20) MiB with \(name)", wanted: "at most that in all files of a commit")
    }
    return try take(piece: size, name)
  }

  /// So many bytes, and the line's end behind them.
  private mutating func take(piece size: Int, _ name: BlobName) throws(ReadError) -> [UInt8] {
    let piece = try take(max(size, 0))
    guard try take(1) == [UInt8(ascii: "\n")] else {
      throw ReadError(met: "something behind \(name)", wanted: "a line's end")
    }
    return piece
  }
}
