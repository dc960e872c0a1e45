package import Model

/// The verdicts of jobs that ran some gates each, as one report on all six.
///
/// A gate that no report has cannot be judged, nor what was said of another change than the first report's.
package func merge(_ reports: [Report], under law: Policy) -> Report {
  let change = reports.first?.change ?? Change()
  let verdicts = reports.flatMap { report in
    report.change.isSame(as: change) ? report.verdicts : report.verdicts.map { $0.strange(report.change, change, law) }
  }
  let notices = reports.flatMap(\.notices).distinct + doubles(verdicts) + versions(reports)
  return Report(
    version: reports.first?.version ?? "", change: change,
    verdicts: GateID.allCases.map { gate in worst(verdicts.filter { $0.gate == gate }) ?? missing(gate, law) },
    components: components(reports), findings: reports.flatMap(\.findings).distinct, notices: notices)
}

/// The components of all reports, each with what is said of it in any.
private func components(_ reports: [Report]) -> [ComponentReport] {
  Dictionary(grouping: reports.flatMap(\.components), by: \.name).ordered { $0.key < $1.key }.map { name, parts in
    let verdicts = GateID.allCases.compactMap { gate in
      worst(parts.flatMap(\.verdicts).filter { $0.gate == gate })
    }
    return ComponentReport(
      name: name, verdicts: verdicts, carriedFrom: parts.lazy.compactMap(\.carriedFrom).first)
  }
}

/// The first of the worst.
private func worst(_ verdicts: [Verdict]) -> Verdict? {
  Outcome.worstFirst.lazy.compactMap { outcome in verdicts.first { $0.outcome == outcome } }.first
}

private func missing(_ gate: GateID, _ law: Policy) -> Verdict {
  let finding = law.finding("merge.missing-gate", "no file has a verdict on \(gate.rawValue)")
  return Verdict(gate: gate, outcome: .cannotJudge, reason: finding.message, findings: [finding])
}

private func doubles(_ verdicts: [Verdict]) -> [String] {
  GateID.allCases.compactMap { gate in
    let same = verdicts.filter { $0.gate == gate }
    guard same.count > 1, let worst = worst(same) else { return nil }
    return "\(same.count) files have a verdict on \(gate.rawValue); the worst counts: \(worst.outcome.rawValue)"
  }
}

private func versions(_ reports: [Report]) -> [String] {
  let versions = reports.map(\.version).distinct
  if versions.count < 2 { return [] }
  return ["the files were written by different versions of sixgate: \(versions.joined(separator: ", "))"]
}

extension Verdict {
  /// The verdict, worth nothing for the change that is asked about.
  fileprivate func strange(_ other: Change, _ change: Change, _ law: Policy) -> Verdict {
    let message = "\(gate.rawValue) was judged on \(other.words), the first file on \(change.words)"
    let finding = law.finding("merge.other-change", message)
    var verdict = self
    verdict.findings = (findings + [finding]).inOrder
    if outcome != .failed {
      verdict.outcome = .cannotJudge
      verdict.reason = finding.message
    }
    return verdict
  }
}

extension Change {
  fileprivate func isSame(as other: Change) -> Bool { base == other.base && head == other.head }

  fileprivate var words: String { "\(base ?? "no base")..\(head ?? "no head")" }
}

extension Array where Element: Hashable {
  /// Each element once, where it stands first.
  fileprivate var distinct: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
