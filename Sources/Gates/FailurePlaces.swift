import Model

/// Finds where in the repository a test failed, by what its report says of the place or tells in words.
///
/// Reports name files as the machine that ran the tests knew them: only those of the repository are told.
struct FailurePlaces {
  private let files: Set<Path>
  /// The files of the repository by their last segment.
  private let byName: [Path: [RepositoryFile]]

  init(_ files: RepositoryFiles) {
    self.files = Set(files.paths)
    byName = Dictionary(grouping: files.all) { $0.path.basename }
  }

  /// The line that the report names, else the first line of a test's file that its words name, else the first of any
  /// file; else the file alone.
  func place(of test: TestCase) -> Location? {
    let told = test.location.flatMap { location in
      file(location.path, of: test.className).map { Location($0.path, line: location.line) }
    }
    if let told, told.line != nil { return told }
    return place(in: test.message, of: test.className) ?? told
  }

  /// - Parameter className: tells which of several files is meant, where the words name one by its last part.
  func place(in words: String, of className: String) -> Location? {
    var first: Location?
    for mention in FileMention.all(in: words) {
      guard let file = file(mention.path, of: className) else { continue }
      let place = Location(file.path, line: mention.line)
      if file.kind == .test { return place }
      first = first ?? place
    }
    return first
  }

  private func file(_ path: Path, of className: String) -> RepositoryFile? {
    let reported = path.normalised
    guard !files.isEmpty else {
      let isInside = !reported.isAbsolute && reported.segments.first?.elementsEqual("..".utf8) == false
      return isInside ? RepositoryFile(path: reported, kind: .test) : nil
    }
    let candidates = (byName[reported.basename] ?? []).map { ($0, $0.path.commonTail(reported)) }
    let fitting = candidates.filter { $0.1 == min($0.0.path.segments.count, reported.segments.count) }
    guard let longest = fitting.map(\.1).max() else { return nil }
    let best = fitting.filter { $0.1 == longest }.map(\.0)
    return best.count == 1 ? best[0] : best.first { $0.path == reported } ?? nearest(best, to: className)
  }

  /// Of files of one name the one whose folder the class, or the package, ends with.
  private func nearest(_ files: [RepositoryFile], to className: String) -> RepositoryFile? {
    let folder = Path(String(className.map { $0 == "." || $0 == ":" ? "/" : $0 }))
    let ranked = files.map { ($0, max($0.path.parent.commonTail(folder), $0.path.parent.commonTail(Path(className)))) }
    guard let longest = ranked.map(\.1).max(), longest > 0 else { return nil }
    let best = ranked.filter { $0.1 == longest }
    return best.count == 1 ? best[0].0 : nil
  }
}

extension Path {
  /// How many segments two paths share at their ends.
  fileprivate func commonTail(_ other: Path) -> Int {
    zip(segments.reversed(), other.segments.reversed()).prefix { $0.elementsEqual($1) }.count
  }
}
