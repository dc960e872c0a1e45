import Foundation
import Model
import Syntax
import Testing

@testable import Readers

/// What scanners write when they did not scan, as measured or as their sources have it: none of it may pass.
struct ScannerStateTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  private static let silent: [(report: String, state: String)] = [
    ("bandit/no-such-path.json", "it reports: No such file or directory"),
    ("bandit/nothing.json", "it counts nothing that it looked at"),
    ("bandit/report.json", "it reports: syntax error while parsing AST from file"),
    ("bandit/excluded.json", "it counts nothing that it looked at"),
    ("brakeman/nothing.json", "it counts nothing that it looked at"),
    ("cargo-audit/nothing.json", "it counts nothing that it looked at"),
    ("checkov/check-high.json", "it reports: parsing_errors"),
    ("checkov/partial.json", "it reports: parsing_errors"),
    ("checkov/nothing.json", "it counts nothing that it looked at"),
    ("cyclonedx/nothing.json", "it counts nothing that it looked at"),
    ("cyclonedx-xml/nothing.xml", "it counts nothing that it looked at"),
    ("dependency-check/nothing.xml", "it reports: no network"),
    ("dotnet-vulnerable/nothing.json", "it reports: No assets file was found for `/w/shop.csproj`"),
    ("empty-list/unnamed.json", "an empty list that does not say which tool wrote it"),
    ("eslint/broken.json", "it reports: Parsing error: Unexpected token"),
    ("gitlab/failed.json", "it reports: out of disk (and 1 more)"),
    ("gosec/errors.json", "it reports: expected declaration"),
    ("horusec/report.json", "it reports: Error while running tool NpmAudit: no package-lock.json"),
    ("kics/nothing.json", "it counts nothing that it looked at"),
    ("nancy/nothing.json", "it reports: pkg:golang/a@x"),
    ("njsscan/no-semgrep.json", "it reports: semgrep not found. Install with: pip install semgrep"),
    ("npm-audit/nothing.json", "it counts nothing that it looked at"),
    ("npm-audit-6/nothing.json", "it counts nothing that it looked at"),
    ("pip-audit/nothing.json", "it counts nothing that it looked at"),
    (
      "pip-audit/skipped.json",
      "it reports: Dependency not found on PyPI and could not be audited: ours (1.0)"
    ),
    ("rubocop/nothing.json", "it counts nothing that it looked at"),
    ("semgrep/bad-rule.json", "it reports: Rule parse error in rule broken:"),
    ("semgrep/empty-rules.json", "it counts nothing that it looked at"),
    (
      "semgrep/no-rules.json",
      "it reports: WARNING: unable to find a config; path `nosuch.yaml` does not exist (and 1 more)"
    ),
    ("semgrep/other-language.json", "it counts nothing that it looked at"),
    ("semgrep/no-such-path.json", "it reports: Invalid scanning root: nosuch"),
    ("semgrep/skipped.json", "it reports: src/huge.py"),
    ("semgrep/unparsed.json", "it reports: Syntax error at line src/broken.py:3:"),
    ("semgrep/nothing.json", "it counts nothing that it looked at"),
    ("spotbugs/nothing.xml", "it reports: Unable to read class"),
    ("terrascan/nothing.json", "it reports: directory has no terraform config files"),
    ("tflint/failed.json", "it reports: main.tf:1,28-29: Unclosed configuration block"),
    ("trivy/nothing.json", "nothing that it can scan was there"),
    ("wiz/failed.json", "it reports: FAILED"),
    ("yarn-audit/no-lockfile.json", "it counts nothing that it looked at"),
    ("zap/nothing.xml", "it counts nothing that it looked at"),
  ]

  @Test(arguments: silent)
  func `a scan that did not scan does not pass for a clean one`(_ report: String, _ reason: String) throws {
    let state = try #require(try scans(report).first?.state)
    #expect(state.reason == reason)
  }

  @Test(
    arguments: [
      (
        "npm-audit", #"{"auditReportVersion":2,"vulnerabilities":{},"metadata":{"vulnerabilities":{"total":3}}}"#,
        "it counts 3 findings, and 0 can be read"
      ),
      (
        "bandit",
        #"""
        {"errors":[],"generated_at":"2026-01-01T00:00:00Z","results":[{"test_id":"B1","issue_severity":"HIGH"}],
         "metrics":{"_totals":{"loc":9,"SEVERITY.HIGH":1.0,"SEVERITY.MEDIUM":2.0,"SEVERITY.LOW":7.0}}}
        """#, "it counts 3 findings, and 1 can be read"
      ),
      (
        "checkov",
        #"""
        [{"check_type":"terraform","results":{"failed_checks":[{"check_id":"A"}]},"summary":{"failed":1}},
         {"check_type":"helm","results":{"failed_checks":[]},"summary":{"failed":1,"resource_count":2}}]
        """#, "it counts 2 findings, and 1 can be read"
      ),
      (
        "gosec", #"{"Golang errors":{},"Issues":[],"Stats":{"files":2,"found":1}}"#,
        "it counts 1 finding, and 0 can be read"
      ),
      ("gosec", #"{"Golang errors":{},"Issues":[{"rule_id":"G1"}],"Stats":{"files":2,"found":0}}"#, nil),
      (
        "kics", #"{"files_scanned":1,"queries_total":9,"queries":[],"total_counter":1}"#,
        "it counts 1 finding, and 0 can be read"
      ),
    ] as [(String, String, String?)])
  func `a report that holds less than it counts is not whole`(
    _ format: String, _ text: String, _ reason: String?
  ) throws {
    let reader = try #require(Reader.all.first { $0.format == format })
    var source = try ByteSource(Array(text.utf8))
    #expect(try reader.read(&source, "report.json").scans.map(\.state.reason) == [reason])
  }

  @Test(
    arguments: [
      ("cyclonedx", #"{"bomFormat":"CycloneDX","components":[{"name":"a"}]}"#, true),
      ("cyclonedx", #"{"bomFormat":"CycloneDX","components":[{"name":"a"}],"vulnerabilities":null}"#, true),
      ("cyclonedx", #"{"bomFormat":"CycloneDX","components":[{"name":"a"}],"vulnerabilities":[]}"#, false),
      ("cyclonedx-xml", "<bom><components><component><name>a</name></component></components></bom>", true),
      ("cyclonedx-xml", "<bom><components><component/></components><vulnerabilities/></bom>", false),
      ("npm-audit", #"{"auditReportVersion":2,"vulnerabilities":{}}"#, false),
    ] as [(String, String, Bool)])
  func `a list of what there is is no scan of it`(_ format: String, _ text: String, _ isInventory: Bool) throws {
    let reader = try #require(Reader.all.first { $0.format == format })
    var source = try ByteSource(Array(text.utf8))
    #expect(try reader.read(&source, "report").scans.map(\.isInventory) == [isInventory])
  }

  private static let clean = [
    "auditjs/clean.json", "bundler-audit/clean.txt", "composer-audit/clean.json", "conftest/clean.json",
    "dockle/clean.json", "empty-list/gitleaks.json", "grype/clean.json", "harbor/clean.json", "klar/clean.json",
    "kube-linter/clean.json", "mix-audit/clean.json", "njsscan/clean.json", "npm-audit/clean.json",
    "osv-scanner/clean.json", "pip-audit/clean.json", "semgrep/ignored.json", "sarif/zizmor-clean.sarif",
    "snyk/projects.json",
    "empty-list/tfsec.json", "twistlock-csv/clean.csv",
  ]

  @Test(arguments: clean)
  func `a clean scan is complete and finds nothing`(_ report: String) throws {
    for scan in try scans(report) { #expect(scan.state == .complete && scan.findings.isEmpty) }
  }

  @Test(
    arguments: [
      ("checkov/kubernetes.json", ["kubernetes"], nil), ("checkov/frameworks.json", ["dockerfile", "terraform"], nil),
      ("bandit/report.json", [], "2026-11-21"),
    ] as [(String, Set<String>, String?)])
  func `a report says what it is about and when it was made, where it does`(
    _ report: String, _ areas: Set<String>, _ day: String?
  ) throws {
    let scan = try #require(try scans(report).first)
    #expect(scan.areas == areas)
    #expect(scan.made.map { Day($0).description } == day)
  }

  @Test func `what zizmor finds in workflows is rated`() throws {
    let scan = try #require(try scans("sarif/zizmor.sarif").first)
    #expect(scan.tool == "zizmor")
    #expect(scan.findings.map(\.id) == ["zizmor/template-injection"])
    #expect(scan.findings.map(\.severity) == [.high])
    #expect(scan.findings.map(\.location?.path) == [".github/workflows/ci.yml"])
  }

  private static let refused = [
    "npm-audit/no-lock.json": "requires an existing lockfile",
    "npm-audit/unreachable.json": "request to https://registry.example",
    "snyk/failed.json": "Could not detect supported target files",
    "yarn-audit/failed.json": "An unexpected error occurred",
    "yarn-audit/cut.json": "a report without type = auditSummary",
    "gitlab/without.json": "a report without vulnerabilities",
    "bundler-audit/cut.txt": "a report without Vulnerabilities found! or No vulnerabilities found",
  ]

  @Test(arguments: refused)
  func `what holds an error or half of a report is refused in the tool's words`(
    _ report: String, _ words: String
  ) throws {
    let error = try #require(throws: ReadError.self) { try scans(report) }
    #expect(error.met.contains(words))
  }

  private static let reports: [String] = {
    let formats = Reader.all.filter { $0.gates == [.security] }.map(\.format)
    return formats.flatMap { format in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.appending(path: format).path)) ?? []
      return names.filter { !$0.contains("expected") && !$0.hasPrefix("make") }.sorted().map { "\(format)/\($0)" }
    }
  }()

  @Test(arguments: reports)
  func `no two scanners claim one report`(_ report: String) throws {
    var source = try source(report)
    let head = try Head(&source)
    #expect(Reader.all.filter { $0.recognises(head) }.count <= 1)
  }

  @Test(arguments: reports)
  func `a secret stays in its report`(_ report: String) throws {
    var source = try source(report)
    let head = try Head(&source)
    let reader = Reader.all.first { $0.recognises(head) }
    guard let scans = try? reader?.read(&source, Path(report)).scans else { return }
    let told = String(describing: scans)
    for secret in ["hunter2", "AKIAIOSFODNN7EXAMPLE"] { #expect(!told.contains(secret)) }
  }

  private func source(_ report: String) throws -> ByteSource {
    let bytes = try Data(contentsOf: ScannerStateTests.fixtures.appending(path: report))
    return try ByteSource(ByteStream(Array(bytes), blockSize: 256))
  }

  private func scans(_ report: String) throws -> [Scan] {
    var source = try source(report)
    let head = try Head(&source)
    let reader = try #require(Reader.all.first { $0.recognises(head) })
    return try reader.read(&source, Path(report)).scans
  }
}

extension Scan.State {
  fileprivate var reason: String? {
    switch self {
    case .complete: nil
    case .partial(let reason), .failed(let reason), .scannedNothing(let reason): reason
    }
  }
}
