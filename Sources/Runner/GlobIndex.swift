import Model

/// Many patterns that are asked about many paths: each stands at the folder that it begins with, so that a path asks
/// those of its own folders alone.
struct GlobIndex<Owner> {
  private var rows: [Path: [(glob: Glob, owner: Owner)]] = [:]
  /// How long the names of the folders are.
  private var lengths: Set<Int> = []

  mutating func add(_ glob: Glob, of owner: Owner) {
    let isBasename = !glob.pattern.utf8.contains(UInt8(ascii: "/"))
    let folder = isBasename ? "" : glob.plainFolder
    rows[folder, default: []].append((glob, owner))
    lengths.insert(folder.bytes.count)
  }

  /// The owners of the patterns that match.
  func owners(of path: Path) -> [Owner] {
    var owners: [Owner] = []
    for end in path.folderEnds where lengths.contains(end) {
      guard let row = rows[Path(bytes: Array(path.bytes[..<end]))] else { continue }
      for (glob, owner) in row where glob.matches(path) { owners.append(owner) }
    }
    return owners
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
  var foldersAndItself: [Path] { folderEnds.map { Path(bytes: Array(bytes[..<$0])) } }

  /// How long the names of these are.
  fileprivate var folderEnds: [Int] { [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") } + [bytes.count] }
}
