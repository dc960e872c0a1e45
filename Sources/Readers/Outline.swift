import Model
import Syntax

/// What the beginning of a JSON text holds, as far as it reaches: members by their names, elements of lists as one.
struct Outline {
  private var members: [String: Outline] = [:]
  /// The elements of a list, all in one.
  private var elements: [Outline] = []
  /// The scalars that stand there, those that are short.
  private var words: Set<String> = []
  /// The keys of the outermost value, in their order; `nil` where that is no object.
  private(set) var keys: [String]?

  private static let depthCap = 8
  private static let wordCap = 64

  private init() {}

  /// Reads a text that may be cut anywhere; several values one behind the other are one.
  init(_ bytes: [UInt8]) {
    guard let source = try? ByteSource(bytes) else { return }
    var json = JSONReader(source)
    do throws(ReadError) {
      repeat { try take(&json, depth: 0) } while try json.hasMore()
    } catch {
      // What was read before the cut is what there is.
    }
  }

  private mutating func take(_ json: inout JSONReader, depth: Int) throws(ReadError) {
    switch try json.peek() {
    case .object:
      if depth == Outline.depthCap { return try json.skip() }
      let isOutermost = depth == 0 && keys == nil
      if isOutermost { keys = [] }
      try json.beginObject()
      while let key = try json.nextKey() {
        if isOutermost { keys?.append(key) }
        try take(key, &json, depth: depth)
      }
    case .array:
      if depth == Outline.depthCap { return try json.skip() }
      try json.beginArray()
      while try json.nextElement() { try takeElement(&json, depth: depth) }
    case .null: try json.null()
    case .string, .number, .bool:
      if let word = try json.text(), word.utf8.count <= Outline.wordCap, words.count < Outline.wordCap {
        words.insert(word)
      }
    }
  }

  private mutating func take(_ key: String, _ json: inout JSONReader, depth: Int) throws(ReadError) {
    var member = members.removeValue(forKey: key) ?? Outline()
    defer { members[key] = member }
    try member.take(&json, depth: depth + 1)
  }

  private mutating func takeElement(_ json: inout JSONReader, depth: Int) throws(ReadError) {
    var element = elements.popLast() ?? Outline()
    defer { elements.append(element) }
    try element.take(&json, depth: depth + 1)
  }
}

extension Outline {
  /// Whether a path leads to what a condition wants; of the path `.` the words are the outermost keys, in their order.
  func meets(_ condition: ScanFormat.Condition) -> Bool {
    if condition.path.steps.isEmpty, let keys {
      return condition.test.holds(isSeen: true, isMet: condition.test.names(keys.joined(separator: " ")))
    }
    let steps = condition.path.steps[...]
    return switch condition.test {
    case .isThere: leads(along: steps) { _ in true }
    case .isMissing: !leads(along: steps) { _ in true }
    case .isOneOf(let words): leads(along: steps) { value in words.contains(where: value.words.contains) }
    case .isNoneOf(let words): !leads(along: steps) { value in words.contains(where: value.words.contains) }
    }
  }

  /// Whether a way leads to a value of which something holds.
  private func leads(along steps: ArraySlice<ReportPath.Step>, to holds: (Outline) -> Bool) -> Bool {
    guard let step = steps.first else { return holds(self) }
    let rest = steps.dropFirst()
    return switch step {
    case .member(let name): members[name]?.leads(along: rest, to: holds) ?? false
    case .every:
      elements.contains { $0.leads(along: rest, to: holds) }
        || members.values.contains { $0.leads(along: rest, to: holds) }
    case .parent, .ownName: false
    }
  }
}
