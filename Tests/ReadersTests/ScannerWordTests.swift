import Model
import Syntax
import Testing

@testable import Readers

/// What reports say of themselves: what was scanned, what was left out, what was put aside, how much was found.
struct ScannerWordTests {
  private func scan(_ format: String, _ report: String) throws -> Scan {
    try #require(try evidence(format, report).scans.first)
  }

  @Test(
    arguments: [
      ("grype", #"{"matches":[],"source":{"type":"image","target":{"userInput":"a:1"}}}"#, .image),
      ("grype", #"{"matches":[],"source":{"type":"directory","target":"."}}"#, .files),
      ("grype", #"{"matches":[]}"#, nil),
      ("cyclonedx", #"{"bomFormat":"CycloneDX","metadata":{"component":{"type":"container"}}}"#, .image),
      ("cyclonedx", #"{"bomFormat":"CycloneDX","metadata":{"component":{"type":"application"}}}"#, .files),
      ("cyclonedx", #"{"bomFormat":"CycloneDX"}"#, nil),
      ("snyk", #"{"vulnerabilities":[],"packageManager":"npm"}"#, .files),
      ("snyk", #"{"vulnerabilities":[],"packageManager":"deb","docker":{"baseImage":"a"}}"#, .image),
      ("snyk", #"[{"vulnerabilities":[],"packageManager":"apk"},{"vulnerabilities":[],"packageManager":"npm"}]"#, nil),
      ("sarif", #"{"version":"2.1.0","runs":[{"results":[],"properties":{"imageName":"alpine:3"}}]}"#, .image),
      ("sarif", #"{"version":"2.1.0","runs":[{"results":[],"properties":{}}]}"#, nil),
    ] as [(String, String, Scan.Subject?)])
  func `what was scanned is known where the report says so`(
    _ format: String, _ report: String, _ subject: Scan.Subject?
  ) throws {
    #expect(try scan(format, report).subject == subject)
  }

  @Test(
    arguments: [
      (
        "cyclonedx",
        #"{"bomFormat":"CycloneDX","metadata":{"component":{"type":"container","name":"shop/web","version":"1"}}}"#
      ),
      (
        "cyclonedx-xml",
        #"<bom><metadata><component type="container"><name>shop/web</name></component></metadata></bom>"#
      ),
      ("grype", #"{"matches":[],"source":{"type":"image","target":{"userInput":"registry:shop/web:1"}}}"#),
      ("snyk", #"{"vulnerabilities":[],"docker":{},"projectName":"docker-image|shop/web"}"#),
    ])
  func `a name that is not the image's whole is not held against what is deployed`(
    _ format: String, _ report: String
  ) throws {
    let scan = try scan(format, report)
    #expect(scan.subject == .image)
    #expect(scan.target == nil)
  }

  @Test(
    arguments: [
      ("npm-audit-6", #"{"advisories":{},"metadata":{"vulnerabilities":{"low":0,"high":2}}}"#, 2),
      ("snyk", #"{"ok":false,"vulnerabilities":[],"uniqueCount":3,"dependencyCount":4}"#, 3),
      ("yarn-audit", #"{"type":"auditSummary","data":{"vulnerabilities":{"high":1},"totalDependencies":4}}"#, 1),
      ("spotbugs", #"<BugCollection><FindBugsSummary total_classes="9" total_bugs="3"/></BugCollection>"#, 3),
    ] as [(String, String, Int)])
  func `a report that says that it has findings and shows none is not whole`(
    _ format: String, _ report: String, _ count: Int
  ) throws {
    let state = try scan(format, report).state
    #expect(state == .partial("it says that there are findings (\(count)), and shows none"))
  }

  @Test(
    arguments: [
      ("bandit", #"{"errors":[],"metrics":{"_totals":{"loc":3,"nosec":2,"skipped_tests":1}},"results":[]}"#, 3),
      ("bandit", #"{"errors":[],"metrics":{"_totals":{"loc":3,"nosec":0,"skipped_tests":0}},"results":[]}"#, 0),
      ("gosec", #"{"Issues":[],"Stats":{"files":2,"found":0,"nosec":4}}"#, 4),
      (
        "gosec",
        #"{"Issues":[{"rule_id":"G1","severity":"LOW","suppressions":[{"kind":"inSource"}]}],"Stats":{"nosec":1}}"#, 0
      ),
      ("trivy", #"{"SchemaVersion":2,"Results":[{"MisconfSummary":{"Failures":0,"Exceptions":2}}]}"#, 2),
      ("checkov", #"{"check_type":"terraform","results":{"failed_checks":[]},"summary":{"skipped":1}}"#, 1),
    ] as [(String, String, Int)])
  func `what its tool put aside and it does not show is counted`(
    _ format: String, _ report: String, _ count: Int
  ) throws {
    #expect(try scan(format, report).putAside == count)
  }

  @Test func `failed checks that Trivy counts and does not show are missing`() throws {
    func report(_ failures: Int) -> String {
      let check = #"{"Type":"t","ID":"A","Severity":"LOW","Status":"FAIL"}"#
      let summary = #""MisconfSummary":{"Successes":4,"Failures":\#(failures),"Exceptions":0}"#
      return #"{"SchemaVersion":2,"Results":[{"Class":"config",\#(summary),"Misconfigurations":[\#(check)]}]}"#
    }
    #expect(try scan("trivy", report(1)).state == .complete)
    #expect(try scan("trivy", report(3)).state == .partial("it counts 2 failed checks that it does not show"))
  }

  @Test(
    arguments: [
      ("grype", #"{"matches":[],"descriptor":{"configuration":{"only-fixed":true}}}"#, true),
      ("grype", #"{"matches":[],"descriptor":{"configuration":{"only-fixed":false}}}"#, false),
      ("cargo-audit", #"{"settings":{"ignore":["RUSTSEC-1"],"severity":null},"vulnerabilities":{"list":[]}}"#, true),
      ("cargo-audit", #"{"settings":{"ignore":[],"severity":"high"},"vulnerabilities":{"list":[]}}"#, true),
      ("cargo-audit", #"{"settings":{"ignore":[],"severity":null},"vulnerabilities":{"list":[]}}"#, false),
    ] as [(String, String, Bool)])
  func `a report that leaves findings out says so`(_ format: String, _ report: String, _ isFiltered: Bool) throws {
    #expect(try scan(format, report).isFiltered == isFiltered)
  }

  @Test func `what semgrep finds is a secret only where a validator looked at it`() throws {
    func kind(_ state: String) throws -> ScanFinding.Kind? {
      let extra = #"{"message":"m","severity":"ERROR"\#(state.isEmpty ? "" : #","validation_state":"\#(state)""#)}"#
      return try scan("semgrep", #"{"results":[{"check_id":"r","path":"a","extra":\#(extra)}],"errors":[]}"#)
        .findings.first?.kind
    }
    #expect(try kind("") == .code)
    #expect(try kind("NO_VALIDATOR") == .code)
    #expect(try kind("CONFIRMED_VALID") == .secret)
  }

  @Test func `each advisory of a package is a finding, and so is a package that others make vulnerable`() throws {
    let via = ["a", "b"].map { name in
      #"{"url":"https://github.com/advisories/GHSA-\#(name)","title":"\#(name)","severity":"high"}"#
    }
    let both = via + [#""r""#]
    let packages = """
      "p":{"name":"p","severity":"high","via":[\(via.joined(separator: ","))],"range":"<1","fixAvailable":true},
      "o":{"name":"o","severity":"critical","via":[\(both.joined(separator: ","))],"range":"<1","fixAvailable":false},
      "q":{"name":"q","severity":"low","via":["p"],"range":"<2","fixAvailable":{"name":"q","version":"3.0.0"}}
      """
    let findings = try scan("npm-audit", #"{"auditReportVersion":2,"vulnerabilities":{\#(packages)}}"#).findings
    #expect(findings.map(\.id) == ["GHSA-a", "GHSA-b", "GHSA-a", "GHSA-b", "p"])
    #expect(findings.map(\.component?.name) == ["p", "p", "o", "o", "q"])
    #expect(findings.map(\.severity) == [.high, .high, .critical, .critical, .low])
    #expect(findings.map(\.fixedIn) == ["another release", "another release", nil, nil, "3.0.0"])
  }

  @Test func `places are told as they are in the repository, and columns from 1`() throws {
    let checkov = #"{"check_id":"C","check_name":"c","repo_file_path":"/a/main.tf","file_line_range":[3,4]}"#
    let rooted = try scan("checkov", #"{"check_type":"terraform","results":{"failed_checks":[\#(checkov)]}}"#)
    #expect(rooted.findings.first?.location == Location("a/main.tf", line: 3))
    let issue = #"{"test_id":"B1","issue_text":"t","filename":"a.py","line_number":3,"col_offset":0}"#
    let bandit = try scan("bandit", #"{"errors":[],"metrics":{"_totals":{"loc":3}},"results":[\#(issue)]}"#)
    #expect(bandit.findings.first?.location == Location("a.py", line: 3, column: 1))
  }

  @Test(arguments: [("tfsec.json", "tfsec", true), ("osv.json", "a scanner", false)])
  func `an object with an empty list says nothing unless its name does`(
    _ name: String, _ tool: String, _ isClean: Bool
  ) throws {
    for text in [#"{"results": []}"#, #"{"results": null}"#] {
      #expect(try format(of: text) == Reader.emptyList)
      let reader = try #require(Reader.all.first { $0.format == Reader.emptyList })
      var source = try ByteSource(Array(text.utf8))
      let scan = try #require(try reader.read(&source, Path(name)).scans.first)
      #expect(scan.tool == tool)
      #expect((scan.state == .complete) == isClean)
    }
  }

  @Test func `results beside the runs are not read, and told of`() throws {
    let beside = #""inlineExternalProperties":[{"results":[{"ruleId":"R","level":"error"}]}]"#
    let scan = try scan("sarif", #"{"version":"2.1.0",\#(beside),"runs":[{"results":[]}]}"#)
    #expect(scan.state == .partial("results are kept in inlineExternalProperties, which are not read"))
    let empty = try self.scan("sarif", #"{"version":"2.1.0","inlineExternalProperties":[{}],"runs":[{"results":[]}]}"#)
    #expect(empty.state == .complete)
  }

  @Test(arguments: [("Fail", false), ("failed", false), ("pass", true), ("notApplicable", true)])
  func `a result is put aside only by a kind that SARIF knows`(_ kind: String, _ isMoot: Bool) throws {
    let scan = try scan("sarif", #"{"version":"2.1.0","runs":[{"results":[{"ruleId":"R","kind":"\#(kind)"}]}]}"#)
    #expect(scan.findings.map(\.isMoot) == [isMoot])
  }
}
