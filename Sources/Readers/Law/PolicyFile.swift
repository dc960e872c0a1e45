package import Model
package import Syntax

/// A text that sets the law: an organisation's policy, a repository's `sixgate.yaml`.
package struct PolicyLayer: Sendable {
  /// What messages call it.
  package let name: String
  package let bytes: [UInt8]

  package init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Its one document; one of comments alone sets nothing.
  fileprivate func root() throws(ReadError) -> Node {
    try oneDocument(bytes, else: Node(.mapping([]), line: 1, column: 1))
  }
}

extension Policy {
  /// The law as a `sixgate.yaml` sets it.
  ///
  /// - Throws: `ReadError` at the first key that is not known or value that is not as its setting wants it.
  package static func file(_ bytes: [UInt8]) throws(ReadError) -> Policy {
    try layered([PolicyLayer("sixgate.yaml", bytes)])
  }

  /// The law as the layers set it, one over the other: what a layer locks, those above it can only tighten.
  package static func layered(_ layers: [PolicyLayer]) throws(ReadError) -> Policy {
    var roots: [(layer: PolicyLayer, root: Node)] = []
    for layer in layers {
      roots.append((layer, try placed(layer.name) { () throws(ReadError) in try layer.root() }))
    }
    var chosen = ChosenPresets()
    for (layer, root) in roots { try placed(layer.name) { () throws(ReadError) in try chosen.take(root) } }
    var law = try PresetLaw(chosen.names)
    law.policy.notices += chosen.notices
    var locks = Locks()
    for (layer, root) in roots {
      try placed(layer.name) { () throws(ReadError) in
        try law.take(root, layer.name, under: locks)
        try locks.take(root, layer.name)
      }
    }
    try law.checkConflicts()
    for (layer, root) in roots {
      try placed(layer.name) { () throws(ReadError) in
        try law.policy.take(settingsOfComponents: root, layer.name, under: locks)
      }
    }
    return law.policy
  }
}

/// Says of an error in which file it is.
private func placed<Value>(_ name: String, _ body: () throws(ReadError) -> Value) throws(ReadError) -> Value {
  do throws(ReadError) {
    return try body()
  } catch {
    throw error.input == nil ? error.of(name) : error
  }
}

/// The presets that the layers name: those of the last layer that names any, and those of a layer that locks them.
private struct ChosenPresets {
  private(set) var names = ["six-gates"]
  private(set) var notices: [String] = []
  private var isLocked = false

  mutating func take(_ root: Node) throws(ReadError) {
    if let node = root["policy"] {
      let wanted = try node.strings()
      for (entry, name) in zip(node.entries, wanted) where !Policy.names.contains(name) {
        throw ReadError(
          line: entry.line, column: entry.column, met: "the policy \(ReadError.quoted(name.utf8))",
          wanted: "one of \(Policy.names.joined(separator: ", "))\(Policy.names.hint(for: name))")
      }
      names = isLocked ? names + wanted.filter { !names.contains($0) } : wanted
    }
    if try root["locked"]?.strings().contains("policy") == true { isLocked = true }
  }
}
