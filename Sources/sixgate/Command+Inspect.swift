import Host
import Model
import Readers
import Reporters
import Runner

extension Command {
  static let inspect = Command(
    name: "inspect", operands: "FILE…", about: "Shows as JSON what sixgate reads in files",
    options: [Option("--kubernetes-version", "V", "Judge manifests by the objects of that version (1.25 and later)")]
  ) { arguments throws(UsageError) in
    guard !arguments.operands.isEmpty else { throw UsageError("inspect wants at least one FILE") }
    let world = World.live()
    var policy = Policy()
    if let text = arguments["--kubernetes-version"] {
      guard let minor = kubernetesMinorVersion(text) else {
        throw UsageError("--kubernetes-version wants a version such as 1.34, and got \(text)")
      }
      policy.infrastructure.kubernetesMinor = minor
    }
    let readers = Reader.all(under: policy)
    let files = arguments.operands.map { name -> (input: Input, evidence: Evidence) in
      let file = read(Path(name), for: [], by: readers, in: world)
      return (file.input, file.evidence)
    }
    Console.print(Inspection.render(files))
    return files.allSatisfy { $0.input.status == .read } ? .passed : .usage
  }
}
