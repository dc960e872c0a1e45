import Host
import Model
import Readers
import Reporters
import Runner
import Syntax

extension Command {
  static let merge = Command(
    name: "merge", operands: "FILE…", about: "Puts the verdict files of several jobs into one matrix",
    options: [
      Output.option,
      Option("--quiet", "Print no matrix"),
    ]
  ) { arguments throws(UsageError) in
    guard !arguments.operands.isEmpty else { throw UsageError("merge wants at least one FILE") }
    let outputs = try Output.all(arguments)
    let world = World.live()
    var reports: [Report] = []
    for name in arguments.operands {
      world.begins(Escaping.terminal(name))
      do throws(ReadError) {
        var source = try ByteSource(world.open(world.path(Path(name))))
        reports.append(try readVerdictFile(&source))
      } catch {
        Progress.end()
        throw UsageError(error.of(name).placed)
      }
    }
    let report = Runner.merge(reports, under: try builtInLaw())
    Progress.end()
    return deliver(report, outputs, isQuiet: arguments.has("--quiet"), in: world)
  }
}

/// The law that the program was built with.
func builtInLaw() throws(UsageError) -> Policy {
  do throws(ReadError) {
    return try Policy.builtIn(Policy.names)
  } catch {
    throw UsageError("the program's own law is broken: \(error.message)")
  }
}
