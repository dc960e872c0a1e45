/// Rows of patterns that are asked about many paths: by a path's last byte most of them are left out.
package struct GlobRows: Sendable {
  private var globs: [(row: Int, glob: Glob)] = []
  /// By the last byte of a path, the places of those that may match it; ascending.
  private var places = [[Int]](repeating: [], count: 256)

  package init(_ rows: [[Glob]]) {
    for (row, all) in rows.enumerated() {
      for glob in all {
        for ending in glob.endings ?? Set(0...255) { places[Int(ending)].append(globs.count) }
        globs.append((row, glob))
      }
    }
  }

  /// The first row of which a pattern matches.
  package func first(matching segments: [ArraySlice<UInt8>]) -> Int? {
    guard let last = segments.last?.last else { return nil }
    return places[Int(last)].first { globs[$0].glob.matches(segments: segments) }.map { globs[$0].row }
  }

  /// All rows of which a pattern matches, each once; ascending.
  package func all(matching segments: [ArraySlice<UInt8>]) -> [Int] {
    guard let last = segments.last?.last else { return [] }
    var rows: [Int] = []
    for place in places[Int(last)] where rows.last != globs[place].row {
      if globs[place].glob.matches(segments: segments) { rows.append(globs[place].row) }
    }
    return rows
  }
}
