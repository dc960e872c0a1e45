package import Model
import Readers
package import Syntax

/// How a repository starts: the `sixgate.yaml` of its first day, and what a run would find there.
package struct Beginning: Sendable {
  package let configuration: String
  /// By gate, the evidence that lies there now; none for a gate that would find nothing.
  package let evidence: [(gate: GateID, paths: [Path])]
  /// For so many days what was there before is debt.
  private static let days = 90

  /// - Throws: where the repository has a `sixgate.yaml`, or cannot be looked at.
  package init(in outside: World) throws(ReadError) {
    var world = outside
    let repository = try Repository.find(in: &world)
    for name: Path in ["sixgate.yaml", "sixgate.yml"] where world.type(world.path(name)) != nil {
      throw ReadError(met: "a policy that is there already", wanted: "a repository without one").of(name)
    }
    let found = try discover(try Policy.builtIn(), repository, Walk(world))
    evidence = GateID.allCases.filter { $0 != .tdd }.map { gate in
      (gate, found.filter { $0.gates.contains(gate) }.map(\.path))
    }
    configuration = Beginning.configuration(until: Day(world.now).adding(days: Beginning.days))
    place = world.path("sixgate.yaml")
  }

  /// Where the file belongs.
  package let place: Path

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
