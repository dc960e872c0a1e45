import Model
import Syntax
import Testing

@testable import Readers

struct TrivyTests {
  private func scan(_ report: String) throws -> Scan {
    let scans = try evidence("trivy", report).scans
    #expect(scans.count == 1)
    return try #require(scans.first)
  }

  /// The findings of a report of one result with such members.
  private func findings(_ members: String) throws -> [ScanFinding] {
    Array(try scan("{\"SchemaVersion\":2,\"ArtifactName\":\".\",\"Results\":[{\(members)}]}").findings)
  }

  @Test func `a vulnerability is told with its package and its fix`() throws {
    let found = try findings(
      """
      "Target": "app/package-lock.json", "Class": "lang-pkgs", "Vulnerabilities": [{
        "VulnerabilityID": "CVE-2021-1", "PkgID": "lib@1.0", "PkgName": "lib", "InstalledVersion": "1.0",
        "FixedVersion": "1.2, 2.0", "Status": "fixed", "Layer": {}, "Title": "Lib: overflow\\nmore", "Severity": "HIGH",
        "CVSS": {"nvd": {"V3Score": 9.8}}}]
      """)
    #expect(
      found == [
        ScanFinding(
          id: "CVE-2021-1", kind: .vulnerability, severity: .high, ratedBy: "trivy's label HIGH",
          title: "Lib: overflow", component: Component("lib", version: "1.0"), fixedIn: "1.2, 2.0",
          location: Location("app/package-lock.json"))
      ])
  }

  @Test(arguments: [
    ("\"CRITICAL\"", Severity.critical), ("\"HIGH\"", .high), ("\"MEDIUM\"", .medium), ("\"LOW\"", .low),
    ("\"UNKNOWN\"", .unrated), ("\"\"", .unrated), ("null", .unrated),
  ])
  func `trivy's label rates`(_ label: String, _ severity: Severity) throws {
    for list in ["Vulnerabilities", "Misconfigurations", "Secrets", "Licenses"] {
      #expect(try findings("\"\(list)\":[{\"Severity\":\(label)}]").map(\.severity) == [severity])
    }
  }

  @Test func `what checks were about is kept, and when it was`() throws {
    let scan = try scan(
      """
      {"SchemaVersion": 2, "CreatedAt": "2026-11-21T02:00:35.192Z", "ArtifactName": ".", "Results": [
        {"Target": "a.yaml", "Class": "config", "Type": "kubernetes"},
        {"Target": "go.mod", "Class": "lang-pkgs", "Type": "gomod"}]}
      """)
    #expect(scan.areas == ["kubernetes"])
    #expect(scan.made?.description == "2026-11-21T02:00:35Z")
  }

  @Test func `a secret without a label is unrated, and nothing of it is kept`() throws {
    let found = try findings(
      """
      "Target": "deploy.sh", "Class": "secret", "Secrets": [{"RuleID": "aws", "Category": "AWS", "Title": "AWS key",
        "StartLine": 3, "EndLine": 3, "Match": "KEY=hunter2", "Code": {"Lines": [{"Content": "hunter2"}]}}]
      """)
    let secret = try #require(found.first)
    #expect(secret.kind == .secret && secret.severity == .unrated && secret.ratedBy == "no label of trivy's")
    #expect(secret.location == Location("deploy.sh", line: 3))
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test func `a check counts unless it passed or was excepted`() throws {
    let found = try findings(
      """
      "Target": "Dockerfile", "Class": "config", "Misconfigurations": [
        {"ID": "DS002", "Title": "root", "Message": "m", "Severity": "HIGH", "Status": "FAIL",
          "CauseMetadata": {"StartLine": 4, "Code": {"Lines": null}}},
        {"ID": "DS026", "Message": "no health check", "Status": "FAIL", "CauseMetadata": {}},
        {"ID": "DS001", "Status": "PASS"}, {"ID": "DS003", "Status": "EXCEPTION"}, {"ID": "DS004"}]
      """)
    #expect(found.map(\.id) == ["DS002", "DS026", "DS003", "DS004"])
    #expect(found.map(\.suppression) == [nil, nil, "status EXCEPTION", nil])
    #expect(found.map(\.title) == ["root", "no health check", "a misconfiguration", "a misconfiguration"])
    #expect(found.map(\.location?.line) == [4, nil, nil, nil])
    #expect(found.allSatisfy { $0.location?.path == "Dockerfile" && $0.kind == .misconfiguration })
  }

  @Test func `a license is told with its category`() throws {
    let found = try findings(
      """
      "Target": "OS Packages", "Class": "license", "Licenses": [{"Severity": "HIGH", "Category": "restricted",
        "PkgName": "musl", "FilePath": "", "Name": "GPL-3.0", "Text": "", "Confidence": 1, "Link": ""},
        {"Name": "AGPL", "FilePath": "./vendor/COPYING"}]
      """)
    #expect(found.map(\.id) == ["GPL-3.0", "AGPL"])
    #expect(found.map(\.title) == ["a restricted license", "a license"])
    #expect(found.map(\.location) == [nil, Location("vendor/COPYING")])
  }

  @Test func `what was taken out of the lists is shown as suppressed`() throws {
    let found = try findings(
      """
      "Target": "go.mod", "Class": "lang-pkgs", "ExperimentalModifiedFindings": [
        {"Type": "vulnerability", "Status": "ignored", "Statement": "not reachable\\nat all", "Source": ".trivyignore",
          "Finding": {"VulnerabilityID": "CVE-1", "Severity": "CRITICAL"}},
        {"Finding": {"RuleID": "aws"}, "Type": "secret"}]
      """)
    #expect(found.map(\.id) == ["CVE-1", "aws"])
    #expect(found.map(\.kind) == [.vulnerability, .secret])
    #expect(found.map(\.suppression) == ["ignored: not reachable: .trivyignore", "modified"])
  }

  @Test(arguments: [
    ("os-pkgs", "", nil), ("lang-pkgs", "", "t"), ("lang-pkgs", "\"PkgPath\":\"a/b.jar\",", "a/b.jar"), ("", "", nil),
  ])
  func `packages of a system are in no file`(_ kind: String, _ path: String, _ place: String?) throws {
    let list = "\"Vulnerabilities\":[{\(path)\"Severity\":\"LOW\"}]"
    // Whoever sorts the keys puts the target behind the list.
    for members in ["\"Class\":\"\(kind)\",\(list),\"Target\":\"t\"", "\"Target\":\"t\",\(list),\"Class\":\"\(kind)\""]
    {
      #expect(try findings(members).first?.location?.path.description == place)
    }
  }
}

/// Reports of clusters, of old versions, and reports that say nothing.
struct TrivyReportTests {
  private func scan(_ report: String) throws -> Scan { try #require(try evidence("trivy", report).scans.first) }

  @Test(arguments: ["Resources", "Vulnerabilities", "Misconfigurations", "Findings"])
  func `a cluster's findings say which workload they are of`(_ list: String) throws {
    let report = """
      {"ClusterName": "", "\(list)": [
        {"Namespace": "shop", "Kind": "Deployment", "Name": "api", "Metadata": [{"Size": 1}], "Results": [
          {"Target": "Deployment/api", "Class": "config", "Misconfigurations": [
            {"ID": "KSV1", "Title": "root", "Severity": "LOW", "Status": "FAIL"}]}]},
        {"Kind": "Node", "Name": "n"}]}
      """
    #expect(try format(of: report) == "trivy")
    let found = try scan(report)
    #expect(found.findings.map(\.title) == ["root (shop/Deployment/api)"])
    #expect(found.findings.map(\.location) == [nil])
    #expect(found.state == .complete)
  }

  @Test func `the list that old versions wrote is read`() throws {
    let report = """
      [{"Target": "alpine:3 (alpine 3.9)", "Type": "alpine", "Vulnerabilities": null},
       {"Target": "Pipfile.lock", "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "Severity": "LOW"}]}]
      """
    #expect(try format(of: report) == "trivy")
    #expect(try scan(report).findings.map(\.id) == ["CVE-1"])
    #expect(try scan(report).state == .complete)
  }

  @Test(arguments: [
    ("\"SchemaVersion\":2,\"ArtifactType\":\"container_image\"", Scan.State.complete),
    ("\"SchemaVersion\":2,\"ArtifactType\":\"cyclonedx\",\"Metadata\":{\"OS\":{\"Family\":\"alpine\"}}", .complete),
    ("\"SchemaVersion\":2,\"Results\":[{\"Target\":\"go.mod\"}]", .complete),
    ("\"SchemaVersion\":2,\"ArtifactType\":\"filesystem\"", .scannedNothing("nothing that it can scan was there")),
    (
      "\"SchemaVersion\":2,\"Metadata\":{\"OS\":null},\"ArtifactType\":\"repository\",\"Results\":null",
      .scannedNothing("nothing that it can scan was there")
    ),
    ("\"SchemaVersion\":2,\"Results\":[]", .scannedNothing("nothing that it can scan was there")),
    ("\"ClusterName\":\"c\",\"Resources\":[]", .scannedNothing("the report names no resource of the cluster")),
    (
      "\"ClusterName\":\"c\",\"Resources\":[{\"Error\":\"\"},{\"Error\":\"no access\\nat all\"}]",
      .partial("it reports the error: no access")
    ),
  ])
  func `a scan of nothing is told from a clean one`(_ members: String, _ state: Scan.State) throws {
    #expect(try scan("{\(members)}").state == state)
  }

  @Test(arguments: ["3", "1", "null", "\"two\""])
  func `another schema is refused`(_ version: String) throws {
    #expect(try refusal("trivy", "{\"SchemaVersion\":\(version),\"ArtifactName\":\"x\"}").wanted == "2")
  }

  private static let classes: [(type: String, classes: [String], kinds: Set<ScanFinding.Kind>)] = [
    ("filesystem", ["lang-pkgs"], [.vulnerability, .secret]), ("filesystem", ["config"], [.misconfiguration]),
    ("repository", ["config", "lang-pkgs"], [.misconfiguration, .vulnerability, .secret]),
    ("container_image", ["os-pkgs", "lang-pkgs"], [.vulnerability]), ("container_image", ["secret"], [.secret]),
    // Without a type nobody knows whether it looked for secrets.
    ("", ["lang-pkgs"], [.vulnerability]), ("filesystem", ["custom"], []), ("container_image", [], []),
  ]

  @Test(arguments: classes)
  func `what was looked for is told by the classes of the results`(
    _ type: String, _ classes: [String], _ kinds: Set<ScanFinding.Kind>
  ) throws {
    let results = classes.map { "{\"Target\":\"x\",\"Class\":\"\($0)\"}" }.joined(separator: ",")
    let type = type.isEmpty ? "" : "\"ArtifactType\":\"\(type)\","
    let scan = try scan("{\"SchemaVersion\":2,\"ArtifactName\":\"x\",\(type)\"Results\":[\(results)]}")
    #expect(scan.kinds == kinds)
  }

  @Test func `an image has names beside the one that it was asked for by`() throws {
    let metadata = #"{"OS":{"Family":"debian"},"RepoTags":["shop/web:1"],"RepoDigests":["shop/web@sha256:aa"],"X":1}"#
    let scan = try scan(
      "{\"SchemaVersion\":2,\"ArtifactName\":\"web.tar\",\"ArtifactType\":\"container_image\",\"Metadata\":\(metadata)}"
    )
    #expect(scan.target == "web.tar")
    #expect(scan.aliases == ["shop/web:1", "shop/web@sha256:aa"])
    #expect(scan.state == .complete)
  }

  @Test(arguments: [
    "{\"Results\":[]}", "{\"SchemaVersion\":2}", "{\"ClusterName\":\"x\"}", "[]", "[{\"Target\":\"x\"}]", "null",
  ])
  func `what may be another tool's is not taken for trivy's`(_ text: String) throws {
    #expect(try format(of: text) != "trivy")
  }

  @Test(arguments: [
    "{\"SchemaVersion\":2,\"Results\":{}}", "{\"SchemaVersion\":2,\"Results\":[{\"Vulnerabilities\":[1]}]}",
    "{\"SchemaVersion\":2,\"Results\":[{\"Vulnerabilities\":[{\"Title\":{}}]}]}", "{\"SchemaVersion\":2}]",
  ])
  func `what is no report is refused`(_ text: String) throws {
    #expect(try !refusal("trivy", text).wanted.isEmpty)
  }
}
