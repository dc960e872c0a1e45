import Host
import Model
import Reporters
import Runner

@main struct Main {
  static func main() {
    let world = World.live()
    let files = CommandLine.arguments.dropFirst(2).map { path -> (input: Input, evidence: Evidence) in
      let file = read(Path(path), for: [], in: world)
      return (file.input, file.evidence)
    }
    Console.print(Inspection.render(files))
    Console.exit(files.allSatisfy { $0.input.status == .read } ? 0 : 2)
  }
}
