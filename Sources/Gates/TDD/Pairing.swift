import Model

/// How a test is known to be about a file of production code; the first that answers counts.
enum Relation: String, CaseIterable {
  /// The policy says so, or a trailer `Covers:` of the test's commit.
  case covers
  /// It is called after the file.
  case twin
  /// It stands in the file's folder or module, or at the top of its package and is about no other file.
  case module
  /// Its commit has the scope of the file's commit.
  case scope
  /// It says a name that the file's lines declare or are about.
  case symbol
  /// It says the name of the file.
  case mention
}

/// A test and why it is taken for one of a file.
struct Pair: Hashable {
  let relation: Relation
  /// The test's commit, by its place in the walk.
  let commit: Int
  let path: Path
}

/// The tests of the commits walked so far, by what they may be about.
struct Pairing {
  private struct Test: Hashable {
    let commit: Int
    let path: Path
    let root: Path
  }

  private struct PlacedSource: Hashable {
    let source: Twins.Source
    let root: Path
  }

  private let packages: Packages
  private var twins: Twins
  private let covers: [Policy.Covering]
  private let files: RepositoryFiles
  /// The sources of the repository that a test may be named after, by their packages; rarely asked for.
  private lazy var sources = Set(
    files.all.filter { $0.kind == .source }.compactMap { file in
      twins.source(file.path, stem: packages.stem(of: file.path)).map {
        PlacedSource(source: $0, root: packages.root(of: file.path))
      }
    })
  /// What is known of the files of tests that came so far: a history comes back to them.
  private var places: [Path: TestPlace] = [:]
  private var byCovering: [Int: [Test]] = [:]
  private var byTrailer: [(source: Glob, test: Test)] = []
  private var byTwin: [Twins.Source: [Test]] = [:]
  private var byModule: [[String]: [Test]] = [:]
  private var byFolder: [Path: [Test]] = [:]
  private var byScope: [String: [Test]] = [:]
  private var byWord: [Word: [Test]] = [:]
  /// Tests of which the words are not in `byWord` yet: they are asked for last, and often never.
  private var unread: [(test: Test, patch: Patch)] = []

  init(_ matter: Case, _ packages: Packages) {
    self.packages = packages
    twins = Twins(matter.policy.classifier)
    covers = matter.policy.tdd.covers
    files = matter.files
  }

  /// The same without any test.
  var empty: Pairing {
    var empty = self
    (empty.byCovering, empty.byTrailer, empty.byTwin, empty.byModule) = ([:], [], [:], [:])
    (empty.byFolder, empty.byScope, empty.byWord, empty.unread) = ([:], [:], [:], [])
    empty.places = [:]
    return empty
  }

  func holding(_ commit: TDDCommit, at index: Int) -> Pairing {
    var pairing = self
    pairing.add(commit, at: index)
    return pairing
  }

  mutating func add(_ commit: TDDCommit, at index: Int) {
    let trailers = commit.commit.trailers.filter { $0.key.lowercased() == "covers" }.map { Glob($0.value) }
    for change in commit.tests {
      let place = place(of: change.path)
      let test = Test(commit: index, path: change.path, root: place.root)
      for row in place.coverings { byCovering[row, default: []].append(test) }
      byTrailer += trailers.map { ($0, test) }
      for source in place.sources { byTwin[source, default: []].append(test) }
      if let module = place.module { byModule[module, default: []].append(test) }
      byFolder[place.folder, default: []].append(test)
      if let scope = commit.subject.scope { byScope[scope, default: []].append(test) }
      if let patch = change.patch { unread.append((test, patch)) }
    }
  }
}

// MARK: Where tests stand

/// What the path of a test says it is about.
private struct TestPlace {
  let root: Path
  let folder: Path
  /// The sources that it is named after.
  let sources: Set<Twins.Source>
  /// `nil` where it is about less than a module.
  let module: [String]?
  /// The rows of the policy that it is of.
  let coverings: [Int]
}

extension Pairing {
  private mutating func place(of path: Path) -> TestPlace {
    if let place = places[path] { return place }
    let root = packages.root(of: path)
    let module = packages.module(of: path, in: root), named = twins.sources(of: path)
    // At the top of a package stands what is about all of it, unless it is named after one of its files.
    let isOfModule =
      !module.isEmpty || !named.contains { sources.contains(PlacedSource(source: $0, root: root)) }
    let place = TestPlace(
      root: root, folder: path.parent, sources: named, module: isOfModule ? module : nil,
      coverings: covers.indices.filter { covers[$0].tests.matches(path) })
    places[path] = place
    return place
  }
}

// MARK: Looking for tests

extension Pairing {
  /// The latest test that is about a file, of the relation that answers first.
  ///
  /// - Parameter isThere: whether a commit, by its place in the walk, counts.
  mutating func test(of change: FileChange, scope: String?, where isThere: (Int) -> Bool) -> Pair? {
    for relation in Relation.allCases {
      let tests = tests(by: relation, of: change, scope: scope)
      if let test = tests.last(where: { isThere($0.commit) }) {
        return Pair(relation: relation, commit: test.commit, path: test.path)
      }
    }
    return nil
  }

  private mutating func tests(by relation: Relation, of change: FileChange, scope: String?) -> [Test] {
    // A file that moved is known by both its names.
    let paths = [change.path] + [change.origin].compactMap(\.self)
    switch relation {
    case .covers:
      return covers.indices.filter { row in paths.contains { covers[row].source.matches($0) } }
        .flatMap { byCovering[$0] ?? [] }
        + byTrailer.filter { row in paths.contains { row.source.matches($0) } }.map(\.test)
    case .scope: return scope.flatMap { byScope[$0] } ?? []
    case .twin:
      let sources = paths.compactMap { twins.source($0, stem: packages.stem(of: $0)) }
      return near(paths, sources.flatMap { byTwin[$0] ?? [] })
    case .module:
      let inModule = paths.flatMap(modules).flatMap { byModule[$0] ?? [] }
      return near(paths, inModule + paths.flatMap { byFolder[$0.parent] ?? [] })
    case .symbol:
      readWords()
      return near(paths, change.names.flatMap { byWord[Word($0)] ?? [] }.sorted { $0.commit < $1.commit })
    case .mention:
      readWords()
      return near(paths, paths.flatMap { mentions(of: packages.stem(of: $0)) })
    }
  }

  /// Those in the package of a file, or in one around it.
  private func near(_ paths: [Path], _ tests: [Test]) -> [Test] {
    let roots = paths.map { packages.root(of: $0) }
    return tests.filter { test in roots.contains { $0 == test.root || $0.relative(to: test.root) != nil } }
  }

  /// The modules of which the tests are the file's: its own, those around it, by their first folders or their last,
  /// and the package as a whole.
  private func modules(of path: Path) -> [[String]] {
    let own = packages.module(of: path)
    return [[]] + own.indices.dropFirst().flatMap { [Array(own[..<$0]), Array(own[$0...])] }
      + (own.isEmpty ? [] : [own])
  }

  /// Tests that say every word of a name.
  private func mentions(of stem: String) -> [Test] {
    let words = stem.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter { $0.utf8.count > 2 }
    guard let first = words.first else { return [] }
    return words.dropFirst().reduce(byWord[Word(first)] ?? []) { tests, word in
      tests.filter(Set(byWord[Word(word)] ?? []).contains)
    }
  }

  private mutating func readWords() {
    for (test, patch) in unread {
      for word in patch.words.union(patch.mentions) { byWord[word, default: []].append(test) }
    }
    unread = []
  }
}

// MARK: Words

extension Pairing {
  /// What was looked for and where, for a message.
  func tried(of change: FileChange, scope: String?) -> String {
    let stem = packages.stem(of: change.path), module = packages.module(of: change.path)
    let root = packages.root(of: change.path)
    let names = twins.names(of: change.path, stem: stem)
    let words = [stem] + change.names.filter { $0 != stem }.prefix(3)
    let place = root.isEmpty ? "" : " in \(root)"
    let ways = [
      names.isEmpty ? nil : "is called \(names.joined(separator: " or "))\(place)",
      module.isEmpty ? nil : "stands in the module \(module.joined(separator: "/"))",
      scope.map { "has the scope \($0)" },
      "says \(words.joined(separator: ", "))",
      "covers it by the policy or a trailer",
    ]
    let told = ways.compactMap(\.self)
    return told.dropLast().joined(separator: ", ") + " or " + (told.last ?? "")
  }
}

extension FileChange {
  /// What its lines are about, in an order of its own.
  fileprivate var names: [String] { patch.map { $0.names.sorted() } ?? [] }
}
