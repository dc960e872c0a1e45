internal import Model

/// A finding with where it belongs, for formats that are lists of findings.
struct Told {
  /// `nil` where it is of the law itself.
  var gate: GateID?
  var finding: Finding
  /// Whether its gate blocks: where that only warns, nothing is an error.
  var isInBlockingGate: Bool
  /// Its fingerprint, told apart from those before it with the same.
  var fingerprint: String

  enum Level: String { case error, warning, note }

  var level: Level { Level(of: finding, isInBlockingGate: isInBlockingGate) }
}

extension Told.Level {
  init(of finding: Finding, isInBlockingGate: Bool) {
    if finding.pardon != nil {
      self = .note
    } else if finding.blocks {
      self = isInBlockingGate ? .error : .warning
    } else {
      self = finding.effect == .warn ? .warning : .note
    }
  }
}

extension Report {
  /// What there is to say, gate by gate and the law last, and the reason of a gate that blocks without a finding.
  var told: [Told] {
    let gates = verdicts.flatMap { verdict in
      verdict.told.map { (gate: GateID?.some(verdict.gate), finding: $0, blocks: verdict.outcome.blocks) }
    }
    let others = (findings + [nothingJudged].compactMap(\.self)).map { (gate: GateID?.none, finding: $0, blocks: true) }
    var seen: [String: Int] = [:]
    return (gates + others).map { gate, finding, blocks in
      let name = finding.fingerprint
      seen[name, default: 0] += 1
      let count = seen[name] ?? 1
      return Told(
        gate: gate, finding: finding, isInBlockingGate: blocks, fingerprint: count > 1 ? "\(name)-\(count)" : name)
    }
  }
}

extension Path {
  /// The path as seen from the top of the repository; `nil` where it is empty or leaves it.
  var inRepository: Path? {
    let path = normalised
    guard let first = path.segments.first, !path.isAbsolute else { return nil }
    let leaves = first.elementsEqual("..".utf8) || first.last == UInt8(ascii: ":")
    return leaves ? nil : path
  }

  /// What a finding without a place is said to be in, where a format demands one.
  static let configuration: Path = "sixgate.yaml"
}
