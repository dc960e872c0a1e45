import Gates
import Model
import Readers
import Syntax

/// What is to be said of the records of deployments, as they stand in the checkout.
func findingsOfDeployments(_ matter: Case, _ repository: Repository, in world: World) -> [Finding] {
  var told = DeploymentRecords()
  var plain = PlainFiles()
  let kept = matter.files.names.all(from: DeploymentRecord.folder, while: DeploymentRecord.holds)
  for path in kept where DeploymentRecord.isRecord(path) {
    do throws(ReadError) {
      try plain.check(path, in: world)
      var source = try ByteSource(world.open(world.path(path)), cap: .ofDocument)
      told.all.append(try readDeploymentRecord(try source.rest(), at: path))
    } catch {
      told.unread.append(unread(path, .unreadable, nil, [], error).input)
    }
  }
  for record in told.judged(in: matter) {
    for row in record.rows {
      if row.key == "validated.results" { told.take(report: Path(row.text), matter, &plain, in: world) }
      guard row.key == "commit" || row.key == "rollback.to", repository.isGit else { continue }
      told.commits[row.text] =
        told.commits[row.text] ?? standing(of: row.text, matter.change, repository, in: world)
    }
  }
  return judgeDeployments(told, of: matter)
}

extension DeploymentRecords {
  /// Reads a report that a record names, none but one that the repository holds.
  fileprivate mutating func take(
    report path: Path, _ matter: Case, _ plain: inout PlainFiles, in world: World
  ) {
    if problems[path] != nil || runs.contains(where: { $0.origin == path }) { return }
    do throws(ReadError) {
      guard matter.files.paths.contains(path) else {
        throw ReadError(met: "no such file", wanted: "one that git tracks")
      }
      try plain.check(path, in: world)
      let file = read(path, for: [.integration], by: Reader.all(under: matter.policy), in: world)
      if file.input.error == nil, file.evidence.tests.isEmpty {
        throw ReadError(met: "no tests", wanted: "a report of some")
      }
      problems[path] = file.input.error?.message
      runs += file.evidence.tests
    } catch {
      problems[path] = error.message
    }
  }
}
