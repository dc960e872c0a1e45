import Model
import Syntax

/// The way to the field that is looked at, and what was wrong along it.
struct FieldTrail {
  let origin: Path
  private(set) var problems: [ManifestProblem] = []
  /// Keys as they are, and of the elements of lists their places turned below 0.
  private var steps: [Int] = []

  init(at origin: Path) { self.origin = origin }

  mutating func enter(key: Int) { steps.append(key) }
  mutating func enter(index: Int) { steps.append(~index) }
  mutating func leave() { steps.removeLast() }

  /// Notes a problem of the field that is looked at: `spec.replicas is "two", wanted a whole number`.
  mutating func note(_ kind: ManifestProblem.Kind, _ message: String, at node: Int, in tape: Tape) {
    let place = Location(origin, line: tape.line(node), column: tape.column(node))
    let subject = steps.isEmpty ? "the object" : path(in: tape)
    problems.append(ManifestProblem(kind, "\(subject) \(message)", at: place))
  }

  /// Such as `spec.containers[0].image`.
  private func path(in tape: Tape) -> String {
    var text = ""
    for step in steps {
      if step < 0 {
        text += "[\(~step)]"
      } else {
        let name = String(decoding: tape.slice(step).prefix(80), as: UTF8.self)
        let isPlain = !name.utf8.contains { [0x2E, 0x5B, 0x20].contains($0) }
        text += isPlain ? (text.isEmpty ? name : "." + name) : "[\"\(name)\"]"
      }
    }
    return text
  }
}

extension Tape {
  /// What a node is, for a message: its text with its type where that is what is wrong.
  func met(_ node: Int) -> String {
    let words = words(node)
    return switch scalarType(node) {
    case .integer, .number: String(words.dropFirst().dropLast()) + ", a number"
    case .bool: String(words.dropFirst().dropLast()) + ", a boolean of YAML 1.1"
    case .text, .null: words
    }
  }

  /// The text of a scalar; empty for what is none.
  func slice(_ node: Int) -> ArraySlice<UInt8> { text[range(node)] }

  /// A decimal whole number; `nil` where it is written otherwise.
  func integer(_ node: Int) -> Int? {
    let text = slice(node)
    let isDecimal = text.first != UInt8(ascii: "0") || text.count == 1
    return isDecimal ? Int(String(decoding: text, as: UTF8.self)) : nil
  }
}
