import Model

/// Many patterns that are asked about many paths: each stands at the folder that it begins with, so that a path asks
/// those of its own folders alone.
struct GlobIndex<Owner> {
  private var rows: [Path: [(glob: Glob, owner: Owner)]] = [:]

  mutating func add(_ glob: Glob, of owner: Owner) {
    let isBasename = !glob.pattern.utf8.contains(UInt8(ascii: "/"))
    rows[isBasename ? "" : glob.plainFolder, default: []].append((glob, owner))
  }

  /// The owners of the patterns that match.
  func owners(of path: Path) -> [Owner] {
    path.foldersAndItself.flatMap { folder in
      (rows[folder] ?? []).lazy.filter { $0.glob.matches(path) }.map(\.owner)
    }
  }
}

extension Glob {
  /// The segments without wildcards that a pattern over whole paths begins with.
  var plainFolder: Path {
    let plain = Path(pattern).segments.prefix { !$0.contains(where: "*?[{".utf8.contains) }
    return Path(bytes: Array(plain.joined(separator: [UInt8(ascii: "/")])))
  }
}

extension Path {
  /// The root, each folder on the way, and the path.
  var foldersAndItself: [Path] {
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }
    return [""] + ends.map { Path(bytes: Array(bytes[..<$0])) } + [self]
  }
}
