import Model
import Syntax

/// The way to the field that is looked at, and what was wrong along it.
struct FieldTrail {
  private enum Step {
    case key(Int)
    case index(Int)
  }

  let tape: Tape
  let origin: Path
  private(set) var problems: [ManifestProblem] = []
  private var steps: [Step] = []

  init(_ tape: Tape, at origin: Path) {
    self.tape = tape
    self.origin = origin
  }

  mutating func enter(key: Int) { steps.append(.key(key)) }
  mutating func enter(index: Int) { steps.append(.index(index)) }
  mutating func leave() { steps.removeLast() }

  /// Notes a problem of the field that is looked at: `spec.replicas is "two", wanted a whole number`.
  mutating func note(_ kind: ManifestProblem.Kind, _ message: String, at node: Int) {
    let place = Location(origin, line: tape.line(node), column: tape.column(node))
    problems.append(ManifestProblem(kind, steps.isEmpty ? "the object \(message)" : "\(path) \(message)", at: place))
  }

  /// Such as `spec.containers[0].image`; of the outermost mapping empty.
  private var path: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key):
        let name = String(decoding: tape.text[tape.range(key)].prefix(80), as: UTF8.self)
        let isPlain = !name.utf8.contains { [0x2E, 0x5B, 0x20].contains($0) }
        text += isPlain ? (text.isEmpty ? name : "." + name) : "[\"\(name)\"]"
      }
    }
    return text
  }
}

extension FieldTrail {
  /// What a node is, for a message: its text with its type where that is what is wrong.
  func met(_ node: Int) -> String {
    let words = tape.words(node)
    return switch tape.scalarType(node) {
    case .integer, .number: String(words.dropFirst().dropLast()) + ", a number"
    case .bool: String(words.dropFirst().dropLast()) + ", a boolean of YAML 1.1"
    case .text, .null: words
    }
  }

  func slice(_ node: Int) -> ArraySlice<UInt8> { tape.text[tape.range(node)] }
}
