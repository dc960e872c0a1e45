package import Model
import Readers
package import Syntax

/// How a repository starts: the `sixgate.yaml` of its first day, and what a run would find there.
package struct Beginning: Sendable {
  private let configuration: String
  /// By gate, the evidence that lies there now; none for a gate that would find nothing.
  package let evidence: [(gate: GateID, paths: [Path])]
  /// Of the CI system that the repository uses, if it is known.
  package let template: CITemplate?
  /// For so many days what was there before is debt.
  private static let days = 90

  /// - Throws: where the repository has a `sixgate.yaml`, or cannot be looked at.
  package init(in outside: World) throws(ReadError) {
    var world = outside
    let repository = try Repository.find(in: &world)
    for name: Path in ["sixgate.yaml", "sixgate.yml"] where world.type(world.path(name)) != nil {
      throw ReadError(met: "a policy that is there already", wanted: "a repository without one").of(name)
    }
    let policy = try Policy.builtIn()
    let found = try discover(policy, repository, Walk(world))
    let declared = found.filter { $0.path.basename == "Chart.yaml" }.map(\.path) + (try pipelines(repository, policy))
    evidence = GateID.allCases.filter { $0 != .tdd }.map { gate in
      let paths = found.filter { $0.gates.contains(gate) }.map(\.path)
      return (gate, gate == .infrastructure ? Set(paths + declared).sorted() : paths)
    }
    configuration = Beginning.configuration(until: Day(world.now).adding(days: Beginning.days))
    place = world.path("sixgate.yaml")
    template = CITemplate.fitting(
      repository.tracked, origin: try? world.gitText(["config", "--get", "remote.origin.url"]))
    self.world = world
  }

  /// At the top of the repository.
  private let world: World

  /// Writes the policy, and the template unless something is in its place.
  ///
  /// - Returns: whether the template was written.
  package func write() throws(ReadError) -> Bool {
    let isWritten = try template?.write(in: world) ?? false
    try world.write(place, Array(configuration.utf8))
    return isWritten
  }

  /// Where the policy belongs.
  private let place: Path

  private static func configuration(until end: Day) -> String {
    """
    # What sixgate holds changes to. `sixgate explain --policy` prints all that holds, `sixgate schema` what can stand
    # here. A change is judged by this file as its base has it.
    policy: six-gates

    # Until that day only what a change makes worse blocks; what was there before is debt, counted and shown in every
    # run. After it the policy holds as it is written.
    mode: adopt
    until: \(end)

    """
  }
}

/// Files that gate 4 reads for their commands: pipelines, scripts and the like.
private func pipelines(_ repository: Repository, _ policy: Policy) throws(ReadError) -> [Path] {
  let index = CommandIndex(try CommandTable.builtIn())
  return repository.tracked.filter { path in
    guard let container = index.container(of: path), container.form != .markdown else { return false }
    return !policy.classifier.kind(of: path).isNoEvidence
  }
}
