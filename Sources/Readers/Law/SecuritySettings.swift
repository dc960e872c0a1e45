internal import Model
import Syntax

extension Setting {
  static let ofSecurity: [Setting] =
    Severity.allCases.map(treatment) + [
      Setting(
        "security.mitigations", "list of { finding, package, owner, plan, due }",
        "Who does what, until when, about findings that stay",
        example: "[{ finding: CVE-2026-1234, owner: ann, plan: upgrade bash, due: 2026-12-31 }]", direction: .shorter,
        loosens: { !Set($1.security.mitigations).isSubset(of: $0.security.mitigations) }
      ) {
        node, policy throws(ReadError) in
        for entry in node.sequence ?? [node] { policy.security.mitigations.append(try Mitigation(entry)) }
      },
      whole(
        "security.mitigation-days", "How many days ahead such a plan may end", { $1(&$0.security.mitigationDays) },
        .lower),
      Setting(
        "security.ratings", "{ tool or finding: severity }", "How findings are rated that nothing else rates",
        example: "{ eslint: low }"
      ) {
        node, policy throws(ReadError) in
        policy.security.ratings = try node.members("security.ratings").map { name, value throws(ReadError) in
          SeverityRule(Glob(name), try value.word(Severity.self))
        }
      },
      Setting(
        "security.system-packages", .words(["worst", "vendor"]),
        "Whether the vendor's rating or the worst one counts for them", initial: "vendor", direction: .earlier,
        loosens: { $1.security.trustsVendors && !$0.security.trustsVendors }
      ) {
        node, policy throws(ReadError) in
        guard let word = node.text, ["vendor", "worst"].contains(word) else { throw node.error("vendor or worst") }
        policy.security.trustsVendors = word == "vendor"
      },
      globs(
        "security.accept-gaps", "Scans, by tool or report, of which parts may be missing",
        { $1(&$0.security.acceptedGaps) },
        .shorter, example: "[semgrep]"),
      rows(
        "security.needs", "{ kind: { files, scans, subject, kind, areas, rule } }",
        "Which scans what a repository holds calls for",
        { $1(&$0.security.needs) }, named: \.name, .longer,
        example: "{ Perl modules: { files: cpanfile, scans: [cpan-audit], subject: files } }",
        row: ScanNeed.init(named:_:)),
      Setting(
        "security.not-needed", "{ kind: reason }", "Which of these scans a repository does without, and why",
        example: "{ secrets: the host scans every push }", direction: .shorter,
        loosens: { !Set($1.security.notNeeded.keys).isSubset(of: $0.security.notNeeded.keys) }
      ) {
        node, policy throws(ReadError) in
        let members = try node.members("security.not-needed", keys: policy.security.needs.map(\.name))
        for (name, reason) in members { policy.security.notNeeded[name] = try reason.string() }
      },
      Setting(
        "security.filtered", "{ report: ratings }", "Reports that hold findings of some ratings only",
        example: "{ \"trivy-*.json\": [critical, high] }"
      ) {
        node, policy throws(ReadError) in
        policy.security.filters = try node.members("security.filtered").map { report, value throws(ReadError) in
          let ratings = try (value.sequence ?? [value]).map { rating throws(ReadError) in
            try rating.word(Severity.self)
          }
          return ReportFilter(Glob(report), Set(ratings))
        }
      },
      Setting(
        "security.formats", "list of formats", "Reports of further scanners, described like those of gates/scanners",
        example: "[]"
      ) {
        node, policy throws(ReadError) in
        policy.security.formats = []
        for entry in node.sequence ?? [node] { policy.security.formats.append(try ScanFormat(checked: entry)) }
      },
    ]

  private static func treatment(_ severity: Severity) -> Setting {
    Setting(
      "security.\(severity.rawValue)", .words(Treatment.allCases.map(\.rawValue)),
      "How findings rated \(severity.rawValue) are met", direction: .earlier,
      loosens: { ($1.security.treatment[severity]?.rank ?? 0) > ($0.security.treatment[severity]?.rank ?? 0) }
    ) {
      node, policy throws(ReadError) in
      policy.security.treatment[severity] = try node.word(Treatment.self)
    }
  }
}

extension ScanNeed {
  fileprivate init(named name: String, _ node: Node) throws(ReadError) {
    try node.check("the need", name, keys: ["files", "scans", "subject", "kind", "areas", "rule"])
    guard let files = node["files"], let scans = node["scans"] else {
      throw node.error("the need \(name) with files and scans")
    }
    self.init(
      name, files: try files.globs(), tools: try scans.globs(), subject: try node["subject"]?.word(Scan.Subject.self),
      kind: try node["kind"]?.word(ScanFinding.Kind.self), areas: try node["areas"]?.globs() ?? [],
      rule: try node["rule"]?.rule(of: .security, among: ["scan-missing", "tfsec", "checkov"])
        ?? "security.scan-missing")
  }
}
