/// What one scanner says about one target.
package struct Scan: Equatable, Sendable {
  package enum State: Hashable, Sendable {
    case complete
    /// Parts were left out; why.
    case partial(String)
    /// The scanner did not do its work; why.
    case failed(String)
    /// It ran, over nothing; why one thinks so.
    case scannedNothing(String)
  }

  package enum Subject: String, CaseIterable, Sendable { case image, files }

  package var tool: String
  package var origin: Path
  /// What was scanned, by its name, where the report says: an image, a folder.
  package var target: String?
  /// What kind of thing was scanned, where the report says.
  package var subject: Subject?
  /// What kinds of findings were looked for, as far as the report shows that; empty where it does not.
  package var kinds: Set<ScanFinding.Kind> = []
  /// What its checks were about, in the report's words, where it says: `terraform`, `kubernetes`.
  package var areas: Set<String> = []
  /// When it was made, where the report says.
  package var made: Instant?
  /// How many findings its tool put aside that the report does not show.
  package var putAside = 0
  /// Whether it leaves findings out by its own word.
  package var isFiltered = false
  /// Further names of what was scanned: an image has tags and digests.
  package var aliases: [String] = []
  package var state: State
  /// Whether it only lists what there is, and nobody looked whether anything is wrong with it.
  package var isInventory = false
  /// In the report's order, suppressed ones included.
  package var findings: ScanFindings

  package init(
    tool: String, origin: Path, target: String? = nil, state: State = .complete, findings: ScanFindings = []
  ) {
    self.tool = tool
    self.origin = origin
    self.target = target
    self.state = state
    self.findings = findings
  }
}

/// One thing that a scanner found.
package struct ScanFinding: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case vulnerability, misconfiguration, secret, license, code
  }

  /// The tool's name for it: a CVE, a rule.
  package var id: String
  /// Other names of the same vulnerability.
  package var aliases: [String]
  package var kind: Kind
  package var severity: Severity
  /// Where the rating comes from, in words ("security-severity 9.8").
  package var ratedBy: String
  /// The worst of the scores that stand beside the rating.
  package var score: Score?
  package var title: String
  /// What is affected, where it is a package.
  package var component: Component?
  package var fixedIn: String?
  package var location: Location?
  /// Why the tool does not count it, or `nil` where it counts.
  package var suppression: String?
  /// Whether it is no finding at all, and told for completeness: a check that passed, a result that is gone.
  package var isMoot = false

  package init(
    id: String, aliases: [String] = [], kind: Kind, severity: Severity, ratedBy: String, score: Score? = nil,
    title: String, component: Component? = nil, fixedIn: String? = nil, location: Location? = nil,
    suppression: String? = nil
  ) {
    self.id = id
    self.aliases = aliases
    self.kind = kind
    self.severity = severity
    self.ratedBy = ratedBy
    self.score = score
    self.title = title
    self.component = component
    self.fixedIn = fixedIn
    self.location = location
    self.suppression = suppression
  }
}
