import Model

/// Something that at least one test must show, and no test of it may belie.
struct TestDemand {
  let rule: RuleID
  /// What it is called in a sentence.
  let name: String
  let tests: [TestSelector]
  /// What is counted as one in the measures.
  let group: String
}

extension Policy.Integration {
  var demands: [TestDemand] {
    let paths = criticalPaths.map {
      TestDemand(rule: TestRule.criticalPath, name: "the critical path \($0)", tests: [$0], group: "critical paths")
    }
    let journeys = journeys.map {
      TestDemand(rule: TestRule.journey, name: "the journey \($0)", tests: [$0], group: "journeys")
    }
    return paths + journeys + TestSet.allCases.flatMap { set in (sets[set] ?? []).map { $0.demand(of: set) } }
  }
}

extension TestPart {
  fileprivate func demand(of set: TestSet) -> TestDemand {
    let part = name == set.rawValue ? "" : ", part \(name)"
    return TestDemand(rule: set.rule, name: "the \(set.rawValue) set\(part)", tests: tests, group: set.rawValue)
  }
}

extension TestSet {
  fileprivate var rule: RuleID {
    switch self {
    case .smoke: TestRule.smoke
    case .connectivity: TestRule.connectivity
    case .serviceDiscovery: TestRule.serviceDiscovery
    case .owasp: TestRule.owasp
    }
  }
}

/// Selectors, and the cases that carry their tags.
struct TestFilter {
  private let texts: [TestSelector]
  /// By the place of the report.
  private let tagged: [Set<Int>]

  init(_ selectors: [TestSelector], in runs: [TestRun]) {
    texts = selectors.filter { !$0.isTag }
    let tags = selectors.filter(\.isTag)
    tagged = runs.map { run in
      Set(run.tags.filter { tag in tags.contains { $0.matches(tag: tag.key) } }.flatMap(\.value))
    }
  }

  func matches(_ test: SettledTest, id: String) -> Bool {
    tagged[test.decisive.run].contains(test.decisive.place) || texts.matches(text: id)
  }
}

extension [TestSelector] {
  /// Whether any of them matches. By their places, for a selector that is taken out of the list is copied, and there are
  /// as many questions as tests.
  func matches(text: String) -> Bool { indices.contains { self[$0].matches(text: text) } }
}

/// Judges whether what the policy wants to see tested was: present, executed and passed, every test of it.
func judgeDemands(
  _ tests: [SettledTest], _ runs: [TestRun], _ policy: Policy.Integration, _ hearing: inout Hearing
) {
  let demands = policy.demands
  var met: [String: Share] = [:]
  for (demand, found) in zip(demands, matching(demands, tests, runs)) {
    let isMet = judge(demand, found, among: tests, runs, &hearing)
    met[demand.group, default: Share(covered: 0, total: 0)] =
      met[demand.group, default: Share(covered: 0, total: 0)] + Share(covered: isMet ? 1 : 0, total: 1)
  }
  for set in TestSet.allCases { judgeParts(of: set, policy, &hearing) }
  if policy.criticalPaths.isEmpty { hearing.measure("critical paths", required: nil, found: "none is listed") }
  for (group, share) in met.ordered(by: { $0.key < $1.key }) {
    hearing.measure(group, required: "all", found: "\(share.covered) of \(share.total)")
  }
}

/// The tests of each demand.
private func matching(_ demands: [TestDemand], _ tests: [SettledTest], _ runs: [TestRun]) -> [[SettledTest]] {
  var found = [[SettledTest]](repeating: [], count: demands.count)
  guard !demands.isEmpty else { return found }
  let filters = demands.map { TestFilter($0.tests, in: runs) }
  for test in tests {
    let id = test.shown(in: runs).id
    for (number, filter) in filters.enumerated() where filter.matches(test, id: id) { found[number].append(test) }
  }
  return found
}

/// - Returns: whether all is well with it.
private func judge(
  _ demand: TestDemand, _ tests: [SettledTest], among all: [SettledTest], _ runs: [TestRun], _ hearing: inout Hearing
) -> Bool {
  guard !tests.isEmpty else {
    hearing.find(demand.rule, "\(demand.name) is in no test report\(demand.hint(among: all, runs))")
    return false
  }
  guard let bad = tests.first(where: { $0.outcome != .passed || $0.isFlaky }) else { return true }
  let (test, how) = (bad.shown(in: runs), bad.isFlaky ? "flaky" : bad.outcome.rawValue)
  hearing.find(demand.rule, "\(demand.name) has a test that is \(how): \(test.id)", at: test.location)
  return false
}

extension TestDemand {
  /// The test that may be meant, where one has nearly that name; of very many tests none is looked for.
  fileprivate func hint(among all: [SettledTest], _ runs: [TestRun]) -> String {
    guard all.count <= 2000, tests.count == 1, let wanted = tests.first, !wanted.isTag else { return "" }
    return Set(all.map { $0.shown(in: runs).id }).hint(for: wanted.pattern.pattern)
  }
}

/// A set that is declared has the parts that it must have.
private func judgeParts(of set: TestSet, _ policy: Policy.Integration, _ hearing: inout Hearing) {
  guard let parts = policy.sets[set] else { return }
  let missing = set.parts.filter { part in !parts.contains { $0.name == part && !$0.tests.isEmpty } }
  if !missing.isEmpty { hearing.find(set.rule, "no test is named for \(missing.joined(separator: ", "))") }
}
