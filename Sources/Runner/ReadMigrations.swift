import Gates
import Model
import Readers
import Syntax

/// Reads the migrations of databases, where a rule asks about them, each by the tool whose name for it it has.
func readMigrations(
  _ policy: Policy, _ repository: Repository, _ walk: Walk, in world: World
) throws(ReadError) -> [ReadFile] {
  guard RuleID.ofMigrations.contains(where: policy.asks) else { return [] }
  let table = try MigrationTable.builtIn.get()
  let tracked = Set(repository.tracked)
  return walk.files.compactMap { path in
    guard table.knows(path), !policy.classifier.kind(of: path).isNoEvidence else { return nil }
    return readMigration(path, by: table, isTracked: !repository.isGit || tracked.contains(path), in: world)
  }
}

private func readMigration(_ path: Path, by table: MigrationTable, isTracked: Bool, in world: World) -> ReadFile? {
  var evidence = Evidence()
  let input = Input(path: path, format: "migration", status: .read, gates: [.infrastructure])
  do throws(ReadError) {
    var source = try ByteSource(world.open(world.path(path)))
    evidence.manifests.migrations = try table.migrations(in: source.rest(), at: path)
  } catch {
    return unread(path, .unreadable, input.format, input.gates, error)
  }
  for index in evidence.manifests.migrations.indices { evidence.manifests.migrations[index].isTracked = isTracked }
  return evidence.manifests.migrations.isEmpty ? nil : ReadFile(input: input, evidence: evidence)
}
