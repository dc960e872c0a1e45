import Model

/// The commits of a change, walked from ancestors to descendants: for each file of production code the test that
/// stands before it, and the cycles that they make.
///
/// The order is that of ancestors, since dates can be set at will and side branches do not come before each other.
struct TDDWalk {
  /// A commit that changes what the program does, and how it was prepared.
  struct Behaviour {
    let commit: TDDCommit
    /// Whether a red commit of its scope stands before it.
    var isAfterRed = false
    /// Whether any commit with tests stands before it.
    var isAfterTests = false
    var pairs: [Pair] = []
    /// Its files of which the tests come in the commit itself.
    var together: [FileChange] = []
    /// Its files without a test of their own, and what was looked for.
    var unpaired: [(change: FileChange, tried: String)] = []
  }

  let policy: Policy.TDD
  /// Merges left out.
  private(set) var own: [TDDCommit] = []
  private(set) var merges: [TDDCommit] = []
  private(set) var behaviours: [Behaviour] = []
  private(set) var cycles: Cycles

  private let files: PathNames
  private var ancestry: Ancestry
  private var pairing: Pairing
  /// Commits with tests, by their place in the walk; those that are red, by their scope.
  private var tested: [Int] = []
  private var reds: [String?: [Int]] = [:]

  init(_ history: History, _ matter: Case) {
    policy = matter.policy.tdd
    files = matter.files.names
    ancestry = Ancestry(history.commits)
    let packages = Packages(matter)
    pairing = Pairing(matter, packages)
    cycles = Cycles(packages)
    let marks = StepMarks(policy.marks)
    var kinds = KnownKinds(matter.policy.classifier)
    for index in history.commits.indices {
      ancestry.visitNext()
      let commit = TDDCommit(history.commits[index], marks, &kinds, policy)
      if commit.isMerge { merges.append(commit) } else { visit(commit, index) }
    }
  }

  /// Whether any commit brings production code, or says that it changes behaviour and brings nothing but tests.
  var asksForTests: Bool {
    own.contains { !$0.production.isEmpty || $0.saysMoreThanTests } || merges.contains { !$0.production.isEmpty }
  }

  /// What runs the tests, where that is known.
  var runner: TestRunner? { policy.runner(of: files.all) }

  /// The means to pair tests with files, without any test.
  var emptyPairing: Pairing { pairing.empty }

  private mutating func visit(_ commit: TDDCommit, _ index: Int) {
    own.append(commit)
    let behaviour = commit.isBehaviour ? prepared(commit, index) : nil
    if let behaviour { behaviours.append(behaviour) }
    cycles.add(commit, at: index, pairs: behaviour?.pairs ?? [], isThere: ancestry.standsBefore)
    if commit.isRed { reds[commit.subject.scope, default: []].append(index) }
    if !commit.tests.isEmpty {
      tested.append(index)
      if policy.level >= .pairing { pairing.add(commit, at: index) }
    }
  }

  private mutating func prepared(_ commit: TDDCommit, _ index: Int) -> Behaviour {
    var behaviour = Behaviour(commit: commit)
    let scope = commit.subject.scope
    behaviour.isAfterRed = reds.contains { other, places in
      (scope == nil || other == nil || other == scope) && places.reversed().contains(where: ancestry.standsBefore)
    }
    behaviour.isAfterTests = tested.reversed().contains(where: ancestry.standsBefore)
    guard policy.level >= .pairing else { return behaviour }
    lazy var ownTests = emptyPairing.holding(commit, at: index)
    for change in commit.production {
      if let pair = pairing.test(of: change, scope: scope, where: ancestry.standsBefore) {
        behaviour.pairs.append(pair)
      } else if ownTests.test(of: change, scope: nil, where: { _ in true }) != nil {
        behaviour.together.append(change)
      } else {
        behaviour.unpaired.append((change, pairing.tried(of: change, scope: scope)))
      }
    }
    return behaviour
  }
}

extension TDDCommit {
  /// Whether it says that it changes behaviour, and brings tests alone.
  var saysMoreThanTests: Bool { step == .green && isRed && !commit.changes.isEmpty }
}
