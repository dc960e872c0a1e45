import Host
import Model
import Reporters

@main struct Main {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    do throws(UsageError) {
      Console.exit(try answer(words).rawValue)
    } catch {
      Console.complain("sixgate: \(Escaping.terminal(error.message))\n")
      Console.exit(ExitStatus.usage.rawValue)
    }
  }

  private static func answer(_ words: ArraySlice<String>) throws(UsageError) -> ExitStatus {
    switch words.first {
    case "--version":
      Console.print("sixgate \(Version.text)\n")
      return .passed
    case nil, "--help", "-h", "help":
      Console.print(Help.overview)
      return words.isEmpty ? .usage : .passed
    case let name?:
      guard let command = Command.all.first(where: { $0.name == name }) else {
        let names = Command.all.map(\.name)
        throw UsageError("no command \(name)\(names.hint(for: name)); see sixgate --help")
      }
      let rest = words.dropFirst()
      if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
        Console.print(Help.text(of: command))
        return .passed
      }
      return try command.carryOut(Arguments(rest, of: command))
    }
  }
}
