internal import Model
import Syntax

extension Setting {
  static let ofIntegration: [Setting] =
    [
      tests(
        "integration.critical-paths", "Tests that must run and pass, each of them",
        { $1(&$0.integration.criticalPaths) }),
      tests(
        "integration.journeys", "Tests of the main journeys of users, each of which must run and pass",
        { $1(&$0.integration.journeys) }),
      Setting(
        "integration.expect", "{ glob: { files, tests } }",
        "How many reports must be at a place, and how many tests must have run in each",
        example: "{ \"reports/shard-*.xml\": { files: 4 }, reports/lint.xml: { tests: 0 } }", direction: .longer,
        loosens: { !Set($0.integration.expected).isSubset(of: $1.integration.expected) }
      ) {
        node, policy throws(ReadError) in
        var expected: [ExpectedReports] = []
        for (place, value) in try node.members("integration.expect") {
          expected.append(try ExpectedReports(Glob(place), value))
        }
        policy.integration.expected = expected
      },
      globs(
        "integration.attempts", "Reports of one run that was tried again, by name from the first try to the last",
        { $1(&$0.integration.attempts) }, .shorter, example: "[\"reports/attempt-*.xml\"]"),
      Setting(
        "integration.quarantine", "list of { test, owner, issue, reason, until }",
        "Tests that may fail until a day, while somebody mends them",
        example: "[{ test: \"Cart::sums\", owner: ann, issue: \"#12\", reason: a slow clock, until: 2026-12-01 }]",
        direction: .shorter, loosens: { !Set($1.integration.quarantine).isSubset(of: $0.integration.quarantine) }
      ) {
        node, policy throws(ReadError) in
        var entries: [QuarantinedTest] = []
        for entry in node.sequence ?? [node] where !entry.isNull { entries.append(try QuarantinedTest(entry)) }
        policy.integration.quarantine = entries
      },
      globs(
        "integration.scripts", "Scripts of which each is a test, run by name with --exec alone",
        { $1(&$0.integration.scripts) },
        .longer, example: "[\"tests/integration/*.sh\"]"),
      whole(
        "integration.quarantine-days", "For how many days a test may be quarantined at most",
        { $1(&$0.integration.quarantineDays) }, .lower),
      Setting(
        "integration.pyramid", "{ level: { share, tests } }",
        "The levels unit, integration and end-to-end: their shares, and which tests are of the upper ones",
        example: "{ end-to-end: { share: 10 %, tests: [\"*e2e*\", \"@e2e\"] } }"
      ) {
        node, policy throws(ReadError) in
        try node.check("integration.pyramid", keys: PyramidLevel.allCases.map(\.rawValue))
        for level in PyramidLevel.allCases {
          if let value = node[level.rawValue] {
            policy.integration.pyramid[level] = try PyramidShare(value, before: policy.integration.pyramid[level])
          }
        }
      },
    ] + TestSet.allCases.map(set)

  private static func tests(_ name: String, _ about: String, _ place: @escaping Place<[TestSelector]>) -> Setting {
    Setting(
      name, "tests (class::name, or @tag)", about, example: "[\"tests.e2e.*::test_an_order_is_placed\"]",
      direction: .longer, loosens: { !Set($0.value(at: place) ?? []).isSubset(of: $1.value(at: place) ?? []) }
    ) { node, policy throws(ReadError) in
      let tests = try node.tests()
      place(&policy) { $0 = tests }
    }
  }

  private static func set(_ set: TestSet) -> Setting {
    let shape = set.parts.isEmpty ? "tests, or { part: tests }" : "{ \(set.parts.joined(separator: ", ")): tests }"
    return Setting(
      "integration.\(set.rawValue)", .free(shape), set.about,
      example: set.parts.first.map { "{ \($0): \"@\($0)\" }" } ?? "[\"@\(set.rawValue)\"]", direction: .longer,
      loosens: { !Set($0.integration.sets[set] ?? []).isSubset(of: $1.integration.sets[set] ?? []) }
    ) {
      node, policy throws(ReadError) in
      policy.integration.sets[set] = try node.parts(of: set)
    }
  }
}

extension TestSet {
  fileprivate var about: String {
    switch self {
    case .smoke: "Smoke tests: of each part one must run and pass"
    case .connectivity: "Tests that show that the network connects"
    case .serviceDiscovery: "Tests that show that services find each other"
    case .owasp: "Tests of security, by category of the OWASP Top 10"
    }
  }
}

extension Node {
  fileprivate func tests() throws(ReadError) -> [TestSelector] { try strings().map { TestSelector($0) } }

  fileprivate func parts(of set: TestSet) throws(ReadError) -> [TestPart] {
    guard mapping != nil else {
      guard set.parts.isEmpty else { throw error("tests by \(set.parts.joined(separator: ", "))") }
      return [TestPart(set.rawValue, try tests())]
    }
    let what = "integration.\(set.rawValue)"
    let members = set.parts.isEmpty ? try members(what) : try members(what, keys: set.parts)
    var parts: [TestPart] = []
    for (name, value) in members { parts.append(TestPart(name, try value.tests())) }
    return parts
  }
}

extension ExpectedReports {
  fileprivate init(_ place: Glob, _ node: Node) throws(ReadError) {
    try node.check("what is expected of", place.pattern, keys: ["files", "tests"])
    self.init(place, files: try node["files"]?.whole() ?? 1, tests: try node["tests"]?.whole() ?? 1)
  }
}

extension QuarantinedTest {
  fileprivate init(_ node: Node) throws(ReadError) {
    let keys = ["test", "owner", "issue", "reason", "until"]
    try node.check("a quarantined test", keys: keys)
    guard let test = node["test"], let owner = node["owner"], let issue = node["issue"], let reason = node["reason"],
      let until = node["until"]
    else { throw node.error("a quarantined test with \(keys.joined(separator: ", "))") }
    guard let day = Day(try until.string()) else { throw until.error("a day, as in 2026-12-31") }
    self.init(
      test: TestSelector(try test.string()), owner: try owner.string(), issue: try issue.string(),
      reason: try reason.string(), until: day)
  }
}

extension PyramidShare {
  fileprivate init(_ node: Node, before: PyramidShare?) throws(ReadError) {
    try node.check("a level of the pyramid", keys: ["share", "tests"])
    guard let percent = try node["share"]?.percent() ?? before?.percent else {
      throw node.error("a level with its share, as in share: 10 %")
    }
    self.init(percent: percent, tests: try node["tests"]?.tests() ?? before?.tests ?? [])
  }
}
