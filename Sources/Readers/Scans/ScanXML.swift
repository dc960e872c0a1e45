import Model
import Syntax

/// Reports that are XML: elements are members by their local names, attributes by `@` and theirs.
struct ScanXML: XMLHandler {
  private var taking: ScanTaking
  /// The elements that are open and that a way leads to, by their place in the plan's tree.
  private var path: [Int] = [0]
  /// How many are open inside of these that no way leads to.
  private var unknown = 0
  /// What stands in the element that was opened last, before its end.
  private var text: [UInt8] = []
  private static let textCap = 4096

  init(_ taking: ScanTaking) {
    self.taking = taking
    self.taking.begin(0)
  }

  mutating func open(_ element: XMLElement) {
    if path.count == 1 { element.hearEnds() }
    text.removeAll(keepingCapacity: true)
    guard unknown == 0, let parent = path.last, let node = taking.plan.nodes[parent].child(element.name.text) else {
      unknown += 1
      return
    }
    path.append(node)
    taking.begin(node, name: element.name.text)
    for (name, child) in taking.plan.nodes[node].attributes {
      guard let value = element[named: name] else { continue }
      taking.begin(child, name: name)
      taking.take(child, value.text)
      taking.end(child)
    }
    if !taking.plan.nodes[node].uses.isEmpty { element.hearText() }
  }

  mutating func close(_ name: XMLName) {
    if unknown > 0 {
      unknown -= 1
    } else if path.count > 1, let node = path.popLast() {
      let words = Array(text.split { $0 <= UInt8(ascii: " ") }.joined(separator: [UInt8(ascii: " ")]))
      taking.take(node, words.isEmpty ? nil : String(decoding: words, as: UTF8.self))
      taking.end(node)
    }
    text.removeAll(keepingCapacity: true)
  }

  mutating func take(_ piece: Span<UInt8>) {
    for index in 0..<min(piece.count, ScanXML.textCap - min(text.count, ScanXML.textCap)) { text.append(piece[index]) }
  }

  /// What was read, when the document has ended.
  var ended: ScanTaking {
    var taking = taking
    taking.end(0)
    return taking
  }
}
