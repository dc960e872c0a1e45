import Model
import Testing

@testable import Gates

/// Which scans a repository calls for, and whether they were run.
struct ScanNeedsTests {
  private func judge(
    _ files: [Path], _ tools: [(String, Scan.Subject?)], under amend: (inout Policy) -> Void = { _ in }
  ) throws -> Verdict {
    let scans = tools.map { tool, subject in
      var scan = Scan.of(by: tool)
      scan.subject = subject
      return scan
    }
    return try Gate.security.judge(
      .of(files: files, scans: scans) { policy in
        // Which tools the policy's words name is another matter than whether anything scanned.
        policy.rules["security.tfsec"]?.isOff = true
        policy.rules["security.checkov"]?.isOff = true
        amend(&policy)
      })
  }

  @Test(
    arguments: [
      ("infra/main.tf", "Terraform files", "checkov"), ("Dockerfile", "container images", "grype"),
      ("api/requirements-dev.txt", "Python dependencies", "pip-audit"),
      ("web/yarn.lock", "Node.js dependencies", "npm-audit"),
      ("go.sum", "Go dependencies", "nancy"), ("Cargo.lock", "Rust dependencies", "cargo-audit"),
      ("pom.xml", "Java dependencies", "dependency-check"), ("Gemfile.lock", "Ruby dependencies", "bundler-audit"),
      ("shop.csproj", ".NET dependencies", "dotnet-vulnerable"), ("web/bun.lock", "Node.js dependencies", "trivy"),
      ("composer.lock", "PHP dependencies", "composer-audit"), ("mix.lock", "Elixir dependencies", "mix-audit"),
      ("pubspec.lock", "Dart dependencies", "osv-scanner"), ("Package.resolved", "Swift dependencies", "grype"),
      ("requirements/prod.txt", "Python dependencies", "pip-audit"), ("main.tofu", "Terraform files", "trivy"),
      ("infra/main.tf.json", "Terraform files", "checkov"), ("live/terragrunt.hcl", "Terraform files", "kics"),
    ] as [(Path, String, String)])
  func `what a repository holds has to be scanned`(_ file: Path, _ name: String, _ tool: String) throws {
    let verdict = try judge([file], [("gitleaks", nil)])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["security.scan-missing"])
    #expect(verdict.words.hasPrefix("no report scans \(name); one of "))
    #expect(verdict.findings.first?.location == Location(file))
    #expect(try judge([file], [("Gitleaks", nil), (tool, nil)]).outcome == .passed)
  }

  @Test func `secrets are looked for everywhere`() throws {
    let verdict = try judge(["a.py"], [("bandit", nil)])
    #expect(verdict.words.hasPrefix("no report scans secrets"))
    #expect(verdict.findings.map(\.location) == [nil])
  }

  @Test func `a scan of an image is none of files, and the other way round`() throws {
    let image = try judge(["Dockerfile"], [("trivy", .files)])
    #expect(image.words.contains("container images"))
    let files = try judge(["go.sum", "Dockerfile"], [("trivy", .image), ("gitleaks", nil)])
    #expect(files.words.contains("Go dependencies") && !files.words.contains("container images"))
  }

  @Test(
    arguments: [
      ([], true), (["kubernetes"], false), (["terraform"], true), (["kubernetes", "terraform_plan"], true),
    ] as [(Set<String>, Bool)])
  func `checks of Kubernetes are none of Terraform`(_ areas: Set<String>, _ isMet: Bool) throws {
    var scan = Scan.of(by: "checkov")
    (scan.kinds, scan.areas) = ([.misconfiguration], areas)
    let verdict = try Gate.security.judge(.of(files: ["main.tf"], scans: [scan, .of(by: "gitleaks")]))
    #expect(verdict.rules.contains("security.scan-missing") != isMet)
  }

  @Test(
    arguments: [
      (["tfsec", "checkov"], []), (["trivy", "checkov"], []), (["checkov"], ["security.tfsec"]),
      (["trivy"], ["security.checkov"]), (["kics"], ["security.checkov", "security.tfsec"]),
      ([], ["security.scan-missing"]),
    ] as [([String], [String])])
  func `Terraform is scanned by the tools that the policy names`(_ tools: [String], _ rules: [String]) throws {
    let scans = (["gitleaks"] + tools).map { Scan.of(by: $0) }
    let verdict = try Gate.security.judge(.of(files: ["main.tf", "a.tofu"], scans: scans))
    #expect(verdict.rules.sorted() == rules)
    #expect(verdict.findings.allSatisfy { $0.location == Location("a.tofu") })
    #expect(verdict.outcome == (rules.isEmpty ? .passed : tools.isEmpty ? .cannotJudge : .warned))
  }

  @Test func `a policy names the scanner that stands for another`() throws {
    let verdict = try Gate.security.judge(
      .of(files: ["main.tf"], scans: [.of(by: "trivy"), .of(by: "kics")]) { policy in
        policy.security.needs.removeAll { $0.rule == "security.checkov" }
        policy.security.needs.append(ScanNeed("Terraform", files: ["*.tf"], tools: ["kics"], rule: "security.checkov"))
      })
    #expect(verdict.outcome == .passed)
  }

  @Test(
    arguments: [(nil, 100, true), (99, 100, false), (100, 100, true), (99, nil, true)] as [(Int?, Int?, Bool)])
  func `stale: a scan that is older than its commit is told`(_ made: Int?, _ committed: Int?, _ passes: Bool) throws {
    var scan = Scan.of(by: "gitleaks")
    scan.made = made.map { Instant(seconds: $0) }
    var matter = try Case.of(scans: [scan])
    matter.change.committed = committed.map { Instant(seconds: $0) }
    let verdict = Gate.security.judge(matter)
    #expect(verdict.outcome == (passes ? .passed : .warned))
    #expect(verdict.rules == (passes ? [] : ["security.older"]))
  }

  @Test func `a report shows what was looked for, where it does`() throws {
    func words(_ kinds: Set<ScanFinding.Kind>) throws -> String {
      var scan = Scan.of(by: "trivy")
      (scan.subject, scan.kinds) = (.files, kinds)
      return try Gate.security.judge(
        .of(files: ["main.tf", "go.sum"], scans: [scan]) { $0.rules["security.checkov"]?.isOff = true }
      ).words
    }
    #expect(try words([.vulnerability, .secret]).hasPrefix("no report scans Terraform files"))
    #expect(try words([.misconfiguration, .secret]).hasPrefix("no report scans Go dependencies"))
    #expect(try words([.misconfiguration, .vulnerability]).hasPrefix("no report scans secrets"))
    #expect(try words([.misconfiguration, .vulnerability, .secret]).isEmpty)
    #expect(try words([]).isEmpty)
  }

  @Test(arguments: ["vendor/x/go.sum", "tests/fixtures/main.tf", "docs/main.tf"] as [Path])
  func `somebody else's files and examples call for nothing`(_ file: Path) throws {
    #expect(try judge([file], [("bandit", nil)]).outcome == .passed)
  }

  @Test func `a list of components is no scan of them`() throws {
    var bom = Scan.of(by: "cyclonedx")
    bom.isInventory = true
    let verdict = try Gate.security.judge(.of(files: ["go.sum"], scans: [bom, .of(by: "gitleaks")]))
    #expect(verdict.words.hasPrefix("no report scans Go dependencies"))
    let alone = try Gate.security.judge(.of(files: ["go.sum"], scans: [bom]))
    #expect(alone.rules == ["security.no-evidence"] && alone.findings.first?.location == Location(bom.origin))
    #expect(alone.words == "no scan's report was found, for cyclonedx only lists what there is")
  }

  @Test func `a repository may do without a scan, and says why`() throws {
    let verdict = try judge(["a.py"], [("bandit", nil)]) { policy in
      policy.security.notNeeded["secrets"] = "our host does it"
    }
    #expect(verdict.outcome == .passed)
    #expect(verdict.words == "secrets are not scanned: our host does it")
    #expect(verdict.findings.map(\.effect) == [.note])
  }

  @Test func `a report that was filtered proves nothing of what it left out`() throws {
    func verdict(_ others: [(String, Scan.Subject?)]) throws -> Verdict {
      try judge([], [("trivy", nil)] + others) {
        $0.security.filters = [ReportFilter("trivy.json", [.critical, .high])]
      }
    }
    #expect(try verdict([]).outcome == .warned)
    #expect(try verdict([]).rules == ["security.filtered"])
    #expect(try verdict([]).words == "trivy's report was filtered: of medium and unrated it proves nothing")
  }
}
