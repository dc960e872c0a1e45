import Model

/// What the repository holds and which scans that calls for.
func judgeNeeds(_ matter: Case, _ scans: [Scan], _ hearing: inout Hearing) {
  let own = matter.files.all.filter { ![.vendored, .testData, .example, .docs].contains($0.kind) }
  let needs = matter.policy.security.needs.filter { need in own.contains { need.isCalled(for: $0.path) } }
  if needs.isEmpty { return }
  let unmet = needs.filter { need in !scans.contains(where: need.isMet) }
  for need in unmet {
    // Where nothing at all scanned it, that is told, and not who else should have.
    if need.rule != .scanMissing, unmet.contains(where: { $0.rule == .scanMissing && $0.files == need.files }) {
      continue
    }
    if let reason = matter.policy.security.notNeeded[need.name] {
      hearing.find(need.rule, "\(need.name) are not scanned: \(reason)", effect: .note)
    } else {
      // What any file calls for, as a search for secrets, is no single one's.
      let caller = need.files.contains("*") ? nil : own.first { need.isCalled(for: $0.path) }
      let place = caller.map { Location($0.path) }
      let tools = (need.tools.count > 1 ? "one of " : "") + need.tools.map(\.pattern).joined(separator: ", ")
      hearing.find(need.rule, "no report scans \(need.name); \(tools) would", at: place)
    }
  }
  let kinds = needs.count { $0.rule == .scanMissing }
  let missing = unmet.count { $0.rule == .scanMissing }
  hearing.measure("kinds of things scanned", required: String(kinds), found: String(kinds - missing))
}

/// A report that was made before the commit that is judged scanned something else.
func judgeStaleness(_ matter: Case, _ scans: [Scan], _ hearing: inout Hearing) {
  guard let committed = matter.change.committed else { return }
  for scan in scans {
    guard let made = scan.made, made < committed else { continue }
    hearing.find(
      .olderScan, "\(scan.tool)'s report was made \(made), before its commit of \(committed)", at: Location(scan.origin)
    )
  }
}

/// A report that was filtered when it was written says nothing of what it left out.
func judgeFilters(_ policy: Policy.Security, _ scans: [Scan], _ hearing: inout Hearing) {
  for scan in scans {
    let filter = policy.filters.first { $0.reports.matches(scan.origin) }
    let isMadeUp = scans.contains { other in
      other.tool == scan.tool && !other.isFiltered && !policy.filters.contains { $0.reports.matches(other.origin) }
    }
    if isMadeUp { continue }
    let left = Severity.allCases.filter { severity in
      policy.treatment[severity] == .mitigate && filter?.severities.contains(severity) == false
    }
    let words = left.map(\.rawValue).joined(separator: " and ")
    if !left.isEmpty {
      hearing.find(
        .filtered, "\(scan.tool)'s report was filtered: of \(words) it proves nothing", at: Location(scan.origin))
    } else if scan.isFiltered {
      hearing.find(
        .filtered, "\(scan.tool)'s report leaves findings out, as it says itself", at: Location(scan.origin))
    }
  }
}

extension ScanNeed {
  fileprivate func isCalled(for path: Path) -> Bool { files.matches(path) }

  fileprivate func isMet(by scan: Scan) -> Bool {
    guard subject == nil || scan.subject == nil || subject == scan.subject else { return false }
    if let kind, !scan.kinds.isEmpty, !scan.kinds.contains(kind) { return false }
    let isAbout = scan.areas.contains { area in areas.matches(text: area) }
    if !areas.isEmpty, !scan.areas.isEmpty, !isAbout { return false }
    return tools.matches(text: scan.tool.lowercased())
  }
}

extension RuleID {
  static let scanMissing: RuleID = "security.scan-missing"
  static let tfsec: RuleID = "security.tfsec"
  static let checkov: RuleID = "security.checkov"
  static let imageNotScanned: RuleID = "security.image-not-scanned"
  static let olderScan: RuleID = "security.older"
  static let filtered: RuleID = "security.filtered"
}
