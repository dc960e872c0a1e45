import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct ReadMigrationsTests {
  private let world = World.holding([
    "db/migration/V1__a.sql": Array("CREATE TABLE a (b int);".utf8),
    "db/changelog/a.xml": Array("<a>databaseChangeLog".utf8),
    "tests/db/migration/V1__a.sql": [], "src/a.sql": [],
  ])

  private func read(under policy: String, tracked: [Path] = []) throws -> [ReadFile] {
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(tracked))
    return try readMigrations(try Policy.file(Array("policy: \(policy)".utf8)), repository, Walk(world), in: world)
  }

  @Test func `migrations are read where a rule asks about them, tests' apart`() throws {
    let files = try read(under: "release", tracked: ["db/migration/V1__a.sql"])
    #expect(files.map(\.input.path) == ["db/changelog/a.xml", "db/migration/V1__a.sql"])
    #expect(files.map(\.input.status) == [.unreadable, .read])
    #expect(files.map(\.input.error?.line) == [1, nil])
    #expect(files.flatMap(\.evidence.manifests.migrations).map(\.isTracked) == [true])
    #expect(try read(under: "six-gates").isEmpty)
  }

  @Test func `a migration that git does not keep is known`() throws {
    let files = try read(under: "no-direct-deploy")
    #expect(files.flatMap(\.evidence.manifests.migrations).map(\.isTracked) == [false])
  }
}

struct ReadImageCommitsTests {
  private func standing(
    known: Bool, onMain: Bool, inChange: Bool = false, isShallow: Bool = false, target: String? = "main"
  ) throws -> [ImageCommit] {
    var world = World.holding([:])
    world.gitIn = { _, arguments, _ throws(ReadError) in
      let holds = arguments[0] == "rev-parse" ? known : arguments.last == "main" ? onMain : inChange
      guard holds else { throw ReadError(met: "status 1", wanted: "0") }
      return ByteStream([])
    }
    var policy = Policy()
    policy.infrastructure.ownImages = ["acme/*"]
    var file = ReadFile(
      input: Input(path: "a.yaml", format: "kubernetes", status: .read, gates: []), evidence: Evidence())
    file.evidence.manifests.images = ["acme/a:sha-1a2b3c4", "acme/b:1.0", "other/a:sha-9a2b3c4"].map {
      ImageUse($0, at: Location("a.yaml"))
    }
    let repository = Repository(isGit: true, isShallow: isShallow, names: PathNames([]))
    let change = Change(head: "head", target: target)
    let found = readImageCommits([file], policy, change, repository, in: world)
    #expect(found.flatMap(\.evidence.manifests.commits.keys) == ["1a2b3c4"])
    return found.flatMap(\.evidence.manifests.commits.values)
  }

  @Test func `git says where the commit of an own image is`() throws {
    #expect(try standing(known: true, onMain: true) == [.onMain])
    #expect(try standing(known: true, onMain: false) == [.elsewhere])
    #expect(try standing(known: false, onMain: false) == [.nowhere])
    #expect(try standing(known: false, onMain: false, isShallow: true) == [.unknown])
    #expect(try standing(known: true, onMain: false, isShallow: true) == [.unknown])
    #expect(try standing(known: true, onMain: false, inChange: true) == [.onMain])
    #expect(try standing(known: true, onMain: false, inChange: true, target: nil) == [.onMain])
  }
}
