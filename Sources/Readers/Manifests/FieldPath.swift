import Model
import Syntax

/// A way through mappings and lists, which may fork.
struct FieldPath: Equatable, Sendable {
  private struct Step: Equatable {
    /// What a member is called, or how its name begins; every member and element without one.
    var name: [UInt8]?
    var isBeginning = false

    func takes(_ key: Int, in tape: Tape) -> Bool {
      guard let name else { return true }
      return isBeginning ? tape.text[tape.range(key)].starts(with: name) : tape.holds(name.span, at: key)
    }
  }

  /// The places that a way leads through, and at its end to.
  struct Places {
    struct Place {
      var node: Int
      /// The place before, and the step from there: a key as it is, and of an element of a list its place turned below 0.
      var before: Int
      var step: Int
    }

    fileprivate(set) var all: [Place] = []
    fileprivate(set) var ends = 0..<0
    private var subjects = Dictionary<Int, String>()
  }

  private let steps: [Step]

  init(_ steps: [String]) {
    self.steps = steps.map { step in
      let name = Array(step.utf8)
      guard name.last == UInt8(ascii: "*") else { return Step(name: name) }
      return name.count == 1 ? Step() : Step(name: name.dropLast(), isBeginning: true)
    }
  }

  func places(from node: Int, in tape: Tape) -> Places {
    var places = Places()
    places.all.reserveCapacity(steps.count + 1)
    places.all.append(Places.Place(node: node, before: 0, step: 0))
    places.ends = 0..<1
    for step in steps {
      let start = places.all.count
      for place in places.ends { FieldPath.follow(step, from: place, in: tape, &places.all) }
      places.ends = start..<places.all.count
    }
    return places
  }

  private static func follow(_ step: Step, from place: Int, in tape: Tape, _ all: inout [Places.Place]) {
    let node = all[place].node
    if step.name == nil, tape.kind(node) == .sequence {
      var (elements, index) = (tape.elements(of: node), 0)
      while let element = tape.next(&elements) {
        all.append(Places.Place(node: element, before: place, step: ~index))
        index += 1
      }
      return
    }
    var members = tape.members(of: node)
    while let (key, value) = tape.next(&members) {
      if step.takes(key, in: tape) { all.append(Places.Place(node: value, before: place, step: key)) }
    }
  }
}

extension FieldPath.Places {
  /// What stands at a place, with a blank behind it, such as `Deployment web spec.containers[0] `; made once.
  mutating func subject(_ place: Int, in tape: Tape, _ object: ManifestObject) -> String {
    if let subject = subjects[place] { return subject }
    var text: [UInt8] = []
    if let kind = object.kind { text += Array(kind.utf8) + [0x20] }
    if let name = object.name { text += Array(name.utf8) + [0x20] }
    let before = text.count
    appendWay(to: place, in: tape, &text)
    if text.count > before { text.append(0x20) }
    let subject = String(decoding: text, as: UTF8.self)
    subjects[place] = subject
    return subject
  }

  private func appendWay(to place: Int, in tape: Tape, _ text: inout [UInt8]) {
    var (steps, at): ([Int], Int) = ([], place)
    while at > 0 {
      steps.append(all[at].step)
      at = all[at].before
    }
    let start = text.count
    for step in steps.reversed() {
      if step < 0 {
        text += Array("[\(~step)]".utf8)
      } else {
        if text.count > start { text.append(UInt8(ascii: ".")) }
        text.append(tape.text.span, tape.range(step))
      }
    }
  }
}
