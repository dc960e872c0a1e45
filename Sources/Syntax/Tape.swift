/// A document of YAML or JSON, flat: its nodes in the order in which they are written, each with its place.
///
/// One tape is filled again and again, so that a stream of documents costs the memory of its largest. What an alias
/// stands for is not copied but pointed to.
package struct Tape: Sendable {
  package enum Kind: UInt8, Sendable { case plain, quoted, sequence, mapping, alias }

  /// Numbers of 32 bits hold every place of a text, for its bytes are capped far below.
  package struct Entry: Sendable {
    package var kind: Kind
    /// Whether a mapping takes in others by `<<`.
    var merges = false
    /// Of a scalar where its text starts, of an alias the node that it stands for.
    var start: UInt32
    /// Of a scalar where its text ends, of a sequence or mapping the node behind its last.
    var end: UInt32
    var storedLine: UInt32
    var storedColumn: UInt32
  }

  package internal(set) var entries: [Entry] = []
  /// The texts of all scalars, one behind the other.
  package internal(set) var text: [UInt8] = []
  package internal(set) var duplicates: [NodeDocument.DuplicateKey] = []
  /// The first key that is no scalar.
  package internal(set) var oddKey: Int?

  package init() {}

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    duplicates.removeAll(keepingCapacity: true)
    oddKey = nil
  }

  /// The outermost node; `nil` for a document without content.
  package var root: Int? { entries.isEmpty || isNull(0) ? nil : 0 }
}

// Nodes are named by their number; every number comes from the tape itself.
extension Tape {
  /// The node that an alias stands for; any other is itself.
  package func resolved(_ node: Int) -> Int {
    let entry = entries[node]
    return entry.kind == .alias ? Int(entry.start) : node
  }

  /// The node behind one and all that is in it.
  package func after(_ node: Int) -> Int {
    let entry = entries[node]
    return entry.kind == .sequence || entry.kind == .mapping ? Int(entry.end) : node + 1
  }

  package func kind(_ node: Int) -> Kind { entries[resolved(node)].kind }

  /// From 1; where an alias stands, not what it names.
  package func line(_ node: Int) -> Int { Int(entries[node].storedLine) }
  package func column(_ node: Int) -> Int { Int(entries[node].storedColumn) }

  /// Where the text of a scalar stands; empty for what is none.
  package func range(_ node: Int) -> Range<Int> {
    let entry = entries[resolved(node)]
    guard entry.kind == .plain || entry.kind == .quoted else { return 0..<0 }
    return Int(entry.start)..<Int(entry.end)
  }

  /// The text of a scalar, whatever its type; `nil` for null and for what is no scalar.
  package func string(_ node: Int) -> String? {
    let kind = kind(node)
    guard kind == .plain || kind == .quoted, !isNull(node) else { return nil }
    return String(decoding: text[range(node)], as: UTF8.self)
  }

  package func isScalar(_ node: Int) -> Bool {
    let kind = kind(node)
    return kind == .plain || kind == .quoted
  }

  package func isNull(_ node: Int) -> Bool { scalarType(node) == .null }
}

extension Tape {
  /// Goes through the keys and values of a mapping, then through those that it merges and does not have itself.
  package func forEachMember<E: Error>(of node: Int, _ body: (_ key: Int, _ value: Int) throws(E) -> Void) throws(E) {
    let mapping = resolved(node)
    guard entries[mapping].kind == .mapping else { return }
    if entries[mapping].merges {
      for (key, value) in mergedMembers(of: mapping) { try body(key, value) }
      return
    }
    var key = mapping + 1
    while key < Int(entries[mapping].end) {
      let value = after(key)
      try body(key, value)
      key = after(value)
    }
  }

  package func forEachElement<E: Error>(of node: Int, _ body: (Int) throws(E) -> Void) throws(E) {
    let sequence = resolved(node)
    guard entries[sequence].kind == .sequence else { return }
    var element = sequence + 1
    while element < Int(entries[sequence].end) {
      try body(element)
      element = after(element)
    }
  }

  /// The value of a key of a mapping; the last one where the key stands twice.
  package func member(_ name: StaticString, of node: Int) -> Int? {
    var found: Int?
    forEachMember(of: node) { key, value in
      if text.span.holds(name, in: range(key)) { found = value }
    }
    return found
  }

  package func member(named name: ArraySlice<UInt8>, of node: Int) -> Int? {
    var found: Int?
    forEachMember(of: node) { key, value in
      if text[range(key)] == name { found = value }
    }
    return found
  }

  /// What stands at the end of a path of keys.
  package func node(at path: [String], of node: Int) -> Int? {
    var found = node
    for name in path {
      guard let next = member(named: Array(name.utf8)[...], of: found) else { return nil }
      found = next
    }
    return found
  }

  /// What `<<` names stands before the mapping's own keys; these win, and of two sources the first.
  private func mergedMembers(of mapping: Int) -> [(key: Int, value: Int)] {
    var (own, sources): ([(Int, Int)], [Int]) = ([], [])
    var key = mapping + 1
    while key < Int(entries[mapping].end) {
      let value = after(key)
      if isMerge(key) { sources.append(value) } else { own.append((key, value)) }
      key = after(value)
    }
    var names = Set(own.map { Array(text[range($0.0)]) })
    var inherited: [(Int, Int)] = []
    for source in sources.flatMap(mappings) {
      forEachMember(of: source) { key, value in
        if names.insert(Array(text[range(key)])).inserted { inherited.append((key, value)) }
      }
    }
    return inherited + own
  }

  /// The mappings that the value of a `<<` names: one, or those of a list.
  private func mappings(_ source: Int) -> [Int] {
    guard kind(source) == .sequence else { return [source] }
    var found: [Int] = []
    forEachElement(of: source) { found.append($0) }
    return found
  }

  func isMerge(_ key: Int) -> Bool { entries[key].kind == .plain && text.span.holds("<<", in: range(key)) }
}
