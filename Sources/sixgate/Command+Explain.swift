import Host
import Model
import Readers
import Reporters
import Runner
import Syntax

extension Command {
  static let explain = Command(
    name: "explain", operands: "RULE|GATE|REQUIREMENT",
    about: "Tells what a rule, a gate or a requirement asks, and why; or the law that holds here",
    options: [Option.policy] + Request.lawOptions.filter { $0.name != Option.policy.name }
      + [Option("-C", "DIR", "Start in that folder")]
  ) { arguments throws(UsageError) in
    if arguments.has(Option.policy.name) { return try explainLaw(arguments) }
    guard arguments.operands.count == 1 else { throw UsageError("explain wants one RULE, GATE or REQUIREMENT") }
    do throws(ReadError) {
      let explained = try Explanation(arguments.operands[0])
      guard !explained.text.isEmpty else {
        let hint = explained.names.hint(for: arguments.operands[0])
        let met = Escaping.terminal(arguments.operands[0])
        Console.complain("sixgate: no rule, gate or requirement \(met)\(hint)\n")
        return .usage
      }
      Console.print(explained.text)
      return .passed
    } catch {
      Console.complain("sixgate: the program's own law is broken: \(error.message)\n")
      return .fault
    }
  }
}

extension Command.Option {
  fileprivate static let policy: Command.Option = {
    var option = Command.Option(
      "--policy", "FILE",
      "Print the law that holds here and where each value comes from; =FILE, under an organisation's")
    option.isComplete = true
    return option
  }()
}

/// Prints the law that a run would judge by, key by key.
private func explainLaw(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
  let request = try Request(law: arguments)
  let world = World.live(directory: arguments["-C"].map { Path($0) })
  let policy: Policy
  do throws(ReadError) {
    policy = try effectivePolicy(request, in: world)
  } catch {
    throw UsageError(error.placed)
  }
  Console.print("policy: \(policy.presets.joined(separator: ", "))\n\n")
  let rows = policy.origins.ordered { $0.key < $1.key }
  let width = rows.map(\.key.count).max() ?? 0
  for (key, origin) in rows {
    let gap = String(repeating: " ", count: width - key.count)
    Console.print(Escaping.terminal("\(key)\(gap)  \(origin.text)  (\(origin.layer):\(origin.line))") + "\n")
  }
  let off = policy.rules.values.filter(\.isOff).map(\.id.text).sorted()
  if !off.isEmpty { Console.print("\noff: \(off.joined(separator: ", "))\n") }
  for notice in policy.notices { Console.print("\n" + Escaping.terminal("Note: \(notice)") + "\n") }
  return .passed
}

/// The law's words on one of its names.
private struct Explanation {
  private(set) var text = ""
  private(set) var names: [String] = []

  init(_ name: String) throws(ReadError) {
    let policy = try Policy.builtIn(Policy.names)
    let requirements = try Requirement.all()
    let rules = policy.rules.values.ordered { $0.id.text < $1.id.text }
    names = rules.map(\.id.text) + GateID.allCases.map(\.rawValue) + requirements.map(\.number)
    for rule in rules where rule.id.text == name || rule.gate?.rawValue == name {
      text += Explanation.words(rule, requirements)
    }
    guard let requirement = requirements.first(where: { $0.number == name }) else { return }
    let citing = rules.filter { $0.requirements.contains(name) }.map(\.id.text)
    let decided = citing.isEmpty ? requirement.by.rawValue : "by \(citing.joined(separator: ", "))"
    text += "\(name)\n  says     \(requirement.says)\n  decided  \(decided)\n"
  }

  private static func words(_ rule: Rule, _ requirements: [Requirement]) -> String {
    let cited = requirements.filter { rule.requirements.contains($0.number) }
    let law = cited.map { "           \($0.number) \($0.says)\n" }.joined()
    return
      "\(rule.id)\n  asks     \(rule.asks)\n  else     the gate \(rule.effect.words)\n  remedy   \(rule.remedy)\n  law\n\(law)\n"
  }
}

extension Effect {
  fileprivate var words: String {
    switch self {
    case .note: "takes note"
    case .warn: "warns"
    case .fail: "fails"
    case .cannotJudge: "cannot judge, and blocks"
    }
  }
}
