/// What ran of many files, each by the path that the reports write.
package struct CoveredFiles: Sendable {
  private struct Entry: Sendable {
    let path: Path
    let hash: UInt32
    var file: FileCoverage
  }

  private var entries: [Entry] = []
  // A dictionary would ask for the hashes of paths again whenever it grows, and move all files about.
  private var places = PlaceIndex()

  package init() {}

  package var count: Int { entries.count }
  package var isEmpty: Bool { entries.isEmpty }
  package var keys: [Path] { entries.map(\.path) }
  package subscript(path: Path) -> FileCoverage? {
    place(of: path, UInt32(truncatingIfNeeded: path.hashValue)).map { entries[$0].file }
  }

  /// Adds a file, or what is told of one that is known.
  mutating func add(_ file: consuming FileCoverage, at path: Path) {
    add(Entry(path: path, hash: UInt32(truncatingIfNeeded: path.hashValue), file: file))
  }

  private mutating func add(_ entry: consuming Entry) {
    if let place = place(of: entry.path, entry.hash) {
      entries[place].file.merge(entry.file)
    } else {
      places.insert(entries.count, hash: entry.hash)
      entries.append(entry)
    }
  }

  private func place(of path: Path, _ hash: UInt32) -> Int? {
    places.first(hash) { entries[$0].path == path }
  }

  /// Takes over the files of another.
  mutating func merge(_ other: consuming CoveredFiles) {
    var other = other
    if isEmpty { swap(&self, &other) }
    // From the end, where a file can be taken out and need not be copied.
    while let entry = other.entries.popLast() { add(entry) }
  }

  mutating func update(_ change: (inout FileCoverage) -> Void) {
    for place in entries.indices { change(&entries[place].file) }
  }

  /// Of settled coverage: all of them together.
  var shares: CoverageShares { entries.reduce(CoverageShares()) { $0 + $1.file.shares } }
}
