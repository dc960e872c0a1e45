/// Rows of patterns that are asked about many paths: by a path's last byte most of them are left out.
package struct GlobRows: Sendable {
  private var patterns: [(row: Int, pattern: GlobPattern, isBasename: Bool)] = []
  /// By the last byte of a path, the places of those that may match it; ascending.
  private var places = [[Int]](repeating: [], count: 256)
  /// The places of those that may match whatever the last byte is; ascending.
  private var open: [Int] = []

  package init(_ rows: [[Glob]]) {
    for (row, globs) in rows.enumerated() {
      for glob in globs {
        for pattern in glob.alternatives {
          if let last = pattern.ending.last {
            places[Int(last)].append(patterns.count)
          } else {
            open.append(patterns.count)
          }
          patterns.append((row, pattern, glob.isBasename))
        }
      }
    }
  }

  /// The first row of which a pattern matches.
  package func first(matching path: Path) -> Int? {
    let bytes = path.bytes.span
    let subject = GlobSubject(bytes)
    guard subject.start < subject.end else { return nil }
    let closed = places[Int(bytes[subject.end - 1])].first { matches($0, bytes, subject) }
    let place = open.prefix { $0 < closed ?? .max }.first { matches($0, bytes, subject) } ?? closed
    return place.map { patterns[$0].row }
  }

  /// All rows of which a pattern matches, each once; ascending.
  package func all(matching path: Path) -> [Int] {
    let bytes = path.bytes.span
    let subject = GlobSubject(bytes)
    guard subject.start < subject.end else { return [] }
    let asked = [places[Int(bytes[subject.end - 1])], open].joined()
    return Set(asked.filter { matches($0, bytes, subject) }.map { patterns[$0].row }).sorted()
  }

  private func matches(_ place: Int, _ bytes: Span<UInt8>, _ subject: GlobSubject) -> Bool {
    patterns[place].pattern.matches(bytes, subject, isBasename: patterns[place].isBasename)
  }
}
