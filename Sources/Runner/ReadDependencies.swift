import Gates
import Model
import Readers
import Syntax

/// Reads what the programs of a repository say that they need, where a rule asks about it.
func readDependencies(
  _ policy: Policy, _ files: RepositoryFiles, in world: World
) throws(ReadError) -> [ReadFile] {
  guard policy.asks(.unlocked), !policy.isOff(.security) else { return [] }
  let table = try NeedsTable.builtIn.get()
  let declaring = files.all.filter { $0.kind == .build && table.knows($0.path) }
  if declaring.isEmpty { return [] }
  let paths = files.paths
  return declaring.compactMap { file in
    let input = Input(path: file.path, format: "dependencies", status: .read, gates: [.security])
    var evidence = Evidence()
    do throws(ReadError) {
      var source = try ByteSource(world.open(world.path(file.path)))
      guard let needs = try table.needs(in: source.rest(), at: file.path, among: paths) else { return nil }
      evidence.manifests.needs = [needs]
    } catch {
      return unread(file.path, .unreadable, input.format, input.gates, error)
    }
    return ReadFile(input: input, evidence: evidence)
  }
}
