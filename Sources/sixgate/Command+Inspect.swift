import Host
import Model
import Readers
import Reporters
import Runner

extension Command {
  static let inspect = Command(
    name: "inspect", operands: "FILE…", about: "Shows as JSON what sixgate reads in files",
    options: [kubernetesOption]
  ) { arguments throws(UsageError) in
    guard !arguments.operands.isEmpty else { throw UsageError("inspect wants at least one FILE") }
    let world = World.live()
    var policy = Policy()
    policy.infrastructure.kubernetesMinor = try arguments.kubernetesMinor()
    let readers = Reader.all(under: policy)
    let found = readCommands(
      arguments.operands.map { read(Path($0), for: [], by: readers, in: world) }, in: world)
    let files = readCustomObjects(found, under: policy, in: world)
    Console.print(Inspection.render(files.map { ($0.input, $0.evidence) }))
    let status = files.allSatisfy { $0.input.status == .read } ? ExitStatus.passed : .usage
    // The system takes all memory back at once, faster than it could be given back piece by piece.
    withExtendedLifetime((found, files)) { Console.exit(status.rawValue) }
  }
}

extension Command {
  static let kubernetesOption = Option(
    "--kubernetes-version", "V", "Judge manifests by the objects of that version (1.25 and later)")
}

extension Arguments {
  /// The minor version of Kubernetes that was asked for.
  func kubernetesMinor() throws(UsageError) -> Int? {
    guard let text = self["--kubernetes-version"] else { return nil }
    guard let minor = kubernetesMinorVersion(text) else {
      throw UsageError("--kubernetes-version wants a version such as 1.34, and got \(text)")
    }
    return minor
  }
}
