/// What one scanner says about one target.
package struct Scan: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case complete
    /// Parts were left out; why.
    case partial(String)
    /// The scanner did not do its work; why.
    case failed(String)
    /// It ran, over nothing; why one thinks so.
    case scannedNothing(String)
  }

  package var tool: String
  package var origin: Path
  package var state: State
  /// In the report's order, suppressed ones included.
  package var findings: [ScanFinding]

  package init(tool: String, origin: Path, state: State = .complete, findings: [ScanFinding] = []) {
    self.tool = tool
    self.origin = origin
    self.state = state
    self.findings = findings
  }
}

/// One thing that a scanner found.
package struct ScanFinding: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case vulnerability, misconfiguration, secret, license, code
  }

  /// The tool's name for it: a CVE, a rule.
  package var id: String
  package var kind: Kind
  package var severity: Severity
  /// Where the rating comes from, in words ("security-severity 9.8").
  package var ratedBy: String
  package var title: String
  /// The affected package with its version, where there is one.
  package var package: String?
  package var fixedIn: String?
  package var location: Location?
  /// Why the tool does not count it, or `nil` where it counts.
  package var suppression: String?

  package init(
    id: String, kind: Kind, severity: Severity, ratedBy: String, title: String, package: String? = nil,
    fixedIn: String? = nil, location: Location? = nil, suppression: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.severity = severity
    self.ratedBy = ratedBy
    self.title = title
    self.package = package
    self.fixedIn = fixedIn
    self.location = location
    self.suppression = suppression
  }
}
