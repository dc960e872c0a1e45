import Gates
import Model

/// The evidence of a run, told apart once by the component that it is about.
///
/// A report is about the component in whose folder it lies; one that lies in none is about those whose files it names.
/// Coverage goes by the file that ran, wherever it is told.
struct Partition {
  /// One a component, in their order; last the rest of the repository.
  private(set) var cases: [Case]
  /// What is said of reports that are about nobody for certain.
  private(set) var findings: [Finding] = []
  private let components: Components
  /// By the place of the component in which reports lie.
  private var coverage: [Coverage]

  /// - Parameter matter: the case of the whole repository, of which the evidence of files may be left out.
  init(_ read: [ReadFile], missing: [Input], of matter: Case, among components: Components) {
    self.components = components
    let parts = components.all.count + 1
    coverage = Array(repeating: Coverage(), count: parts)
    cases = (0..<parts).map { Case(empty: matter, named: components.name($0)) }
    let files = Dictionary(grouping: matter.files.all) { components.home(of: $0.path) }
    for (home, files) in files { cases[home].files = RepositoryFiles(files) }
    for file in read { take(file) }
    for script in matter.evidence.scripts { cases[components.home(of: script.path)].evidence.scripts.append(script) }
    for input in missing { cases[components.home(of: input.path)].inputs.append(input) }
    placeCoverage(matter)
    if let history = matter.evidence.history { place(history) }
    placeDemands(matter.policy)
    for place in cases.indices { cases[place].inputs.sort { $0.path < $1.path } }
  }

  /// Whether anything is judged of the rest of the repository.
  var hasRest: Bool {
    guard let rest = cases.last else { return false }
    return !rest.inputs.isEmpty || !rest.evidence.coverage.files.isEmpty || !rest.touched.isEmpty
      || rest.files.all.contains { [.source, .test].contains($0.kind) }
  }
}

extension Case {
  /// The case of a component, before it has any evidence.
  fileprivate init(empty matter: Case, named name: String) {
    self.init(
      evidence: Evidence(), change: matter.change, policy: matter.policy.components.policies[name] ?? matter.policy,
      instant: matter.instant)
    changedLines = matter.changedLines
    measuredBefore = matter.measuredBefore
    packages = matter.packages
    baseline = matter.baseline.flatMap { record in
      guard let part = record.components[name] else { return nil }
      var record = record
      (record.whole, record.components) = (part, [:])
      return record
    }
  }
}

// MARK: Reports

extension Partition {
  private mutating func take(_ file: ReadFile) {
    let home = components.home(of: file.input.path)
    var evidence = file.evidence
    coverage[home].merge(evidence.coverage)
    cases[home].evidence.coverage.merge(evidence.coverage.withoutFiles)
    evidence.coverage = Coverage()
    if home == components.rest { spread(&evidence, of: file.input) }
    cases[home].inputs.append(file.input)
    cases[home].evidence.merge(evidence)
  }

  /// Gives of a report that lies in no component what is about components to these.
  private mutating func spread(_ evidence: inout Evidence, of input: Input) {
    var concerned: Set<Int> = []
    for index in evidence.scans.indices {
      let findings = evidence.scans[index].findings
      let byHome = Dictionary(grouping: findings.indices) { home(of: findings.location(at: $0)) }
      // What it does not complain of it has scanned all the same.
      for place in components.all.indices {
        var scan = evidence.scans[index]
        scan.findings = findings.only(byHome[place] ?? [])
        cases[place].evidence.scans.append(scan)
        concerned.insert(place)
      }
      evidence.scans[index].findings = findings.only(byHome[components.rest] ?? [])
    }
    for index in evidence.tests.indices {
      let run = evidence.tests[index]
      let byHome = Dictionary(grouping: run.cases.indices) { home(of: run.cases[$0].location) }
      guard byHome.keys.contains(where: { $0 != components.rest }) else { continue }
      for (place, indices) in byHome where place != components.rest {
        cases[place].evidence.tests.append(run.only(indices))
        concerned.insert(place)
      }
      evidence.tests[index] = run.only(byHome[components.rest] ?? [])
    }
    // A run of which every test is some component's says nothing of the rest.
    evidence.tests.removeAll { $0.cases.isEmpty && $0.troubles.isEmpty && !concerned.isEmpty }
    for place in concerned { cases[place].inputs.append(input) }
  }

  private func home(of location: Location?) -> Int {
    location.map { components.home(of: $0.path.normalised) } ?? components.rest
  }
}

// MARK: Coverage

extension Partition {
  private mutating func placeCoverage(_ matter: Case) {
    let whole = CoveragePaths(matter)
    for home in coverage.indices where !coverage[home].files.isEmpty {
      var reported = coverage[home]
      if home != components.rest {
        // What a report in a component's folder calls src/main.py is the component's own.
        let own = CoveragePaths(cases[home]).paths(of: reported)
        for file in own.files(of: reported) { cases[home].evidence.coverage.add(file.coverage, at: file.path) }
        let foreign = reported.only(own.unmatched)
        for (path, _) in own.ambiguous {
          cases[home].evidence.coverage.add(reported.files[path] ?? .init(), at: path)
        }
        reported = foreign
      }
      place(whole.paths(of: reported), of: reported, home, matter.policy)
    }
    for place in cases.indices { cases[place].evidence.coverage.settle() }
  }

  private mutating func place(
    _ paths: CoveredPaths, of reported: Coverage, _ home: Int, _ policy: Policy
  ) {
    for file in paths.files(of: reported) {
      cases[components.home(of: file.path)].evidence.coverage.add(file.coverage, at: file.path)
    }
    for path in paths.unmatched { cases[home].evidence.coverage.add(reported.files[path] ?? .init(), at: path) }
    for (path, candidates) in paths.ambiguous.prefix(20) {
      let names = candidates.prefix(3).map(\.description).joined(separator: ", ")
      findings.append(policy.finding("components.ambiguous", "\(path) of a report could be any of \(names)"))
    }
  }
}

extension Coverage {
  fileprivate func only(_ paths: [Path]) -> Coverage {
    var part = Coverage()
    for path in paths { if let file = files[path] { part.add(file, at: path) } }
    for root in roots { part.add(root: root) }
    return part
  }
}

// MARK: Commits

extension Partition {
  /// Gives each component the commits that touch it, with what they do to it; merges stay, for the order hangs on them.
  private mutating func place(_ history: History) {
    var touched: [Int: [String: [FileChange]]] = [:]
    for commit in history.commits where !commit.isMerge {
      for (home, changes) in changesByHome(of: commit) { touched[home, default: [:]][commit.id] = changes }
    }
    for place in cases.indices {
      let commits = touched[place].map { history.only($0) } ?? []
      cases[place].evidence.history = History(commits: commits, isCutOff: history.isCutOff)
      cases[place].evidence.history?.runs = history.runs
      cases[place].evidence.history?.runWithoutProduction = history.runWithoutProduction
    }
  }

  private func changesByHome(of commit: Commit) -> [Int: [FileChange]] {
    if commit.changes.isEmpty { return [components.rest: []] }
    var byHome: [Int: [FileChange]] = [:]
    for change in commit.changes {
      let home = components.home(of: change.path)
      byHome[home, default: []].append(change)
      for left in change.paths where components.home(of: left) != home {
        byHome[components.home(of: left), default: []].append(FileChange(.deleted, left))
      }
    }
    return byHome
  }
}

extension History {
  /// Merges and the commits that are named, each behind the nearest of its ancestors that is left.
  fileprivate func only(_ changes: [String: [FileChange]]) -> [Commit] {
    var stand: [String: [String]] = [:]
    var kept: [Commit] = []
    for var commit in commits {
      let parents = commit.parents.flatMap { stand[$0] ?? [$0] }
      if commit.isMerge || changes[commit.id] != nil {
        commit.changes = changes[commit.id] ?? []
        commit.parents = parents
        stand[commit.id] = [commit.id]
        kept.append(commit)
      } else {
        stand[commit.id] = parents
      }
    }
    return kept
  }
}

// MARK: What the policy wants to be there

extension Partition {
  /// Targets and critical paths of the whole repository are held against the components that have what they name,
  /// else against the rest: no component is asked for another's.
  private mutating func placeDemands(_ policy: Policy) {
    var openTargets = Set(policy.performance.targets)
    var openPaths = Set(policy.integration.criticalPaths)
    for place in components.all.indices {
      let benchmarks = cases[place].evidence.benchmarks
      let tests = cases[place].evidence.tests
      cases[place].policy.performance.targets.removeAll { target in
        guard policy.performance.targets.contains(target) else { return false }
        let isHere = benchmarks.contains { run in target.evidence.contains { $0.matches(run.origin) } }
        if isHere { openTargets.remove(target) }
        return !isHere
      }
      cases[place].policy.integration.criticalPaths.removeAll { path in
        guard policy.integration.criticalPaths.contains(path) else { return false }
        let isHere = tests.contains { $0.cases.contains { path.matches(text: $0.id) } }
        if isHere { openPaths.remove(path) }
        return !isHere
      }
    }
    cases[components.rest].policy.performance.targets.removeAll { !openTargets.contains($0) }
    cases[components.rest].policy.integration.criticalPaths.removeAll { !openPaths.contains($0) }
  }
}
