/// A value of YAML or JSON with the place where it stands: for what is held whole (policies, manifests).
package struct Node: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
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
  // Trees are many nodes; a place of two Ints would make each a third larger.
  private let storedLine: UInt32
  private let storedColumn: UInt32

  package init(_ value: Value, line: Int, column: Int) {
    self.value = value
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  /// From 1.
  package var line: Int { Int(storedLine) }
  package var column: Int { Int(storedColumn) }
}

extension Node {
  /// The text of a scalar, whatever its type; `nil` for null and for what is no scalar.
  package var text: String? {
    guard case .scalar(let text, _) = value, !isNull else { return nil }
    return text
  }

  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = value, text.utf8.count <= 4 else { return false }
    return switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
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
  package subscript(key: String) -> Node? {
    guard case .mapping(let members) = value else { return nil }
    for member in members.reversed() {
      if case .scalar(key, _) = member.key.value { return member.value }
    }
    return nil
  }

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
  /// Keys are the same when their bytes are; Swift's String also calls other spellings of a character equal.
  private struct Key: Hashable {
    var text: String

    init?(_ member: Node.Member) {
      guard case .scalar(let text, _) = member.key.value else { return nil }
      self.text = text
    }

    static func == (a: Key, b: Key) -> Bool { a.text == b.text && a.text.utf8.elementsEqual(b.text.utf8) }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
  }

  /// Notes the keys that a mapping holds twice.
  mutating func note(duplicatesIn members: [Node.Member]) {
    // Most mappings are small and sound; comparing their keys with each other is faster than hashing them.
    if members.count <= 24, !NodeDocument.hasTwins(members) { return }
    var lines: [Key: Int] = [:]
    lines.reserveCapacity(members.count)
    for member in members {
      guard let key = Key(member) else { continue }
      if let line = lines[key] {
        duplicates.append(
          DuplicateKey(key: key.text, line: member.key.line, column: member.key.column, firstLine: line))
      } else {
        lines[key] = member.key.line
      }
    }
  }

  private static func hasTwins(_ members: [Node.Member]) -> Bool {
    for index in members.indices.dropFirst() {
      guard case .scalar(let text, _) = members[index].key.value else { continue }
      for other in 0..<index {
        guard case .scalar(let before, _) = members[other].key.value else { continue }
        if before.utf8.count == text.utf8.count, before == text, before.utf8.elementsEqual(text.utf8) { return true }
      }
    }
    return false
  }
}
