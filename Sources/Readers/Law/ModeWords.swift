import Model
import Syntax

extension GateMode {
  /// From tight to loose.
  static let words = ["enforced", "adopt", "warn", "off"]

  init(word node: Node, reason: String) throws(ReadError) {
    switch node.text {
    case "enforced": self = .enforced
    case "adopt": self = .adopt
    case "warn": self = .warn(reason: reason)
    case "off": self = .off(reason: reason)
    default: throw node.error("enforced, adopt, warn or off" + GateMode.words.hint(for: node.text ?? ""))
    }
  }

  package var reason: String {
    switch self {
    case .enforced, .adopt: ""
    case .warn(let reason), .off(let reason): reason
    }
  }

  func with(reason: String) -> GateMode {
    switch self {
    case .enforced, .adopt: self
    case .warn: .warn(reason: reason)
    case .off: .off(reason: reason)
    }
  }

  var rank: Int {
    switch self {
    case .enforced: 0
    case .adopt: 1
    case .warn: 2
    case .off: 3
    }
  }
}

extension Treatment {
  var rank: Int { Treatment.allCases.firstIndex(of: self) ?? 0 }
}

/// What a policy can make of a single rule.
enum RuleWord: String, CaseIterable { case fail, warn, note, off }

extension Policy {
  mutating func take(_ word: RuleWord, for name: String, of section: String, at node: Node) throws(ReadError) {
    let known = rules.keys.map(\.text).filter { $0.hasPrefix("\(section).") }.sorted()
    guard known.contains(name), var rule = rules[RuleID(name)] else {
      throw ReadError(
        line: node.line, column: node.column, met: "the rule \(ReadError.quoted(name.utf8))",
        wanted: "a rule of \(section)\(known.hint(for: name))")
    }
    rule.isOff = word == .off
    rule.effect = Effect(rawValue: word.rawValue) ?? rule.effect
    rules[rule.id] = rule
  }
}

extension Rule {
  /// Whether another policy makes less of it.
  func isLoosened(in policy: Policy) -> Bool {
    guard !isOff, let other = policy.rules[id] else { return false }
    return other.isOff || other.effect.rank < min(effect.rank, Effect.fail.rank)
  }
}
