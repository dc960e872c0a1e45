/// What `--help` prints.
enum Help {
  static var overview: String {
    let commands = Command.all.map { ($0.name, $0.about) }
    return """
      sixgate \(Version.text): six quality gates over a change, judged from the evidence that CI leaves

      usage: sixgate COMMAND [options]

      \(columns(commands))

      sixgate COMMAND --help tells more. Exit status: 0 passed, 1 blocked, 2 a mistake in the call or the
      policy, or a git that fails behind what it printed, 3 a fault of sixgate.

      """
  }

  static func text(of command: Command) -> String {
    let call = ["usage: sixgate", command.name, command.options.isEmpty ? "" : "[options]", command.operands]
    let options = command.options.map { ([$0.name, $0.value ?? ""].joined(separator: " "), $0.about) }
    let parts = [call.filter { !$0.isEmpty }.joined(separator: " "), command.about + ".", columns(options)]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func columns(_ rows: [(String, String)]) -> String {
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count))\($0.1)" }.joined(separator: "\n")
  }
}

/// The program's own version.
enum Version {
  static let text = "0.1.0"
}
