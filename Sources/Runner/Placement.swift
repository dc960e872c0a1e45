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
    let folder = files.plainFolder
    let rest = Path(files.pattern).segments.dropFirst(folder.segments.count)
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
