import Model

/// A test, the code that answers it and what is made better behind it.
struct Cycle {
  var reds: [TDDCommit] = []
  var greens: [TDDCommit] = []
  var refactorings: [TDDCommit] = []
  fileprivate var places: [Int] = []
  fileprivate var scope: String?
  fileprivate var roots: Set<Path> = []

  var isComplete: Bool { !greens.isEmpty }
}

/// The cycles of a change: RED+ GREEN+ REFACTOR*, side by side where scopes or packages differ.
struct Cycles {
  private(set) var all: [Cycle] = []
  /// Those without a green yet, by their place in `all`.
  private var open: [Int] = []
  private let packages: Packages

  init(_ packages: Packages) { self.packages = packages }

  /// - Parameters:
  ///   - pairs: the tests that stand before the commit's files.
  ///   - isThere: whether a commit, by its place in the walk, stands before this one.
  mutating func add(_ commit: TDDCommit, at index: Int, pairs: [Pair], isThere: (Int) -> Bool) {
    if commit.saysMoreThanTests { return }
    var roots: Set<Path> = []
    for change in commit.tests { roots.insert(packages.root(of: change.path)) }
    for change in commit.production { roots.insert(packages.root(of: change.path)) }
    if commit.isRed {
      begin(commit, at: index, roots, isThere: isThere)
    } else if commit.isBehaviour || commit.step == .green {
      let sure = Set(pairs.filter { $0.relation == .covers || $0.relation == .twin }.map(\.commit))
      answer(commit, roots, sure, isThere: isThere)
    } else if commit.step == .refactor, let last = last(commit, roots, isThere: isThere) {
      all[last].refactorings.append(commit)
    }
  }

  private mutating func begin(_ commit: TDDCommit, at index: Int, _ roots: Set<Path>, isThere: (Int) -> Bool) {
    let place = open.last { all[$0].scope == commit.subject.scope && all[$0].follows(isThere) }
    if let place, all[place].shares(roots) {
      all[place].reds.append(commit)
      all[place].places.append(index)
      all[place].roots.formUnion(roots)
    } else {
      open.append(all.count)
      all.append(Cycle(reds: [commit], places: [index], scope: commit.subject.scope, roots: roots))
    }
  }

  /// Code answers all tests of its scope and packages that wait, and those that it is paired with; where none waits,
  /// it goes on with what was begun.
  private mutating func answer(_ commit: TDDCommit, _ roots: Set<Path>, _ sure: Set<Int>, isThere: (Int) -> Bool) {
    let answered = open.filter { place in
      let isAbout = all[place].isOpen(to: commit.subject.scope) && all[place].shares(roots)
      return all[place].follows(isThere) && (isAbout || !sure.isDisjoint(with: all[place].places))
    }
    for place in answered { all[place].greens.append(commit) }
    open.removeAll(where: Set(answered).contains)
    if answered.isEmpty, let last = last(commit, roots, isThere: isThere) { all[last].greens.append(commit) }
  }

  private func last(_ commit: TDDCommit, _ roots: Set<Path>, isThere: (Int) -> Bool) -> Int? {
    all.indices.last { place in
      all[place].isComplete && all[place].isOpen(to: commit.subject.scope) && all[place].shares(roots)
        && all[place].follows(isThere)
    }
  }
}

extension Cycle {
  fileprivate func isOpen(to other: String?) -> Bool { scope == nil || other == nil || scope == other }
  /// Commits that touch no code of any package answer in all.
  fileprivate func shares(_ others: Set<Path>) -> Bool {
    roots.isEmpty || others.isEmpty
      || roots.contains { root in
        others.contains { $0 == root || $0.relative(to: root) != nil || root.relative(to: $0) != nil }
      }
  }
  fileprivate func follows(_ isThere: (Int) -> Bool) -> Bool { places.contains(where: isThere) }
}
