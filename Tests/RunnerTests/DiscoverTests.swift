import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct DiscoverTests {
  private let lcov = Array("TN:\nSF:a.py\nDA:1,1\nend_of_record\n".utf8)

  @Test func `evidence is found at its usual places`() throws {
    let world = World.holding(["out/coverage.info": lcov, "src/a.py": []])
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(["src/a.py"]))
    let found = try discover(try Policy.builtIn(), repository, Walk(world))
    #expect(found == [Candidate(path: "out/coverage.info", gates: [.coverage], isNamed: false)])
  }

  @Test func `test data that git tracks is no evidence`() throws {
    let world = World.holding(["Tests/Fixtures/coverage.info": lcov])
    let tracked = Repository(isGit: true, isShallow: false, names: PathNames(["Tests/Fixtures/coverage.info"]))
    #expect(try discover(try Policy.builtIn(), tracked, Walk(world)).isEmpty)
    let untracked = Repository(isGit: true, isShallow: false, names: PathNames([]))
    #expect(try discover(try Policy.builtIn(), untracked, Walk(world)).count == 1)
  }

  @Test func `what is kept beside records of deployments is no evidence of this day`() throws {
    let kept: Path = ".sixgate/deployments/2026-01-20-junit.xml"
    let world = World.holding([kept: Array("<testsuite/>".utf8)])
    let tracked = Repository(isGit: true, isShallow: false, names: PathNames([kept]))
    #expect(try discover(try Policy.builtIn(), tracked, Walk(world)).isEmpty)
  }

  @Test func `what the policy names counts wherever it lies`() throws {
    var policy = try Policy.builtIn()
    policy.coverage.reports = ["tests/out.txt"]
    let world = World.holding(["tests/out.txt": lcov])
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(["tests/out.txt"]))
    let found = try discover(policy, repository, Walk(world))
    #expect(found == [Candidate(path: "tests/out.txt", gates: [.coverage], isNamed: true)])
    #expect(missing(policy, found).isEmpty)
  }

  @Test func `what a target names as its evidence may be called anything`() throws {
    var policy = try Policy.builtIn()
    policy.performance.targets = [
      Target(name: "web", evidence: ["out/load", "more/*.dat"], limits: [:])
    ]
    let world = World.holding(["out/load": [], "more/a.dat": [], "more/b.dat": [], "more/c.txt": []])
    let found = try discover(
      policy, Repository(isGit: true, isShallow: false, names: PathNames(["more/b.dat"])), Walk(world))
    #expect(
      found == [
        Candidate(path: "more/a.dat", gates: [], isNamed: false),
        Candidate(path: "out/load", gates: [.performance], isNamed: true),
      ])
  }

  @Test func `a manifest may lie anywhere that git tracks`() throws {
    let pod = Array("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n".utf8)
    let catalog = Array("apiVersion: backstage.io/v1alpha1\nkind: Component\n".utf8)
    let cluster = Array("kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n".utf8)
    let files: [Path: [UInt8]] = [
      "app.yml": pod, "ops/a.yaml": pod, "out/b.yaml": pod, "docs/c.yaml": pod, "catalog-info.yaml": catalog,
      "ops/kind.yaml": cluster, "ops/other.yaml": Array("a: 1\n".utf8),
      "ops/broken.yaml": Array("apiVersion: apps/v1\nkind: Deployment\n\tmetadata:\n".utf8),
    ]
    let world = World.holding(files)
    let tracked = files.keys.filter { $0 != "out/b.yaml" }.sorted()
    let found = try discover(
      try Policy.builtIn(), Repository(isGit: true, isShallow: false, names: PathNames(tracked)), Walk(world))
    #expect(found.allSatisfy { $0.isStray && !$0.isNamed })
    let read = readAll(found, by: Reader.all, in: world)
    #expect(read.map(\.input.path) == ["app.yml", "ops/a.yaml", "ops/broken.yaml"])
    #expect(read.map(\.input.status) == [.read, .read, .unreadable])
  }

  @Test func `what the policy names and is not there cannot be judged`() throws {
    var policy = try Policy.builtIn()
    policy.coverage.reports = ["reports/*.info"]
    let inputs = missing(policy, [])
    #expect(inputs.map(\.path) == ["reports/*.info"])
    #expect(inputs.first?.status == .missing)
    #expect(inputs.first?.gates == [.coverage])
  }
}

struct GlobIndexTests {
  private static let patterns: [Glob] = [
    "coverage.info", "*.info", "a/b/c.info", "/a/b/c.info", "a/**", "**/c.info", "a/*/c.info", "{a,x}/b/c.info",
    "a/b", "[ab]/b/c.info", "b/c.info", "x/**",
  ]

  @Test(arguments: ["a/b/c.info", "coverage.info", "a/coverage.info", "x", "a", "b/c.info", "a/b"] as [Path])
  func `a path finds the patterns that match it, and no other`(_ path: Path) {
    var index = GlobIndex<Glob>()
    for pattern in GlobIndexTests.patterns { index.add(pattern, of: pattern) }
    #expect(Set(index.owners(of: path)) == Set(GlobIndexTests.patterns.filter { $0.matches(path) }))
  }
}

struct ClosedFolderTests {
  private let world: World = {
    var world = World.holding(["out/a.lcov": [], "secret/tfplan.json": [], "secret/b.lcov": []])
    world.list = { folder throws(ReadError) in
      switch folder {
      case "out": return [World.Entry(name: "a.lcov", isDirectory: false)]
      case "secret": throw ReadError(met: "Permission denied", wanted: "a folder to list")
      default: return ["out", "secret"].map { World.Entry(name: $0, isDirectory: true) }
      }
    }
    return world
  }()

  @Test func `a folder that cannot be looked into is told, and the others are read`() throws {
    let report = try run(Request(), version: "test", in: world)
    #expect(report.notices.contains { $0.contains("no evidence was looked for in secret: met Permission denied") })
    #expect(report.verdicts[1].inputs.map(\.path) == ["out/a.lcov"])
  }

  @Test func `what git tracks in it is asked for all the same`() throws {
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(["secret/tfplan.json", "src/a.py"]))
    let found = try discover(try Policy.builtIn(), repository, Walk(world)).map(\.path)
    #expect(found == ["out/a.lcov", "secret/tfplan.json"])
  }
}

struct HintTests {
  private func verdict(_ files: [Path: String]) throws -> Verdict {
    try run(Request(), version: "test", in: World.holding(files.mapValues { Array($0.utf8) })).verdicts[3]
  }

  @Test(arguments: ["", "{}", "nonsense"]) func `an odd file of a format's own name blocks`(text: String) throws {
    #expect(try verdict(["tfplan.json": text]).outcome == .cannotJudge)
  }

  @Test(arguments: ["", "{}", "nonsense"]) func `an odd file where formats may lie is nobody's concern`(
    text: String
  ) throws {
    #expect(try verdict(["plan.json": text]).outcome == .notApplicable)
  }
}

struct NamedReportTests {
  private func verdict(_ gate: Int, _ key: String, _ text: String) throws -> Verdict {
    let files = ["sixgate.yaml": "\(key): { reports: odd.json }", "odd.json": text]
    let world = World.holding(Dictionary(uniqueKeysWithValues: files.map { (Path($0.key), Array($0.value.utf8)) }))
    return try run(Request(), version: "test", in: world).verdicts[gate]
  }

  @Test(arguments: ["[]", "null", "{}", "", " [ ]\n"])
  func `a report that a policy names and that says nothing blocks`(_ text: String) throws {
    for (gate, key) in [(3, "infrastructure"), (4, "integration"), (5, "performance")] {
      let verdict = try verdict(gate, key, text)
      #expect(verdict.outcome == .cannotJudge, "\(key)")
      #expect(verdict.findings.map(\.location?.path).contains("odd.json"), "\(key)")
    }
  }
}

struct FlagFileTests {
  @Test(arguments: ["feature-flags.yaml", "config/featureFlags.yml"])
  func `a file of flags that nobody can read blocks`(_ path: String) throws {
    let world = World.holding([Path(path): Array("new-checkout: on\n".utf8)])
    let verdict = try run(Request(), version: "test", in: world).verdicts[3]
    #expect(verdict.rules.contains("infrastructure.unreadable"))
  }
}

extension Verdict {
  fileprivate var rules: [String] { findings.map(\.rule.text) }
}

struct RunTests {
  private func report(_ files: [Path: String], _ request: Request = Request()) throws -> Report {
    try run(request, version: "test", in: World.holding(files.mapValues { Array($0.utf8) }))
  }

  @Test func `an empty folder blocks for want of a history alone`() throws {
    let outcomes = try report([:]).verdicts.map(\.outcome)
    #expect(outcomes == [.cannotJudge, .cannotJudge, .notApplicable, .notApplicable, .notApplicable, .notApplicable])
  }

  @Test func `a scanner that the policy describes is found, read and judged`() throws {
    let policy = """
      security:
        formats:
          - { format: ours, files: "ours*.json", recognised-by: hits, scanned: seen,
              findings: { at: hits/*, kind: code, id: rule, title: text, severity: rate } }
      """
    var request = Request()
    request.gates = [.security]
    let verdict = try report(
      [
        "sixgate.yaml": policy,
        "ours-1.json": #"{"seen": 2, "hits": [{"rule": "R1", "text": "eval", "rate": "critical"}]}"#,
      ], request
    ).verdicts.first
    #expect(verdict?.inputs.map(\.format) == ["ours"])
    #expect(verdict?.findings.contains { $0.rule == "security.critical" } == true)
  }

  @Test func `a broken policy ends the run in words`() {
    #expect(throws: ReadError.self) { try report(["sixgate.yaml": "coverge: {}"]) }
  }

  @Test func `one gate can be asked for`() throws {
    var request = Request()
    request.gates = [.security]
    #expect(try report([:], request).verdicts.map(\.gate) == [.security])
  }

  @Test func `after the first block the rest can be left out`() throws {
    var request = Request()
    request.stopsAtFirstBlock = true
    #expect(try report([:], request).verdicts[1].reason == "not judged after tdd blocked")
  }

  @Test func `equal inputs give equal reports`() throws {
    let files: [Path: String] = [
      "a.info": "SF:a.py\nDA:1,0\nend_of_record\n", "b.info": "SF:a.py\nDA:1,1\nend_of_record\n", "a.py": "",
    ]
    #expect(try report(files) == report(files))
  }
}

struct LinkedEvidenceTests {
  private func report(_ links: [Path], toFolders: Bool = false) throws -> Report {
    var world = World.holding(["a.lcov": []])
    let type = world.type
    world.type = { toFolders && links.contains($0) ? .directory : type($0) }
    world.list = { _ throws(ReadError) in
      [World.Entry(name: "a.lcov", isDirectory: false)]
        + links.map { World.Entry(name: $0, isDirectory: false, isLink: true) }
    }
    return try run(Request(), version: "test", in: world)
  }

  @Test func `a link that is called as evidence is told, and not followed`() throws {
    let report = try report(["b.lcov", "notes.txt"])
    #expect(report.notices.contains("b.lcov is a link, and none is followed: it was not read, wanted the file itself"))
    #expect(!report.notices.contains { $0.contains("notes.txt") })
    #expect(report.verdicts[1].inputs.map(\.path) == ["a.lcov"])
  }

  @Test func `of many links the first are told, and how many there are`() throws {
    let notices = try report((10..<40).map { Path("\($0).lcov") }).notices.filter { $0.contains(" link") }
    #expect(notices.count == 11)
    #expect(notices.first == "10.lcov is a link, and none is followed: it was not read, wanted the file itself")
    #expect(notices.last == "20 more links that might be evidence were not read")
  }

  @Test func `a link to a folder is told, whatever it is called`() throws {
    let notices = try report(["out"], toFolders: true).notices
    #expect(notices.contains("out is a link to a folder, and none is followed: nothing was looked for in it"))
  }
}

/// What lies where measurements usually lie is asked for by no gate: names like these are others' too.
struct UnaskedEvidenceTests {
  private func notices(_ names: [Path]) throws -> [String] {
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, [UInt8]()) })
    return try run(Request(), version: "test", in: World.holding(files)).notices.filter { $0.contains("not read") }
  }

  @Test func `an empty one is told, for it may be all that is left of a tool that failed`() throws {
    #expect(
      try notices(["hey.csv", "empty.yaml", "notes.md"]) == ["hey.csv was not read: met an empty file, wanted a report"]
    )
  }

  @Test func `of many the first are told, and how many there are`() throws {
    let notices = try notices((10..<40).map { Path("hey-\($0).csv") })
    #expect(notices.count == 11)
    #expect(notices.first == "hey-10.csv was not read: met an empty file, wanted a report")
    #expect(notices.last == "20 more files that might be evidence were not read")
  }
}
