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
  let keys = DocumentedKey.all(under: law)
  let ofGates = keys.filter { key in GateID.allCases.contains { key.name.hasPrefix("\($0.rawValue).") } }
  let rows =
    keys.map { Row(path: $0.path, key: $0) }
    + ofGates.map { Row(path: ["components", "named", "NAME"] + $0.path, key: $0) }
  return .object(
    [
      (key: "$schema", value: "https://json-schema.org/draft/2020-12/schema"), (key: "title", value: "sixgate.yaml"),
    ] + object(rows[...]))
}

/// A key, and the way that is left to it.
private struct Row {
  var path: ArraySlice<String>
  var key: DocumentedKey

  var below: Row { Row(path: path.dropFirst(), key: key) }
}

extension DocumentedKey {
  fileprivate var path: ArraySlice<String> { name.split(separator: ".").map(String.init)[...] }
}

/// The object that holds the keys; NAME stands for any name.
private func object(_ rows: ArraySlice<Row>) -> [(key: String, value: JSON)] {
  var names: [String] = []
  for name in rows.compactMap(\.path.first) where !names.contains(name) { names.append(name) }
  let members = names.map { name in
    let below = rows.filter { $0.path.first == name }.map(\.below)
    let whole = below.first { $0.path.isEmpty }
    return (key: name, value: whole?.key.schema ?? .object(object(below[...])))
  }
  if let any = members.first(where: { $0.key == "NAME" }) {
    return [(key: "type", value: "object"), (key: "additionalProperties", value: any.value)]
  }
  return [
    (key: "type", value: "object"), (key: "additionalProperties", value: .bool(false)),
    (key: "properties", value: .object(members)),
  ]
}

extension DocumentedKey {
  fileprivate var schema: JSON {
    let words = "\(about) (\(direction.words), by default \(initial)), as in \(example)"
    return ["description": .string(words), "anyOf": [shape.schema]]
  }
}

private func oneOf(_ words: [String]) -> JSON { ["enum": .array(words.map { .string($0) })] }

private func oneOrMore(_ item: JSON) -> JSON { ["anyOf": [item, ["type": "array", "items": item]]] }

extension Setting.Shape {
  fileprivate var schema: JSON {
    switch self {
    case .text: ["type": ["string", "number"]]
    case .texts, .globs: oneOrMore(["type": ["string", "number"]])
    case .percent: ["anyOf": [["type": "number", "minimum": 0], ["type": "string", "pattern": "^[0-9.]+ ?%?$"]]]
    case .whole: ["type": "integer", "minimum": 0]
    case .day: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
    case .words(let words): oneOf(words)
    case .choices(let words): oneOrMore(oneOf(words))
    case .globsBy(let keys):
      [
        "type": "object", "additionalProperties": false,
        "properties": .object(keys.map { (key: $0, value: Setting.Shape.globs.schema) }),
      ]
    case .month: ["type": ["number", "string"], "pattern": "^[0-9]{4}[.][0-9]{1,2}$"]
    case .named(let words): ["type": "object", "additionalProperties": oneOf(words)]
    case .free: ["type": ["object", "array", "string"]]
    }
  }
}
