import Host
import Model
import Readers
import Reporters
import Syntax

extension Command {
  static let schema = Command(
    name: "schema", operands: "", about: "Prints the JSON Schema of sixgate.yaml, for editors", options: []
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("schema takes no operands, and got \(arguments.operands[0])")
    }
    Console.print(configurationSchema(under: try builtInLaw()).text)
    return .passed
  }
}

/// JSON Schema (draft 2020-12) of what `sixgate.yaml` can hold.
private func configurationSchema(under law: Policy) -> JSON {
  let sections = Setting.sections.map { section in
    (key: section, value: schema(of: Setting.all.filter { $0.section == section }, law))
  }
  let kinds = FileKind.allCases.map { (key: $0.rawValue, value: Setting.Shape.globs.schema) }
  return [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "sixgate.yaml",
    "type": "object",
    "additionalProperties": false,
    "properties": .object(
      [
        (key: "policy", value: oneOrMore(["enum": .array(Policy.names.map { .string($0) })])),
        (
          key: "rules",
          value: ["type": ["number", "string"], "description": "The rule set that is held on to: 2026.11"]
        ),
        (key: "locked", value: oneOrMore(["type": "string"])),
        (key: "components", value: components(law)),
        (key: "evaluate", value: ["enum": .array(Policy.Evaluated.allCases.map { .string($0.rawValue) })]),
        (key: "owners", value: ["type": "string", "description": "Where CODEOWNERS is: .github/CODEOWNERS"]),
        (key: "classify", value: ["type": "object", "additionalProperties": false, "properties": .object(kinds)]),
      ] + sections),
  ]
}

private func components(_ law: Policy) -> JSON {
  let globs = Setting.Shape.globs.schema
  let gates = GateID.allCases.map { gate in
    (key: gate.rawValue, value: schema(of: Setting.all.filter { $0.section == gate.rawValue }, law))
  }
  let named: JSON = [
    "type": "object",
    "additionalProperties": [
      "type": "object", "additionalProperties": false,
      "properties": .object([(key: "paths", value: globs), (key: "needs", value: globs)] + gates),
    ],
  ]
  return [
    "type": "object",
    "additionalProperties": false,
    "properties": [
      "discover": globs, "named": named, "shared": globs, "unmatched": ["enum": ["note", "warn", "block"]],
    ],
  ]
}

private func schema(of settings: [Setting], _ law: Policy) -> JSON {
  [
    "type": "object",
    "additionalProperties": false,
    "properties": .object(
      settings.map { setting in
        let initial = law.origins[setting.name].map { ", by default \($0.text)" } ?? ""
        let about = "\(setting.about) (\(setting.direction.words)\(initial)), as in \(setting.example)"
        return (key: setting.key, value: ["description": .string(about), "anyOf": [setting.shape.schema]])
      }),
  ]
}

private func oneOrMore(_ item: JSON) -> JSON { ["anyOf": [item, ["type": "array", "items": item]]] }

extension Setting.Shape {
  fileprivate var schema: JSON {
    switch self {
    case .text: ["type": ["string", "number"]]
    case .texts, .globs: oneOrMore(["type": ["string", "number"]])
    case .percent: ["anyOf": [["type": "number", "minimum": 0], ["type": "string", "pattern": "^[0-9.]+ ?%?$"]]]
    case .whole: ["type": "integer", "minimum": 0]
    case .day: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
    case .words(let words): ["enum": .array(words.map { .string($0) })]
    case .named(let words): ["type": "object", "additionalProperties": ["enum": .array(words.map { .string($0) })]]
    case .free: ["type": ["object", "array"]]
    }
  }
}
