/// A document of YAML or JSON, flat: its nodes in the order in which they are written, each with its place.
///
/// One tape is filled again and again, so that a stream of documents costs the memory of its largest. What an alias
/// stands for is not copied but pointed to.
package struct Tape: Sendable {
  package enum Kind: UInt8, Sendable { case plain, quoted, sequence, mapping, alias }

  /// The members of a mapping that are still to be gone through.
  package struct Members {
    fileprivate var next: Int
    fileprivate let end: Int
    /// All of them, where it merges others.
    fileprivate var merged: [(key: Int, value: Int)] = []
  }

  /// The elements of a sequence that are still to be gone through.
  package struct Elements {
    fileprivate var next: Int
    fileprivate let end: Int
  }

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
  @inline(__always)
  package func resolved(_ node: Int) -> Int {
    let entry = entries[node]
    return entry.kind == .alias ? Int(entry.start) : node
  }

  /// The node behind one and all that is in it.
  @inline(__always)
  package func after(_ node: Int) -> Int {
    let entry = entries[node]
    return entry.kind == .sequence || entry.kind == .mapping ? Int(entry.end) : node + 1
  }

  package func kind(_ node: Int) -> Kind { entries[resolved(node)].kind }

  /// From 1; where an alias stands, not what it names.
  package func line(_ node: Int) -> Int { Int(entries[node].storedLine) }
  package func column(_ node: Int) -> Int { Int(entries[node].storedColumn) }

  /// Where the text of a scalar stands; empty for what is none.
  @inline(__always)
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
  /// The keys and values of a mapping, those first that it merges and does not have itself; of what is none, nothing.
  package func members(of node: Int) -> Members {
    let mapping = resolved(node)
    guard entries[mapping].kind == .mapping else { return Members(next: 0, end: 0) }
    if entries[mapping].merges {
      let merged = mergedMembers(of: mapping)
      return Members(next: 0, end: merged.count, merged: merged)
    }
    return Members(next: mapping + 1, end: Int(entries[mapping].end))
  }

  package func next(_ members: inout Members) -> (key: Int, value: Int)? {
    guard members.next < members.end else { return nil }
    if !members.merged.isEmpty {
      members.next += 1
      return members.merged[members.next - 1]
    }
    let key = members.next
    let value = after(key)
    members.next = after(value)
    return (key, value)
  }

  /// The elements of a sequence; of what is none, nothing.
  package func elements(of node: Int) -> Elements {
    let sequence = resolved(node)
    guard entries[sequence].kind == .sequence else { return Elements(next: 0, end: 0) }
    return Elements(next: sequence + 1, end: Int(entries[sequence].end))
  }

  package func next(_ elements: inout Elements) -> Int? {
    guard elements.next < elements.end else { return nil }
    let element = elements.next
    elements.next = after(element)
    return element
  }

  package func forEachMember(of node: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
    var members = members(of: node)
    while let (key, value) = next(&members) { body(key, value) }
  }

  package func forEachElement(of node: Int, _ body: (Int) -> Void) {
    var elements = elements(of: node)
    while let element = next(&elements) { body(element) }
  }

  /// Whether a text is all that a scalar holds.
  package func holds(_ wanted: StaticString, at node: Int) -> Bool { text.span.holds(wanted, in: range(node)) }

  package func holds(_ wanted: Span<UInt8>, at node: Int) -> Bool {
    let range = range(node)
    return range.count == wanted.count && text.span.holds(wanted, wanted.indices, at: range.lowerBound)
  }

  /// The value of a key of a mapping; the last one where the key stands twice.
  package func member(_ name: StaticString, of node: Int) -> Int? {
    var (members, found): (Members, Int?) = (members(of: node), nil)
    while let (key, value) = next(&members) {
      if holds(name, at: key) { found = value }
    }
    return found
  }

  package func member(named name: Span<UInt8>, of node: Int) -> Int? {
    var (members, found): (Members, Int?) = (members(of: node), nil)
    while let (key, value) = next(&members) {
      if holds(name, at: key) { found = value }
    }
    return found
  }

  /// What stands at the end of a path of keys.
  package func node(at path: [String], of node: Int) -> Int? {
    var found = node
    for name in path {
      guard let next = member(named: name.utf8.span, of: found) else { return nil }
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
