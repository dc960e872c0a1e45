import Model
import Syntax

/// A file that declares what a program needs, line by line.
struct NeedsText {
  /// Without what stands around them.
  private let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.trimmed)
  }

  func firstLine(beginningWith beginnings: [[UInt8]]) -> Int? {
    lines.firstIndex { line in beginnings.contains { line.starts(with: $0) } }.map { $0 + 1 }
  }

  /// The first member of one of the tables of TOML, or of a list that is called so.
  ///
  /// Values over several lines are not followed but for whether anything stands in them.
  func firstLine(ofTOML places: [Glob], _ others: [Glob]) -> Int? {
    var table = ""
    for (index, line) in lines.enumerated() where line.first != UInt8(ascii: "#") {
      if line.first == UInt8(ascii: "[") {
        table = String(
          decoding: line.drop { $0 == UInt8(ascii: "[") }.prefix { $0 != UInt8(ascii: "]") }, as: UTF8.self)
        // `[dependencies.serde]` is a need by itself.
        let around = table.split(separator: ".").dropLast().joined(separator: ".")
        if !around.isEmpty, places.contains(where: { $0.matches(text: around) }) { return index + 1 }
        continue
      }
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: line[..<equals].filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      let keys = table.split(separator: ".") + name.split(separator: ".")
      if let last = keys.last, others.contains(where: { $0.matches(text: String(last)) }) { continue }
      func isPlace(_ keys: some Sequence<Substring>) -> Bool {
        let place = keys.joined(separator: ".")
        return places.contains { $0.matches(text: place) }
      }
      if keys.indices.dropFirst().contains(where: { isPlace(keys[..<$0]) }) { return index + 1 }
      switch line[equals...].dropFirst().first(where: { $0 > 0x20 }) {
      case UInt8(ascii: "["): if isPlace(keys), holdsText(from: index, line[equals...]) { return index + 1 }
      case UInt8(ascii: "{"):
        let isNeeded = isPlace(keys) || isPlace(keys + ["*"])
        if isNeeded, line[equals...].dropFirst().contains(UInt8(ascii: "=")) { return index + 1 }
      default: break
      }
    }
    return nil
  }

  /// Whether a list that begins there has a text in it.
  private func holdsText(from index: Int, _ rest: ArraySlice<UInt8>) -> Bool {
    var part = rest
    for next in (index + 1)...lines.count {
      if part.contains(UInt8(ascii: "\"")) || part.contains(UInt8(ascii: "'")) { return true }
      if part.last == UInt8(ascii: "]") || next == lines.count { return false }
      part = lines[next].first == UInt8(ascii: "#") ? [] : lines[next]
    }
    return false
  }

  /// The requirements of pip that name no single release; none where constraints name all of them elsewhere.
  ///
  /// - Source: pip, Requirements File Format; PEP 508
  var looseRequirements: [(text: String, line: Int)] {
    var (loose, isContinued): ([(String, Int)], Bool) = ([], false)
    for (index, line) in lines.enumerated() {
      defer { isContinued = line.last == UInt8(ascii: "\\") }
      if line.starts(with: "-c".utf8) || line.starts(with: "--constraint".utf8) { return [] }
      guard !isContinued, let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "-") else {
        continue
      }
      let text = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") }
      // An address or a path is what it is; what it leads to has its own marks.
      if text.contains(UInt8(ascii: "/")) || text.contains(UInt8(ascii: "@")) || first == UInt8(ascii: ".") { continue }
      let isOne = Array(text).firstIndex(of: Array("==".utf8)) != nil && !text.contains(UInt8(ascii: "*"))
      if !isOne { loose.append((String(decoding: text.trimmed, as: UTF8.self), index + 1)) }
    }
    return loose
  }
}
