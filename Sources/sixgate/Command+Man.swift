import Host
import Reporters

extension Command {
  static let man = Command(
    name: "man", operands: "", about: "Prints a page for man: sixgate man > sixgate.1", options: []
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("man takes no operands, and got \(arguments.operands[0])")
    }
    Console.print(ManPage.text)
    return .passed
  }
}

/// All of the help as one page of roff.
///
/// - Source: man(7)
private enum ManPage {
  static var text: String {
    let commands = Command.all.map { command in
      let call = [command.name, command.options.isEmpty ? "" : "[options]", command.operands].filter { !$0.isEmpty }
      let options = command.options.map { option in
        let value = option.value.map { " \\fI\(Escaping.roff($0))\\fR" } ?? ""
        return ".TP\n\\fB\(Escaping.roff(option.name))\\fR\(value)\n\(Escaping.roff(option.about)).\n"
      }
      return ".SS sixgate \(Escaping.roff(call.joined(separator: " ")))\n\(Escaping.roff(command.about)).\n"
        + options.joined()
    }
    let formats = Reporter.all.map { ".TP\n\\fB\(Escaping.roff($0.format))\\fR\n\(Escaping.roff($0.about)).\n" }
    return """
      .TH SIXGATE 1 "" "sixgate \(Version.text)" "User Commands"
      .SH NAME
      sixgate \\- six quality gates over a change, judged from the evidence that CI leaves
      .SH SYNOPSIS
      .B sixgate
      .I COMMAND
      [options]
      .SH COMMANDS
      \(commands.joined()).SH FORMATS
      What \\fB\\-\\-output\\fR can write:
      \(formats.joined()).SH EXIT STATUS
      .TP
      .B 0
      Passed, or warned.
      .TP
      .B 1
      Blocked.
      .TP
      .B 2
      A mistake in the call, the configuration or the policy; or git failed behind what it had printed.
      .TP
      .B 3
      A fault of sixgate itself.
      .SH FILES
      .TP
      .I sixgate.yaml
      The policy of the repository, read from the base of the change.

      """
  }
}
