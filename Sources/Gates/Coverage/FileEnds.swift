import Model

/// The files of a repository by the ends of their paths, for paths that begin elsewhere.
///
/// A report names files as the machine had them that ran the tests, `/home/build/repo/src/a.py` for src/a.py, or as a
/// folder of the repository has them, `a.py`. All ends of a path are found in one pass over it, from its end.
final class FileEnds {
  /// An end of a file's path.
  private struct End {
    let file: Int
    let start: Int
    /// The next end that reads the same.
    var next: Int?
  }

  private let files: [Path]
  /// How many segments the longest path has.
  private let deepest: Int
  private let key = EndHash.Key()
  /// By their whole paths.
  private var wholes = PlaceIndex()
  /// By all ends, which are some for each file and few reports ask for; empty until one does.
  private var index = PlaceIndex()
  private var ends: [End] = []

  /// - Parameter files: normal paths
  init(_ files: [Path]) {
    self.files = files
    deepest = files.lazy.map(\.depth).max() ?? 0
    for (file, path) in files.enumerated() { wholes.insert(file, hash: EndHash(path, key).short) }
  }

  /// The files whose paths end with a normal path, or are it; it may be absolute.
  func files(endingWith path: Path) -> [Path] {
    if path.depth > deepest { return [] }
    if ends.isEmpty { findEnds() }
    var found: [Path] = []
    var place = longest(of: path)
    while let at = place {
      found.append(files[ends[at].file])
      place = ends[at].next
    }
    return found
  }

  /// The file whose whole path is an end of a normal path; of several the longest.
  func file(endOf path: Path) -> Path? {
    var found: Int?
    FileEnds.each(endOf: path, key) { start, hash in
      let file = wholes.first(hash) { files[$0].bytes.elementsEqual(path.bytes[start...]) }
      found = file ?? found
    }
    return found.map { files[$0] }
  }

  private func findEnds() {
    for (file, path) in files.enumerated() { FileEnds.each(endOf: path, key) { add($0, of: file, $1) } }
  }

  /// The first of the ends that are the path from its first segment on.
  private func longest(of path: Path) -> Int? {
    var last: (start: Int, hash: UInt32)?
    FileEnds.each(endOf: path, key) { last = ($0, $1) }
    return last.flatMap { place(of: path, $0.start, $0.hash) }
  }

  private func add(_ start: Int, of file: Int, _ hash: UInt32) {
    if let place = place(of: files[file], start, hash) {
      ends.append(End(file: file, start: start, next: ends[place].next))
      ends[place].next = ends.count - 1
    } else {
      index.insert(ends.count, hash: hash)
      ends.append(End(file: file, start: start))
    }
  }

  private func place(of path: Path, _ start: Int, _ hash: UInt32) -> Int? {
    index.first(hash) { place in
      files[ends[place].file].bytes[ends[place].start...].elementsEqual(path.bytes[start...])
    }
  }

  /// Goes over the ends of a path, from the shortest, where each begins and by its hash.
  private static func each(endOf path: Path, _ key: EndHash.Key, _ body: (_ start: Int, _ hash: UInt32) -> Void) {
    let slash = UInt8(ascii: "/")
    var hash = EndHash()
    for at in path.bytes.indices.reversed() {
      if path.bytes[at] == slash, at + 1 < path.bytes.count { body(at + 1, hash.short) }
      hash.add(path.bytes[at], key)
    }
    if !path.isAbsolute, !path.isEmpty { body(0, hash.short) }
  }
}

/// A number for bytes, from the last to the first: the value of a polynomial at a point that nobody can foresee, modulo
/// 2 to the power of 61 less 1. No repository can choose its names so that they meet.
private struct EndHash {
  struct Key {
    fileprivate let point = UInt64(UInt.init(bitPattern: Hasher().finalize())) % EndHash.prime
  }

  private static let prime: UInt64 = 1 << 61 - 1
  private var value: UInt64 = 0

  init() {}

  init(_ path: Path, _ key: Key) { for byte in path.bytes.reversed() { add(byte, key) } }

  @inline(__always)
  mutating func add(_ byte: UInt8, _ key: Key) {
    let (high, low) = value.multipliedFullWidth(by: key.point)
    let sum = (low & EndHash.prime) + (high << 3 | low >> 61) + UInt64(byte) + 1
    let folded = (sum & EndHash.prime) + sum >> 61
    value = folded >= EndHash.prime ? folded - EndHash.prime : folded
  }

  var short: UInt32 { UInt32(truncatingIfNeeded: value ^ value >> 32) }
}
