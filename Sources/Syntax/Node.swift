/// A value of YAML or JSON with the place where it stands: for what is held whole (policies, manifests).
package struct Node: Hashable, Sendable {
  package indirect enum Value: Hashable, Sendable {
    /// A scalar; `isPlain` where it stands without quotes, so that its type is guessed from its look.
    case scalar(String, isPlain: Bool)
    case sequence([Node])
    case mapping([Member])
  }

  package struct Member: Hashable, Sendable {
    package var key: Node
    package var value: Node

    package init(key: Node, value: Node) {
      self.key = key
      self.value = value
    }
  }

  package var value: Value
  /// From 1.
  package var line: Int
  package var column: Int

  package init(_ value: Value, line: Int, column: Int) {
    self.value = value
    self.line = line
    self.column = column
  }
}

extension Node {
  /// The text of a scalar, whatever its type; `nil` for null and for what is no scalar.
  package var text: String? {
    guard case .scalar(let text, _) = value, !isNull else { return nil }
    return text
  }

  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = value else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// A boolean as YAML 1.1 has them, `yes` and `off` too.
  package var bool: Bool? {
    guard case .scalar(let text, isPlain: true) = value else { return nil }
    switch text {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return false
    default: return nil
    }
  }

  package var sequence: [Node]? {
    if case .sequence(let nodes) = value { nodes } else { nil }
  }

  package var mapping: [Member]? {
    if case .mapping(let members) = value { members } else { nil }
  }

  /// The value of a key of a mapping; the last one where the key stands twice.
  package subscript(key: String) -> Node? { mapping?.last { $0.key.text == key }?.value }

  /// What kind of value it is, for a message.
  package var kind: String {
    switch value {
    case .scalar(let text, _): isNull ? "nothing" : ReadError.quoted(text.utf8)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One document of a YAML stream, or the one value of a JSON text.
package struct NodeDocument: Hashable, Sendable {
  /// A key that stands twice in one mapping.
  package struct DuplicateKey: Hashable, Sendable {
    package var key: String
    package var line: Int
    package var column: Int
    package var firstLine: Int
  }

  /// `nil` for a document without content.
  package var root: Node?
  package var duplicates: [DuplicateKey]

  package init(root: Node?, duplicates: [DuplicateKey] = []) {
    self.root = root
    self.duplicates = duplicates
  }
}

extension NodeDocument {
  /// Notes the keys that a mapping holds twice.
  mutating func note(duplicatesIn members: [Node.Member]) {
    guard members.count > 1 else { return }
    var first: [String: Int] = [:]
    for member in members {
      guard case .scalar(let key, _) = member.key.value, key != "<<" else { continue }
      if let line = first.updateValue(first[key] ?? member.key.line, forKey: key) {
        duplicates.append(
          DuplicateKey(key: key, line: member.key.line, column: member.key.column, firstLine: line))
      }
    }
  }
}
