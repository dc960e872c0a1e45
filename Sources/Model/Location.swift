/// A place in a file of the repository; lines and columns count from 1.
package struct Location: Hashable, Sendable {
  package var path: Path
  package var line: Int?
  package var column: Int?

  package init(_ path: Path, line: Int? = nil, column: Int? = nil) {
    self.path = path
    self.line = line
    self.column = column
  }
}

extension Location: Comparable {
  package static func < (a: Location, b: Location) -> Bool {
    (a.path, a.line ?? 0, a.column ?? 0) < (b.path, b.line ?? 0, b.column ?? 0)
  }
}

extension Location: CustomStringConvertible {
  package var description: String {
    ([path.description] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}
