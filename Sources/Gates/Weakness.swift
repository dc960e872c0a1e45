import Model

/// One thing that is wrong, with everything that scanners say about it.
///
/// It never changes, and stands in several lists: only so it is not copied into each of them.
final class Weakness: Sendable {
  struct Witness: Sendable {
    let tool: String
    let finding: ScanFinding
  }

  /// At least one, in an order that does not depend on that of the reports.
  let witnesses: [Witness]
  /// All names of it, the best known first.
  let names: [String]
  let tools: [String]
  let components: [String]
  /// The first of its places.
  let location: Location?

  fileprivate init(_ witnesses: [Witness]) {
    self.witnesses = witnesses.sorted {
      ($0.tool, $0.finding.id, $0.finding.title) < ($1.tool, $1.finding.id, $1.finding.title)
    }
    names = witnesses.flatMap { $0.finding.names }.distinct { ($0.fame, $0) < ($1.fame, $1) }
    tools = witnesses.map(\.tool).distinct(by: <)
    components = witnesses.compactMap { $0.finding.component?.description }.distinct(by: <)
    location = witnesses.compactMap { $0.finding.location }.min()
  }
}

extension Weakness {
  /// Whether every tool that tells of it puts it aside.
  var isSuppressed: Bool { witnesses.allSatisfy { $0.finding.suppression != nil } }
  var kind: ScanFinding.Kind { witnesses[0].finding.kind }
  var title: String { witnesses[0].finding.title }
  var fixes: [String] { witnesses.compactMap { $0.finding.fixedIn }.distinct(by: <) }

  /// Whether a component has it, in that version if one is named.
  func isIn(_ other: Component) -> Bool {
    witnesses.compactMap(\.finding.component).contains { component in
      component.key == other.key && (other.version.isEmpty || other.version == component.version)
    }
  }

  /// How bad it is, and what says so.
  ///
  /// A secret is critical. Else labels count and the scores beside them, the worst of all; of a system's packages the
  /// vendor's label alone, where the policy trusts it. Without any, the policy's own rating of such findings decides.
  func rating(under policy: Policy.Security) -> (severity: Severity, by: String) {
    if kind == .secret { return (.critical, "a leaked secret") }
    let labels = witnesses.filter { $0.finding.severity != .unrated }.map { ($0.finding.severity, $0.finding.ratedBy) }
    let scores = witnesses.compactMap { witness in
      witness.finding.score.map { ($0.severity, "CVSS \($0) in \(witness.tool)'s report") }
    }
    let isOfSystem = witnesses.contains { $0.finding.component?.isOfSystem == true }
    let said = isOfSystem && policy.trustsVendors && !labels.isEmpty ? labels : labels + scores
    if let worst = said.worst { return worst }
    let rules = policy.ratings.filter { rule in witnesses.contains { rule.rates($0.tool, $0.finding) } }
    return rules.map { ($0.severity, "the policy's rating of \($0.findings)") }.worst
      ?? (.unrated, witnesses[0].finding.ratedBy)
  }
}

extension [String] {
  /// Each of them once, in an order.
  fileprivate func distinct(by isBefore: (String, String) -> Bool) -> [String] {
    count < 2 ? self : Set(self).sorted(by: isBefore)
  }
}

extension [(Severity, String)] {
  /// The worst; of equal ones the first in the alphabet.
  fileprivate var worst: (severity: Severity, by: String)? { self.min { ($0.0.rank, $0.1) < ($1.0.rank, $1.1) } }
}

extension SeverityRule {
  fileprivate func rates(_ tool: String, _ finding: ScanFinding) -> Bool {
    findings.matches(text: tool) || finding.names.contains { findings.matches(text: $0) }
  }
}

/// What scanners found, each thing once: vulnerabilities by any of their names in a component, all else by its rule
/// and place.
func weaknesses(in scans: [Scan]) -> [Weakness] {
  let told = scans.flatMap { scan in
    scan.findingsOfCauses.filter { !$0.isMoot }.map {
      (keys: $0.keys, witness: Weakness.Witness(tool: scan.tool, finding: $0))
    }
  }
  var groups = Groups()
  for (keys, _) in told { groups.join(keys) }
  var members: [Int: [Weakness.Witness]] = [:]
  for (keys, witness) in told { members[groups.group(of: keys), default: []].append(witness) }
  return members.sorted { $0.key < $1.key }.map { Weakness($0.value) }
}

/// Texts that belong together because somebody named them together.
private struct Groups {
  private var places: [String: Int] = [:]
  private var parents: [Int] = []

  mutating func join(_ texts: [String]) {
    var first: Int?
    for text in texts {
      let place = places[text] ?? parents.count
      if place == parents.count {
        places[text] = place
        parents.append(place)
      }
      let root = root(of: place)
      if let first { parents[max(first, root)] = min(first, root) }
      first = min(first ?? root, root)
    }
  }

  mutating func group(of texts: [String]) -> Int { root(of: texts.first.flatMap { places[$0] } ?? 0) }

  /// Halves the way at each step, so that long ways are walked once.
  private mutating func root(of place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }
}

extension ScanFinding {
  fileprivate var names: [String] { [id] + aliases }

  /// What tells it from all others; findings that share one of these are the same.
  fileprivate var keys: [String] {
    guard kind == .vulnerability, let component else {
      let place = location.map(\.description) ?? title
      return ["\(kind.rawValue)\0\(id)\0\(place)"]
    }
    return names.map { "\(component.key)\0\($0.uppercased())" }
  }
}

extension Component {
  /// What tools agree on: the last part of the name, as some leave the group or the host out.
  fileprivate var key: String {
    let last = name.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }.last
    return String(decoding: Array(last ?? name.utf8[...]), as: UTF8.self).lowercased()
  }
}

extension String {
  /// The order in which people know the names of a vulnerability.
  fileprivate var fame: Int { hasPrefix("CVE-") ? 0 : hasPrefix("GHSA-") ? 1 : 2 }
}

extension Severity {
  /// From 0 for the worst.
  var rank: Int { Severity.allCases.firstIndex(of: self) ?? Severity.allCases.count }
}
