package import Model

/// Finds which files of the repository the paths of reports mean.
///
/// In this order: what the policy maps; the same path; the folder of a package that the path begins with; the one
/// file whose path ends as the report's does, behind the roots that the report names or without them, or the other
/// way round; of several such files the one in the folder in which all else was found.
package struct CoveragePaths {
  package struct Result {
    /// Ascending.
    package var files: [CoveredFile] = []
    package var paths: CoveredPaths
    /// What to do about those that were not found, where something like them is there.
    var suggestion: String?
  }

  /// What each file of the repository is.
  let known: [Path: FileKind]
  private let byName: [Path: [Path]]
  private let mappings: [Policy.PathMapping]
  private let packages: [Path: Path]
  private let classifier: Classifier

  package init(_ matter: Case) {
    known = matter.files.kinds
    classifier = matter.policy.classifier
    byName = Dictionary(grouping: matter.files.map(\.path), by: \.basename)
    mappings = matter.policy.coverage.pathMap
    packages = matter.packages
  }

  package func matched(_ coverage: Coverage) -> Result {
    let paths = coverage.paths ?? paths(of: coverage)
    var result = Result(paths: paths)
    result.files.reserveCapacity(paths.matches.count)
    for match in paths.matches {
      guard var file = coverage.files[match.reported] else { continue }
      file.settle()
      if let last = result.files.last, last.path == match.file {
        // Two reports call it by different names.
        result.files[result.files.count - 1].merge(file)
      } else {
        result.files.append(CoveredFile(path: match.file, kind: match.kind, coverage: file))
      }
    }
    result.suggestion = paths.unmatched.lazy.compactMap(suggestion).first
    return result
  }

  package func paths(of coverage: Coverage) -> CoveredPaths {
    let roots = coverage.roots.sorted().map(\.withoutScheme)
    var paths = CoveredPaths()
    var open: [(path: Path, candidates: [Path])] = []
    var folders: Set<Path> = []
    for path in coverage.files.keys.sorted() {
      let candidates = candidates(for: path, roots)
      switch candidates.count {
      case 0: paths.unmatched.append(path)
      case 1:
        paths.matches.append(match(path, candidates[0]))
        if let folder = candidates[0].folder(before: path.normalised) { folders.insert(folder) }
      default: open.append((path, candidates))
      }
    }
    for (path, candidates) in open {
      let likely = candidates.filter { $0.folder(before: path.normalised).map(folders.contains) == true }
      if likely.count == 1 {
        paths.matches.append(match(path, likely[0]))
      } else {
        paths.ambiguous.append((path, candidates))
      }
    }
    paths.matches.sort { a, b in a.file == b.file ? a.reported < b.reported : a.file < b.file }
    return paths
  }

  private func match(_ reported: Path, _ file: Path) -> CoveredPaths.Match {
    CoveredPaths.Match(reported: reported, file: file, kind: known[file] ?? classifier.kind(of: file))
  }

  private func candidates(for reported: Path, _ roots: [Path]) -> [Path] {
    let path = reported.withoutScheme.normalised
    // A run outside any repository knows no files: what reports say is all there is.
    if known.isEmpty { return [path] }
    for mapping in mappings {
      guard let rest = path.relative(to: mapping.prefix.normalised) else { continue }
      return [mapping.folder.appending(rest).normalised].filter { known[$0] != nil }
    }
    if known[path] != nil { return [path] }
    if let file = packageFile(path) { return [file] }
    for spelling in roots.map({ $0.appending(reported).normalised }) + [path] {
      if known[spelling] != nil { return [spelling] }
      let depth = spelling.depth
      let same = byName[spelling.basename, default: []].map { (path: $0, depth: $0.depth) }
        .filter { $0.path.sharedEnd(with: spelling) == min($0.depth, depth) }
      let longest = same.map { $0.depth }.max() ?? 0
      let best = same.filter { $0.depth == longest || $0.depth >= depth }
      if !best.isEmpty { return best.map { $0.path }.sorted() }
    }
    return []
  }

  /// The file of the package with the longest name that a path begins with.
  private func packageFile(_ path: Path) -> Path? {
    packages.keys.sorted { $0.bytes.count > $1.bytes.count }.lazy.compactMap { name -> Path? in
      guard let rest = path.relative(to: name), let folder = packages[name] else { return nil }
      let file = folder.appending(rest)
      return known[file] == nil ? nil : file
    }.first
  }
}

/// What ran of a file of the repository.
package struct CoveredFile {
  package let path: Path
  let kind: FileKind
  /// Settled.
  package fileprivate(set) var coverage: FileCoverage

  fileprivate mutating func merge(_ other: FileCoverage) {
    coverage.merge(other)
    coverage.settle()
  }

  /// Takes out what stands in some lines.
  /// - Returns: how many lines that were.
  mutating func remove(_ ranges: [ClosedRange<Int>]) -> Int { coverage.remove(ranges) }
}

extension CoveragePaths {
  /// A mapping that would find the file, or its name in other letters.
  private func suggestion(for reported: Path) -> String? {
    let path = reported.withoutScheme.normalised
    let alike = byName[path.basename, default: []].map { (file: $0, shared: $0.sharedEnd(with: path)) }
    if let best = alike.max(by: { ($0.shared, $1.file) < ($1.shared, $0.file) }), best.shared > 0 {
      let prefix = path.dropping(last: best.shared)
      let folder = best.file.dropping(last: best.shared)
      guard !prefix.isEmpty else { return nil }
      return "Add coverage.map: { \"\(prefix)\": \"\(folder.isEmpty ? "." : folder)\" }, if \(path) means \(best.file)"
    }
    let lowered = path.basename.description.lowercased()
    let other = byName.keys.sorted().first { $0.description.lowercased() == lowered }
    return other.flatMap { byName[$0]?.min() }.map {
      "Write paths in the letters of the repository: \($0), not \(path)"
    }
  }
}

extension Path {
  /// Without `file://` or what else of a URL stands before the path.
  fileprivate var withoutScheme: Path {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      return self
    }
    let rest = bytes[(colon + 3)...]
    // What follows is the name of a host, but where a file has none.
    return Path(bytes: Array(rest[(rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.startIndex)...]))
  }

  /// The folder that must stand before another path to make this one; `nil` where that is not its end.
  fileprivate func folder(before path: Path) -> Path? {
    let depth = path.depth
    guard depth < self.depth, sharedEnd(with: path) == depth else { return nil }
    return dropping(last: depth)
  }

  fileprivate func dropping(last count: Int) -> Path {
    let kept = segments.dropLast(count)
    return Path(bytes: (isAbsolute ? [UInt8(ascii: "/")] : []) + Array(kept.joined(separator: [UInt8(ascii: "/")])))
  }
}
