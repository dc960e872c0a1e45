import Host
import Model
import Reporters
import Runner
import Syntax

extension Command {
  static let begin = Command(
    name: "init", operands: "",
    about:
      "Writes a first sixgate.yaml, which blocks only what changes make worse, and the template of your CI",
    options: [Option("-C", "DIR", "Start in that folder")]
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("init takes no operands, and got \(arguments.operands[0])")
    }
    let world = World.live(directory: arguments["-C"].map { Path($0) })
    do throws(ReadError) {
      let beginning = try Beginning(in: world)
      let wroteTemplate = try beginning.write()
      Console.print("wrote sixgate.yaml\n\n\(found(beginning))\n\(template(beginning, wroteTemplate))")
    } catch {
      throw UsageError(error.placed)
    }
    return .passed
  }
}

/// What there is to do.
private func template(_ beginning: Beginning, _ isWritten: Bool) -> String {
  guard let template = beginning.template else {
    return "No CI system is known here: commit it, and run sixgate run in CI (docs/ci.md).\n"
  }
  guard isWritten else { return "\(template.path) is there already, and left as it is.\nCommit sixgate.yaml.\n" }
  return "wrote \(template.path)\nCommit both; then \(template.advice).\n"
}

/// What a run would go by today, one line a gate.
private func found(_ beginning: Beginning) -> String {
  beginning.evidence.map { gate, paths in
    let shown = paths.prefix(3).map { Escaping.terminal($0.description) }.joined(separator: ", ")
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    return "  \(gate.rawValue): " + (paths.isEmpty ? "nothing found yet" : shown + more) + "\n"
  }.joined()
}
