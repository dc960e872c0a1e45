internal import Model
import Syntax

extension Setting {
  /// How programs are run that the policy names.
  static let ofExecution: [Setting] = [
    whole(
      "exec.seconds", "How long a program may run of which nothing else is said", { $1(&$0.execution.seconds) }, .lower),
    Setting(
      "exec.environment", .globs, "Variables that programs see, besides those that the law lets them see",
      example: "[JAVA_HOME, \"GO*\"]", direction: .shorter,
      loosens: { !Set($1.execution.environment).isSubset(of: $0.execution.environment) }
    ) { node, policy throws(ReadError) in policy.execution.environment += try node.globs() },
  ]

  /// The commands that make a gate's evidence.
  static func producers(of gate: GateID) -> Setting {
    Setting(
      "\(gate.rawValue).produce", "commands, or list of { run, seconds }",
      "Commands that make its reports, run one after the other with --exec alone",
      example: "[{ run: make \(gate.rawValue), seconds: 300 }]", direction: .longer,
      loosens: { !Set($0.producers[gate] ?? []).isSubset(of: $1.producers[gate] ?? []) }
    ) {
      node, policy throws(ReadError) in
      var producers: [Producer] = []
      for entry in node.entries { producers.append(try Producer(entry)) }
      policy.producers[gate] = producers
    }
  }
}

extension Producer {
  fileprivate init(_ node: Node) throws(ReadError) {
    guard node.mapping != nil else {
      self.init(try node.string())
      return
    }
    try node.check("a command", keys: ["run", "seconds"])
    guard let command = node["run"] else { throw node.error("a command with run") }
    self.init(try command.string(), seconds: try node["seconds"]?.whole())
  }
}
