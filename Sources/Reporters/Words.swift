internal import Model

// What all reporters for people say in the same words.

extension Outcome {
  var words: String {
    switch self {
    case .passed: "PASSED"
    case .warned: "WARNED"
    case .failed: "FAILED"
    case .cannotJudge: "CANNOT JUDGE"
    case .notApplicable: "NOT APPLICABLE"
    }
  }

  /// What a gate is, or a number of gates are, that came out so.
  var clause: String {
    switch self {
    case .cannotJudge: "cannot be judged"
    case .notApplicable: "not applicable"
    default: rawValue
    }
  }
}

extension Effect {
  /// What a finding is that does not fail its gate.
  var exception: String? {
    switch self {
    case .note: "note"
    case .warn: "warning"
    case .fail: nil
    case .cannotJudge: "cannot be judged"
    }
  }
}

extension Measure {
  /// What was asked for is worth its place only where something was not met.
  fileprivate func words(_ outcome: Outcome) -> String {
    outcome == .passed || required.isEmpty ? "\(name) \(found)" : "\(name) \(found), required \(required)"
  }
}

extension Verdict {
  /// What there is to say of the gate as a whole, the most telling first: its numbers where it was judged, else why
  /// it was not.
  var summaries: [String] {
    let numbers = measured.map { $0.words(outcome) }.joined(separator: outcome == .passed ? ", " : "; ")
    let all = outcome == .passed || outcome == .failed ? [numbers, reason] : [reason, numbers]
    let said = all.filter { !$0.isEmpty }
    guard said.isEmpty, let first = findings.first else { return said }
    return [first.message + (findings.count > 1 ? ", and \((findings.count - 1).of("more finding"))" : "")]
  }

  /// The findings; where the gate blocks and none of them says so, one more that gives its reason.
  var told: [Finding] {
    guard outcome.blocks, !findings.contains(where: \.blocks) else { return findings }
    let why = Finding(
      rule: RuleID(gate.rawValue), effect: outcome == .failed ? .fail : .cannotJudge,
      message: ([("\(gate.rawValue) \(outcome.clause)")] + summaries.prefix(1)).joined(separator: ": "), remedy: "")
    return [why] + findings
  }
}

extension Report {
  /// Why a run blocks in which no gate does.
  var nothingJudged: Finding? {
    guard blocks, !verdicts.contains(where: \.outcome.blocks) else { return nil }
    return Finding(
      rule: "sixgate", effect: .cannotJudge,
      message: verdicts.isEmpty ? "no gate was run" : "no gate has anything to judge",
      remedy: "Give at least one gate something to judge: `sixgate formats` lists what they read")
  }
}

extension Int {
  /// `1 finding`, `2 findings`.
  func of(_ thing: String) -> String { "\(self) \(thing)\(self == 1 ? "" : "s")" }
}
