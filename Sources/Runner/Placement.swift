import Model

/// Tells whose a path is. Patterns are found by the folder that they begin with: asking each of ten thousand about
/// each file would take minutes.
struct Placement {
  private struct Claim {
    let claimant: Int
    /// `nil`: all below the folder.
    let files: Glob?
  }

  private var claims: [Path: [Claim]] = [:]

  /// Claims all below a folder, and a file of that name.
  mutating func claim(_ folder: Path, for claimant: Int) {
    claims[folder, default: []].append(Claim(claimant: claimant, files: nil))
  }

  /// Claims what a pattern over whole paths matches; one without wildcards is a file's or a folder's name.
  mutating func claim(_ files: Glob, for claimant: Int) {
    let segments = Path(files.pattern).segments
    let plain = segments.prefix { !$0.contains(where: "*?[{".utf8.contains) }
    let folder = Path(bytes: Array(plain.joined(separator: [UInt8(ascii: "/")])))
    let rest = segments.dropFirst(plain.count)
    if rest.isEmpty || rest.elementsEqual(["**"], by: { $0.elementsEqual($1.utf8) }) {
      claim(folder, for: claimant)
    } else {
      claims[folder, default: []].append(Claim(claimant: claimant, files: files))
    }
  }

  /// Those that claim a path, each once, ascending.
  func claimants(of path: Path) -> [Int] {
    var found: [Int] = []
    for folder in path.foldersAndItself {
      for claim in claims[folder] ?? [] where claim.files?.matches(path) ?? true { found.append(claim.claimant) }
    }
    return found.count < 2 ? found : Set(found).sorted()
  }
}

extension Path {
  /// The root, each folder on the way, and the path.
  fileprivate var foldersAndItself: [Path] {
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }
    return [""] + ends.map { Path(bytes: Array(bytes[..<$0])) } + [self]
  }
}
