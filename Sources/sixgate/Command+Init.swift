import Host
import Model
import Reporters
import Runner
import Syntax

extension Command {
  static let begin = Command(
    name: "init", operands: "", about: "Writes a sixgate.yaml to start with, which blocks only what changes make worse",
    options: [Option("-C", "DIR", "Start in that folder")]
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("init takes no operands, and got \(arguments.operands[0])")
    }
    let world = World.live(directory: arguments["-C"].map { Path($0) })
    do throws(ReadError) {
      let beginning = try Beginning(in: world)
      try world.write(beginning.place, Array(beginning.configuration.utf8))
      Console.print("wrote sixgate.yaml\n\n\(found(beginning))\nCommit it, and run sixgate run in CI.\n")
    } catch {
      throw UsageError(error.placed)
    }
    return .passed
  }
}

/// What a run would go by today, one line a gate.
private func found(_ beginning: Beginning) -> String {
  beginning.evidence.map { gate, paths in
    let shown = paths.prefix(3).map(\.description).joined(separator: ", ")
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return Escaping.log("  \(gate.rawValue): " + (paths.isEmpty ? "nothing found yet" : shown + more)) + "\n"
  }.joined()
}
