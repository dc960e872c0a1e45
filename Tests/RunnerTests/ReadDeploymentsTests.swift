import Model
import Readers
import Synchronization
import Syntax
import Testing

@testable import Runner

private let other = String(repeating: "0b", count: 20)
private let commit = String(repeating: "0a", count: 20)

struct ReadDeploymentsTests {
  private static let record = """
    environment: production
    commit: \(commit)
    deployed: 1970-01-01
    by: ann
    validated: { environment: staging, commit: \(commit), by: bob, results: [qa.xml] }
    """
  private static let passed = Array(#"<testsuite tests="1"><testcase classname="A" name="a"/></testsuite>"#.utf8)

  /// What is said of files below `.sixgate/deployments` and beside it, by a git that knows one commit of main.
  private func findings(
    _ files: [Path: [UInt8]], tracked: [Path]? = nil, links: Set<Path> = [], isGit: Bool = true,
    looks: @escaping @Sendable () -> Void = {}
  ) throws -> [Finding] {
    var matter = try Case.empty(at: .noon)
    matter.files = RepositoryFiles((tracked ?? files.keys.sorted()).map { RepositoryFile(path: $0, kind: .other) })
    (matter.change.head, matter.change.base) = ("hhh", "bbb")
    var world = World.holding(files)
    world.list = { folder throws(ReadError) in
      looks()
      return files.keys.filter { $0.parent == folder && !links.contains($0) }.map {
        World.Entry(name: $0.basename, isDirectory: false)
      }
    }
    world.gitIn = { _, arguments, _ throws(ReadError) in
      guard arguments.contains(where: { $0.hasPrefix(commit) }) else { throw ReadError(met: "no", wanted: "yes") }
      return ByteStream([])
    }
    return findingsOfDeployments(
      matter, Repository(isGit: isGit, isShallow: false, names: PathNames(matter.files.paths)), in: world)
  }

  private func findings(record: String, _ files: [Path: [UInt8]] = ["qa.xml": passed]) throws -> [Finding] {
    try findings(files.merging([".sixgate/deployments/a.yaml": Array(record.utf8)]) { $1 })
  }

  private static func failing(_ finding: Finding) -> Bool { finding.rule != "deployments.health" }

  @Test func `records are read with the reports and the commits that they name`() throws {
    #expect(try findings(record: Self.record).filter(Self.failing).isEmpty)
    let unknown = try findings(record: Self.record.replacing(commit, with: other))
    #expect(unknown.filter(Self.failing).map(\.message) == ["commit is \(other), no commit of this repository"])
  }

  @Test func `records lie in their folder and are tracked`() throws {
    let broken = Array("environment: 1".utf8)
    let names: [Path] = [
      ".sixgate/deployments/2026/a.yaml", ".sixgate/deployments/b.yml", ".sixgate/deployments/c.txt",
      ".sixgate/waivers/f.yaml", "deployments/g.yaml",
    ]
    let files = Dictionary(uniqueKeysWithValues: names.map { ($0, broken) })
    #expect(try findings(files).compactMap(\.location?.path) == Array(names.prefix(2)))
    #expect(try findings(files, tracked: [names[1]]).compactMap(\.location?.path) == [names[1]])
  }

  @Test func `a record that cannot be read hides no other, and is named with its line`() throws {
    let found = try findings([
      ".sixgate/deployments/a.yaml": Array("environment: x\nwho: y\n".utf8),
      ".sixgate/deployments/b.yaml": Array("environment: x\nby: y\nby: z\n".utf8),
    ])
    #expect(found.map(\.rule) == ["deployments.unreadable", "deployments.unreadable"])
    #expect(found.map(\.location?.line) == [2, 3])
  }

  @Test func `a report is a file of the repository and one of tests`() throws {
    let gone = try findings(record: Self.record, [:]).filter(Self.failing)
    #expect(gone.map(\.message) == ["qa.xml: met no such file, wanted one that git tracks"])
    #expect(gone.map(\.effect) == [.cannotJudge] && gone.map(\.location?.line) == [5])
    let other = try findings(record: Self.record, ["qa.xml": Array("TN:\nSF:a\nDA:1,1\nend_of_record\n".utf8)])
    #expect(other.filter(Self.failing).map(\.message) == ["qa.xml: met no tests, wanted a report of some"])
    let cut = try findings(record: Self.record, ["qa.xml": Array(Self.passed.dropLast(9))])
    #expect(cut.filter(Self.failing).map(\.rule) == ["deployments.validation"])
    let outside = try findings(record: Self.record.replacing("qa.xml", with: "/etc/passwd"))
    #expect(
      outside.filter(Self.failing).map(\.message) == ["/etc/passwd: met no such file, wanted one that git tracks"])
  }

  @Test func `no link is followed, for it may lead out of the repository`() throws {
    let record: Path = ".sixgate/deployments/a.yaml"
    let files: [Path: [UInt8]] = [record: Array(Self.record.utf8), "qa.xml": Self.passed]
    let report = try findings(files, links: ["qa.xml"]).filter(Self.failing)
    #expect(
      report.map(\.message) == ["qa.xml: met no file, or a link, wanted a file"]
        && report.map(\.effect) == [.cannotJudge])
    let own = try findings(files, links: [record])
    #expect(
      own.map(\.rule) == ["deployments.unreadable"] && own.map(\.message) == ["met no file, or a link, wanted a file"])
  }

  @Test func `a folder is looked at once for all its records`() throws {
    let records = (1...20).map { (Path(".sixgate/deployments/\($0).yaml"), Array(Self.record.utf8)) }
    let looks = Atomic(0)
    let files = Dictionary(uniqueKeysWithValues: records).merging(["qa.xml": Self.passed]) { $1 }
    #expect(try findings(files) { looks.add(1, ordering: .relaxed) }.filter(Self.failing).isEmpty)
    #expect(looks.load(ordering: .relaxed) == 2)
  }

  @Test func `without git nobody knows where a commit is`() throws {
    let files: [Path: [UInt8]] = [".sixgate/deployments/a.yaml": Array(Self.record.utf8), "qa.xml": Self.passed]
    let found = try findings(files, isGit: false).filter(Self.failing)
    #expect(found.map(\.rule) == ["deployments.record"] && found.map(\.effect) == [.cannotJudge])
  }
}

extension Case {
  fileprivate static func empty(at instant: Instant) throws -> Case {
    Case(evidence: Evidence(), change: Change(), policy: try Policy.builtIn(), instant: instant)
  }
}
