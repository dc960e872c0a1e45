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

extension Pardon {
  /// Why a finding does not block that would.
  var words: String {
    switch self {
    case .waived(let id, let end): "waived by \(id)" + (end.map { " until \($0)" } ?? "")
    case .debt(let reason): "debt: \(reason)"
    }
  }
}

extension Finding {
  /// What sets it apart from one that fails its gate.
  var exceptions: [String] { [severity?.rawValue, effect.exception, pardon?.words].compactMap(\.self) }

  /// The component and the owners, as far as they are known: `checkout, @shop/pay`.
  var whose: String { ([component].compactMap(\.self) + owners).joined(separator: ", ") }
}

extension Measure {
  /// What was asked for is worth its place only where something was not met.
  fileprivate func words(_ outcome: Outcome) -> String {
    guard outcome != .passed, let required else { return "\(name) \(found)" }
    return "\(name) \(found), required \(required)"
  }
}

extension Verdict {
  /// What there is to say of the gate as a whole, the most telling first: its numbers where it was judged, else why
  /// it was not.
  var summaries: [String] {
    let numbers = measured.map { $0.words(outcome) }.joined(separator: outcome == .passed ? ", " : "; ")
    let all = outcome == .passed || outcome == .failed ? [numbers, reason] : [reason, numbers]
    var said = all.filter { !$0.isEmpty }
    if said.isEmpty, let first = findings.first {
      said = [first.message + (findings.count > 1 ? ", and \((findings.count - 1).of("more finding"))" : "")]
    }
    if let first = said.first, !pardons.isEmpty { said[0] = "\(first); \(pardons)" }
    return said
  }

  /// How many findings were pardoned: `1 waived, debt 12`.
  private var pardons: String {
    let waived = findings.count { if case .waived = $0.pardon { true } else { false } }
    let debt = findings.count { if case .debt = $0.pardon { true } else { false } }
    return [waived > 0 ? "\(waived) waived" : "", debt > 0 ? "debt \(debt)" : ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
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
  /// How the law itself comes out.
  var law: Outcome { Outcome(of: findings) }

  /// What keeps the change from being merged, in the order of the gates and the law last.
  var blocking: [Finding] {
    verdicts.filter(\.outcome.blocks).flatMap(\.told).filter(\.blocks) + findings.filter(\.blocks)
      + [nothingJudged].compactMap(\.self)
  }

  /// Why a run blocks in which neither a gate nor the law does.
  var nothingJudged: Finding? {
    guard blocks, !law.blocks, !verdicts.contains(where: \.outcome.blocks) else { return nil }
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
