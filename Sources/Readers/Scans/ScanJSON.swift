import Model
import Syntax

// Reports that are JSON: one value, or one a line.

extension ScanTaking {
  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    var texts = ScanTexts()
    let isLines = plan.format.syntax == .jsonLines
    try take(&json, at: 0, name: nil, &texts)
    while isLines, try json.hasMore() { try take(&json, at: 0, name: nil, &texts) }
    try json.finish()
  }

  /// The plan's tree is as deep as its longest path, so that the input's depth does not matter here.
  private mutating func take(
    _ json: inout JSONReader, at node: Int, name: String?, _ texts: inout ScanTexts
  ) throws(ReadError) {
    let kind = try json.peek()
    if kind == .null {
      takeBlank(node, isList: false)
      return try json.null()
    }
    begin(node, name: name)
    switch kind {
    case .object:
      take(node, nil)
      if plan.nodes[node].isLeaf { try json.skip() } else { try takeMembers(&json, of: node, &texts) }
    case .array:
      takeBlank(node, isList: true)
      if let every = plan.nodes[node].every {
        try json.beginArray()
        while try json.nextElement() { try take(&json, at: every, name: nil, &texts) }
      } else {
        try json.skip()
      }
    case .string, .number, .bool, .null:
      if plan.nodes[node].uses.isEmpty { try json.skip() } else { take(node, try texts.text(&json)) }
    }
    end(node)
  }

  private mutating func takeMembers(
    _ json: inout JSONReader, of node: Int, _ texts: inout ScanTexts
  ) throws(ReadError) {
    try json.beginObject()
    guard let every = plan.nodes[node].every else {
      while let place = try json.nextKey(in: plan.nodes[node].table) {
        let name = plan.nodes[node].names[place]
        try take(&json, at: plan.nodes[node].members[place], name: name, &texts)
      }
      return
    }
    while let name = try json.nextKey() {
      let place = plan.nodes[node].names.firstIndex(of: name)
      try take(&json, at: place.map { plan.nodes[node].members[$0] } ?? every, name: name, &texts)
    }
  }
}

/// The texts that a report says again and again.
private struct ScanTexts {
  /// Of longer texts no more is looked at.
  private static let cap = 4096
  private var recent = Recent { String(decoding: $0.prefix(ScanTexts.cap), as: UTF8.self) }

  mutating func text(_ json: inout JSONReader) throws(ReadError) -> String? {
    try json.peek() == .string ? try json.optional(&recent) : try json.text()
  }
}
