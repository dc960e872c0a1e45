import Foundation
import Syntax
import Testing

/// The part of JSON Schema (draft 2020-12) that our own schemas use; another keyword is a problem of its own.
///
/// Stricter in one thing: a key that the schema does not name is a problem, so that none stays undocumented.
struct Schema {
  let root: Node

  /// A schema of `docs/`.
  static func named(_ name: String) throws -> Schema {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try Data(contentsOf: root.appending(path: "docs/\(name).schema.json"))
    return Schema(root: try node(String(decoding: text, as: UTF8.self)))
  }

  static func node(_ text: String) throws -> Node {
    var json = JSONReader(try ByteSource(Array(text.utf8)))
    let document = try json.document()
    try json.finish()
    #expect(document.duplicates.isEmpty)
    return try #require(document.root)
  }

  func problems(of value: Node) -> [String] { problems(of: value, by: root, at: "$") }

  private func problems(of value: Node, by schema: Node, at place: String) -> [String] {
    (schema.mapping ?? []).flatMap { member -> [String] in
      let wanted = member.value
      switch member.key.text ?? "" {
      case "$schema", "$id", "title", "description", "$defs": return []
      case "$ref":
        return definition(wanted).map { problems(of: value, by: $0, at: place) } ?? ["\(place): no such $ref"]
      case "type": return types(wanted).contains(value.type) ? [] : ["\(place): is of type \(value.type)"]
      case "const": return value.isSame(as: wanted) ? [] : ["\(place): is not the constant"]
      case "enum":
        return wanted.sequence?.contains { value.isSame(as: $0) } == true ? [] : ["\(place): is none of the words"]
      case "anyOf":
        let ways = (wanted.sequence ?? []).map { problems(of: value, by: $0, at: place) }
        return ways.contains([]) ? [] : ways.flatMap(\.self)
      case "required":
        return (wanted.sequence ?? []).compactMap { key in
          value[key.text ?? ""] == nil ? "\(place): has no \(key.text ?? "")" : nil
        }
      case "properties":
        return (value.mapping ?? []).flatMap { member -> [String] in
          let key = member.key.text ?? ""
          return wanted[key].map { problems(of: member.value, by: $0, at: "\(place).\(key)") }
            ?? ["\(place).\(key): is not in the schema"]
        }
      case "items":
        return zip(0..., value.sequence ?? []).flatMap { problems(of: $1, by: wanted, at: "\(place)[\($0)]") }
      case "minimum", "maximum", "minItems", "maxItems":
        return bound(member, value) ? [] : ["\(place): is out of range"]
      default: return ["the schema has a keyword that this check does not know: \(member.key.text ?? "")"]
      }
    }
  }

  private func definition(_ reference: Node) -> Node? {
    root["$defs"]?[reference.text?.split(separator: "/").last.map(String.init) ?? ""]
  }

  private func types(_ wanted: Node) -> [String] { (wanted.sequence ?? [wanted]).compactMap(\.text) }

  private func bound(_ keyword: Node.Member, _ value: Node) -> Bool {
    guard let limit = keyword.value.text.flatMap({ Int($0) }) else { return false }
    switch keyword.key.text {
    case "minimum": return value.type != "integer" || (Int(value.text ?? "") ?? 0) >= limit
    case "maximum": return value.type != "integer" || (Int(value.text ?? "") ?? 0) <= limit
    case "minItems": return (value.sequence?.count ?? limit) >= limit
    default: return (value.sequence?.count ?? limit) <= limit
    }
  }
}

extension Node {
  /// The type in the words of JSON Schema.
  fileprivate var type: String {
    switch value {
    case .mapping: "object"
    case .sequence: "array"
    case .scalar(_, isPlain: false): "string"
    case .scalar("null", isPlain: true): "null"
    case .scalar("true", isPlain: true), .scalar("false", isPlain: true): "boolean"
    case .scalar(let text, isPlain: true): Int(text) == nil ? "number" : "integer"
    }
  }

  fileprivate func isSame(as other: Node) -> Bool { type == other.type && text == other.text }
}
