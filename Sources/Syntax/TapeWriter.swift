/// Writes nodes onto a tape as they come, and notes keys that stand twice.
struct TapeWriter {
  /// A sequence or mapping that is not closed.
  private struct Level {
    var node: Int
    var isMapping: Bool
    var wantsKey = true
    /// Whether the value that comes next is that of a `<<`.
    var merges = false
    /// Where its keys begin among those that are kept.
    var keys: Int
  }

  /// A key of a mapping that is not closed; keys that are the same have the same hash.
  private struct Key {
    var hash: UInt32
    var node: Int
  }

  private(set) var tape = Tape()
  /// What is open around the nodes that come, and what is open around that; outside of all is no mapping.
  private var inner = Level(node: 0, isMapping: false, keys: 0)
  private var outer: [Level] = []
  private var keys: [Key] = []

  /// How many sequences and mappings are open.
  var level: Int { outer.count }
  /// How many nodes are written.
  var count: Int { tape.entries.count }

  mutating func clear() {
    tape.clear()
    inner = outer.first ?? inner
    outer.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
  }
}

extension TapeWriter {
  mutating func scalar(
    _ kind: Tape.Kind, line: Int, column: Int, _ append: (inout [UInt8]) -> Void
  ) throws(ReadError) {
    let start = tape.text.count
    append(&tape.text)
    add(kind, start, tape.text.count, line, column)
    try finish(tape.entries.count - 1)
  }

  mutating func open(_ kind: Tape.Kind, line: Int, column: Int) {
    outer.append(inner)
    inner = Level(node: count, isMapping: kind == .mapping, keys: keys.count)
    add(kind, 0, 0, line, column)
  }

  /// - Returns: the sequence or mapping that is closed by it.
  mutating func close() throws(ReadError) -> Int? {
    guard let next = outer.popLast() else { return nil }
    let closed = inner
    inner = next
    tape.entries[closed.node].end = UInt32(clamping: count)
    if keys.count > closed.keys {
      noteDuplicates(from: closed.keys)
      keys.removeSubrange(closed.keys...)
    }
    try finish(closed.node)
    return closed.node
  }

  mutating func alias(of node: Int, line: Int, column: Int) throws(ReadError) {
    add(.alias, node, 0, line, column)
    try finish(count - 1)
  }

  private mutating func add(_ kind: Tape.Kind, _ start: Int, _ end: Int, _ line: Int, _ column: Int) {
    tape.entries.append(
      Tape.Entry(
        kind: kind, start: UInt32(clamping: start), end: UInt32(clamping: end), storedLine: UInt32(clamping: line),
        storedColumn: UInt32(clamping: column)))
  }
}

extension TapeWriter {
  /// A node is whole: it was a key, a value or an element of what is open.
  private mutating func finish(_ node: Int) throws(ReadError) {
    guard inner.isMapping else { return }
    inner.wantsKey.toggle()
    if inner.wantsKey {
      if inner.merges { try checkMerge(of: node) }
      inner.merges = false
    } else if !tape.isScalar(node) {
      if tape.oddKey == nil { tape.oddKey = node }
    } else if tape.isMerge(node) {
      inner.merges = true
      tape.entries[inner.node].merges = true
    } else {
      keys.append(Key(hash: hash(node), node: node))
    }
  }

  /// FNV-1a.
  private func hash(_ node: Int) -> UInt32 {
    let (text, range) = (tape.text.span, tape.range(node))
    var hash: UInt32 = 0x811C_9DC5
    for at in range { hash = (hash ^ UInt32(text[at])) &* 0x0100_0193 }
    return hash
  }

  private func checkMerge(of value: Int) throws(ReadError) {
    var odd: Int?
    if tape.kind(value) == .sequence {
      tape.forEachElement(of: value) { if tape.kind($0) != .mapping { odd = odd ?? $0 } }
    } else if tape.kind(value) != .mapping {
      odd = value
    }
    guard let odd else { return }
    throw ReadError(line: tape.line(odd), met: "\(tape.words(odd)) to merge with <<", wanted: "a mapping")
  }

  private mutating func noteDuplicates(from first: Int) {
    guard hasTwins(from: first) else { return }
    var lines: [[UInt8]: Int] = [:]
    for key in keys[first...] {
      let (line, text) = (tape.line(key.node), Array(tape.text[tape.range(key.node)]))
      guard let before = lines[text] else {
        lines[text] = line
        continue
      }
      let name = String(decoding: text, as: UTF8.self)
      tape.duplicates.append(
        NodeDocument.DuplicateKey(key: name, line: line, column: tape.column(key.node), firstLine: before))
    }
  }

  /// Whether two hashes are the same: few are compared with each other, many are put in order.
  private func hasTwins(from first: Int) -> Bool {
    if keys.count - first > 24 {
      let sorted = keys[first...].map(\.hash).sorted()
      return zip(sorted, sorted.dropFirst()).contains { $0 == $1 }
    }
    for one in first..<keys.count {
      for other in first..<one where keys[one].hash == keys[other].hash { return true }
    }
    return false
  }
}

extension Tape {
  /// What kind of value a node is, for a message.
  package func words(_ node: Int) -> String {
    switch kind(node) {
    case .mapping: "a mapping"
    case .sequence: "a list"
    default: isNull(node) ? "nothing" : ReadError.quoted(text[range(node)])
    }
  }
}
