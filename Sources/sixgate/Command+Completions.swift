import Host
import Model
import Reporters

extension Command {
  static let completions = Command(
    name: "completions", operands: "SHELL",
    about: "Prints what lets bash, zsh or fish complete calls of sixgate",
    options: []
  ) { arguments throws(UsageError) in
    guard arguments.operands.count == 1 else {
      throw UsageError("completions wants one SHELL: bash, zsh or fish")
    }
    switch try Arguments.word(arguments.operands[0], Shell.self, for: "completions") {
    case .bash: Console.print(Completions.bash)
    case .zsh:
      Console.print(
        "#compdef sixgate\nautoload -U +X bashcompinit && bashcompinit\n" + Completions.bash)
    case .fish: Console.print(Completions.fish)
    }
    return .passed
  }
}

private enum Shell: String, CaseIterable { case bash, zsh, fish }

/// The scripts that shells complete by, from the table of commands.
private enum Completions {
  /// What the value of an option can be, where that is a few words; `nil` for files and all else.
  private static func words(for option: Command.Option) -> [String]? {
    switch option.name {
    case "--gate": GateID.allCases.map(\.rawValue)
    case "--output": Reporter.all.map { $0.format + "=" }
    case "--config-from": ["base", "head"]
    default: nil
    }
  }

  static var bash: String {
    let commands = Command.all.map(\.name) + ["--help", "--version"]
    let options = Command.all.map { command in
      "    \(command.name)) words=\"\((command.options.map(\.name) + ["--help"]).joined(separator: " "))\" ;;\n"
    }
    var seen: Set<String> = []
    let values = Command.all.flatMap(\.options).filter { seen.insert($0.name).inserted }.compactMap { option in
      words(for: option).map { "    \(option.name)) words=\"\($0.joined(separator: " "))\" ;;\n" }
    }
    return """
      _sixgate() {
        local current=${COMP_WORDS[COMP_CWORD]} words=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          words="\(commands.joined(separator: " "))"
        else
          case "${COMP_WORDS[COMP_CWORD - 1]}" in
      \(values.joined())    *)
            case "$current" in
              -*) case "${COMP_WORDS[1]}" in
      \(options.joined())    esac ;;
            esac ;;
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        case "${COMPREPLY[0]}" in *=) compopt -o nospace 2> /dev/null ;; esac
      }
      complete -o default -F _sixgate sixgate

      """
  }

  static var fish: String {
    let commands = Command.all.map { command in
      "complete -c sixgate -n __fish_use_subcommand -a \(command.name) -d \(quoted(command.about))\n"
    }
    let options = Command.all.flatMap { command in
      command.options.map { option in
        let name =
          option.name.hasPrefix("--")
          ? "-l \(option.name.dropFirst(2))" : "-s \(option.name.dropFirst())"
        let value =
          option.value == nil
          ? ""
          : " -r" + (words(for: option).map { " -f -a \(quoted($0.joined(separator: " ")))" } ?? "")
        return
          "complete -c sixgate -n '__fish_seen_subcommand_from \(command.name)' \(name)\(value) -d \(quoted(option.about))\n"
      }
    }
    return (commands + options).joined()
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
      + "'"
  }
}
