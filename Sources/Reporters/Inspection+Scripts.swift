import Model

extension Inspection {
  /// What commands of a script matter, each where it stands.
  static func scripts(_ scripts: [Script]) -> JSON {
    let commands = scripts.flatMap(\.commands).map { command -> JSON in
      [
        "line": JSON(command.location.line), "column": JSON(command.location.column), "tool": .string(command.tool),
        "subject": .string(command.subject.rawValue), "does": .string(command.deed.rawValue),
        "local": .bool(command.isLocal), "scope": .array(command.scope.map { .string($0) }),
        "job": JSON(command.job), "environment": JSON(command.environment), "text": .string(command.text),
      ]
    }
    let doubts = scripts.flatMap(\.doubts).map { doubt -> JSON in
      ["line": JSON(doubt.location.line), "message": .string(doubt.message)]
    }
    let troubles = scripts.flatMap(\.troubles).map { trouble -> JSON in
      ["line": JSON(trouble.location.line), "message": .string(trouble.message)]
    }
    return [
      "commands": .integer(scripts.reduce(0) { $0 + $1.commandCount }), "matter": .array(commands),
      "doubts": .array(doubts), "troubles": .array(troubles),
    ]
  }
}
