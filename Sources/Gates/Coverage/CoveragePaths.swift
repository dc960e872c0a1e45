package import Model

/// Finds which files of the repository the paths of reports mean.
///
/// In this order: what the policy maps; the same path; the folder of a package that the path begins with; the one
/// file whose path ends as the report's does, behind the roots that the report names or without them, or the other
/// way round; of several such files the one in the folder in which all else was found.
package struct CoveragePaths {
  package struct Result {
    package var files: [Path: FileCoverage] = [:]
    /// Ascending.
    package var unmatched: [Path] = []
    package var ambiguous: [(path: Path, candidates: [Path])] = []
    /// What to do about those that were not found, where something like them is there.
    var suggestion: String?
  }

  private let known: Set<Path>
  private let byName: [Path: [Path]]
  private let mappings: [Policy.PathMapping]
  private let packages: [Path: Path]

  package init(_ matter: Case) {
    known = Set(matter.files.map(\.path))
    byName = Dictionary(grouping: matter.files.map(\.path), by: \.basename)
    mappings = matter.policy.coverage.pathMap
    packages = matter.packages
  }

  package func matched(_ coverage: Coverage) -> Result {
    var result = Result()
    var open: [(path: Path, candidates: [Path])] = []
    var folders: Set<Path> = []
    for (path, file) in coverage.files.sorted(by: { $0.key < $1.key }) {
      let candidates = candidates(for: path, coverage.roots)
      switch candidates.count {
      case 0: result.unmatched.append(path)
      case 1:
        result.files[candidates[0], default: FileCoverage()].merge(file)
        if let folder = candidates[0].folder(before: path.normalised) { folders.insert(folder) }
      default: open.append((path, candidates))
      }
    }
    for (path, candidates) in open {
      let likely = candidates.filter { $0.folder(before: path.normalised).map(folders.contains) == true }
      if likely.count == 1, let file = coverage.files[path] {
        result.files[likely[0], default: FileCoverage()].merge(file)
      } else {
        result.ambiguous.append((path, candidates))
      }
    }
    for index in result.files.values.indices { result.files.values[index].settle() }
    result.suggestion = result.unmatched.lazy.compactMap(suggestion).first
    return result
  }

  private func candidates(for reported: Path, _ roots: Set<Path>) -> [Path] {
    let path = reported.withoutScheme.normalised
    // A run outside any repository knows no files: what reports say is all there is.
    if known.isEmpty { return [path] }
    for mapping in mappings {
      guard let rest = path.relative(to: mapping.prefix.normalised) else { continue }
      return [mapping.folder.appending(rest).normalised].filter(known.contains)
    }
    if known.contains(path) { return [path] }
    if let file = packageFile(path) { return [file] }
    let spellings = roots.sorted().map { $0.withoutScheme.appending(reported).normalised } + [path]
    for spelling in spellings {
      if known.contains(spelling) { return [spelling] }
      let same = byName[spelling.basename, default: []].filter { ends($0, like: spelling) }
      let longest = same.map(\.segments.count).max() ?? 0
      let best = same.filter { $0.segments.count == longest || $0.segments.count >= spelling.segments.count }
      if !best.isEmpty { return best.sorted() }
    }
    return []
  }

  /// The file of the package with the longest name that a path begins with.
  private func packageFile(_ path: Path) -> Path? {
    packages.keys.sorted { $0.bytes.count > $1.bytes.count }.lazy.compactMap { name -> Path? in
      guard let rest = path.relative(to: name), let folder = packages[name] else { return nil }
      let file = folder.appending(rest)
      return known.contains(file) ? file : nil
    }.first
  }

  /// Whether the shorter of two paths is the end of the longer, whole segments compared.
  private func ends(_ a: Path, like b: Path) -> Bool {
    zip(a.segments.reversed(), b.segments.reversed()).allSatisfy { $0 == $1 }
  }
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
    guard path.segments.count < segments.count, sharedEnd(with: path) == path.segments.count else { return nil }
    return dropping(last: path.segments.count)
  }

  fileprivate func sharedEnd(with other: Path) -> Int {
    zip(segments.reversed(), other.segments.reversed()).prefix { $0 == $1 }.count
  }

  fileprivate func dropping(last count: Int) -> Path {
    let kept = segments.dropLast(count)
    return Path(bytes: (isAbsolute ? [UInt8(ascii: "/")] : []) + Array(kept.joined(separator: [UInt8(ascii: "/")])))
  }
}
