package import Model

/// Finds which files of the repository the paths of reports mean.
///
/// In this order: what the policy maps; the same path; the folder of a package that the path begins with; the one
/// file whose path ends as the report's does, behind the roots that the report names or without them, or the other
/// way round; of several such files the one in the folder in which all else was found.
package struct CoveragePaths {
  /// What each file of the repository is.
  private let known: [Path: FileKind]
  private let files: [Path]
  private let mappings: [Policy.PathMapping]
  private let packages: [Path: Path]
  private let classifier: Classifier

  package init(_ matter: Case) {
    files = matter.files.paths
    known = matter.files.kinds
    classifier = matter.policy.classifier
    mappings = matter.policy.coverage.pathMap
    packages = matter.packages
  }

  package func paths(of coverage: Coverage) -> CoveredPaths {
    let roots = coverage.roots.sorted().map(\.withoutScheme)
    var paths = CoveredPaths()
    var open: [(path: Path, candidates: [Path])] = []
    var folders: Set<Path> = []
    var ends: FileEnds?
    for path in coverage.files.keys.sorted() {
      let candidates = candidates(for: path, roots, &ends)
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
    paths.suggestion = suggestion(for: paths.unmatched, &ends)
    return paths
  }

  private func match(_ reported: Path, _ file: Path) -> CoveredPaths.Match {
    CoveredPaths.Match(reported: reported, file: file, kind: known[file] ?? classifier.kind(of: file))
  }

  /// - Parameter ends: made when they are first asked for
  private func candidates(for reported: Path, _ roots: [Path], _ ends: inout FileEnds?) -> [Path] {
    let path = reported.withoutScheme.normalised
    // A run outside any repository knows no files: what reports say is all there is.
    if known.isEmpty { return [path] }
    for mapping in mappings {
      guard let rest = path.relative(to: mapping.prefix.normalised) else { continue }
      return [mapping.folder.appending(rest).normalised].filter { known[$0] != nil }
    }
    // A name that git knows may hold what a path never does.
    if reported != path, known[reported] != nil { return [reported] }
    if known[path] != nil { return [path] }
    if let file = packageFile(path) { return [file] }
    for root in roots {
      let found = files(by: root.appending(reported).normalised, &ends)
      if !found.isEmpty { return found }
    }
    return files(by: path, &ends)
  }

  private func files(by spelling: Path, _ ends: inout FileEnds?) -> [Path] {
    if known[spelling] != nil { return [spelling] }
    let ends = made(&ends)
    let longer = ends.files(endingWith: spelling)
    return longer.isEmpty ? [ends.file(endOf: spelling)].compactMap(\.self) : longer.sorted()
  }

  private func made(_ ends: inout FileEnds?) -> FileEnds {
    if let ends { return ends }
    let made = FileEnds(files)
    ends = made
    return made
  }

  /// The file of the package with the longest name that a path begins with.
  private func packageFile(_ path: Path) -> Path? {
    if packages.isEmpty { return nil }
    return packages.keys.ordered { $0.bytes.count > $1.bytes.count }.lazy.compactMap { name -> Path? in
      guard let rest = path.relative(to: name), let folder = packages[name] else { return nil }
      let file = folder.appending(rest)
      return known[file] == nil ? nil : file
    }.first
  }
}

extension CoveragePaths {
  private static let mostSuggestions = 20

  /// A mapping that would find one of the first of some files, or its name in other letters.
  private func suggestion(for unmatched: [Path], _ ends: inout FileEnds?) -> String? {
    for path in unmatched.prefix(CoveragePaths.mostSuggestions) {
      if let suggestion = suggestion(for: path.withoutScheme.normalised, made(&ends)) { return suggestion }
    }
    return nil
  }

  private func suggestion(for path: Path, _ ends: FileEnds) -> String? {
    let alike = ends.files(endingWith: path.basename).map { (file: $0, shared: $0.sharedEnd(with: path)) }
    if let best = alike.max(by: { ($0.shared, $1.file) < ($1.shared, $0.file) }), best.shared > 0 {
      let prefix = path.dropping(last: best.shared)
      let folder = best.file.dropping(last: best.shared)
      guard !prefix.isEmpty else { return nil }
      return "Add coverage.map: { \"\(prefix)\": \"\(folder.isEmpty ? "." : folder)\" }, if \(path) means \(best.file)"
    }
    let lowered = path.basename.description.lowercased()
    let others = files.filter { $0.basename.description.lowercased() == lowered }
    let other = others.min { ($0.basename, $0) < ($1.basename, $1) }
    return other.map { "Write paths in the letters of the repository: \($0), not \(path)" }
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
