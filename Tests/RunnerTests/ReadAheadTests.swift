import Model
import Syntax
import Testing

@testable import Runner

/// Long reports whose later half another core reads are read like others.
struct ReadAheadTests {
  /// Results with so much text that few of them are worth another core.
  private func sarif(_ count: Int, text: (Int) -> String = { "\($0) \(String(repeating: "x", count: 100_000))" })
    -> String
  {
    let results = (0..<count).map { place in
      let suppressions = place % 5 == 0 ? #","suppressions":[{"kind":"inSource","justification":"s\#(place)"}]"# : ""
      return """
        {"ruleId":"rule-\(place % 7)","message":{"text":"\(text(place))"},"locations":[{"physicalLocation":
        {"artifactLocation":{"uri":"a/\(place).swift"},"region":{"startLine":\(place + 1)}}}]\(suppressions)}
        """
    }
    return """
      {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t","rules":[]}},"results":[
      \(results.joined(separator: ",\n"))
      ],"invocations":[{"executionSuccessful":true}]}]}
      """
  }

  /// A report of vulnerabilities with long descriptions, so many in each result.
  private func trivy(_ counts: [Int]) -> String {
    let text = String(repeating: "x", count: 100_000)
    let results = counts.enumerated().map { place, count in
      let records = (0..<count).map { number in
        """
        {"VulnerabilityID":"CVE-2026-\(place)-\(number)","PkgName":"p\(number)","Severity":"LOW","Description":"\(text)"}
        """
      }
      let target = #""Target":"a/\#(place).lock","Class":"\#(place % 2 == 0 ? "lang-pkgs" : "config")""#
      return #"{\#(target),"Vulnerabilities":[\#(records.joined(separator: ","))]}"#
    }
    let head = #"{"SchemaVersion":2,"ArtifactName":".","ArtifactType":"filesystem","Results":["#
    return "\(head)\(results.joined(separator: ",\n"))]}"
  }

  private func reading(_ text: String, at path: Path = "long.sarif") -> ReadFile {
    read(path, for: [], in: .holding([path: Array(text.utf8)]))
  }

  @Test(arguments: [
    [Int](repeating: 4, count: Ahead.worth / 200_000), [3, 2 * Ahead.worth / 100_000, 3], [2 * Ahead.worth / 100_000],
  ])
  func `all vulnerabilities of a long report are told in their order, of many results as of one`(_ counts: [Int]) throws
  {
    let scan = try #require(reading(trivy(counts), at: "trivy.json").evidence.scans.first)
    let wanted = counts.enumerated().flatMap { place, count in (0..<count).map { "CVE-2026-\(place)-\($0)" } }
    #expect(scan.findings.map(\.id) == wanted)
    let files = counts.enumerated().flatMap { place, count in
      [Path?](repeating: place % 2 == 0 ? Path("a/\(place).lock") : nil, count: count)
    }
    #expect(scan.findings.map(\.location?.path) == files)
    #expect(scan.kinds.contains(.misconfiguration) == (counts.count > 1))
  }

  @Test func `all results of a long log are told in their order`() {
    let count = 2 * Ahead.worth / 100_000
    let findings = reading(sarif(count)).evidence.scans.flatMap(\.findings)
    #expect(findings.map(\.location?.line) == (0..<count).map { $0 + 1 })
    #expect(findings.map(\.id) == (0..<count).map { "rule-\($0 % 7)" })
    #expect(findings.map { $0.title.split(separator: " ").first.map(String.init) } == (0..<count).map { "\($0)" })
    #expect(findings.map(\.suppression) == (0..<count).map { $0 % 5 == 0 ? "inSource: s\($0)" : nil })
  }

  @Test func `a long log is refused where its later half is wrong`() {
    let count = 2 * Ahead.worth / 100_000
    let text = sarif(count) { $0 == count - 3 ? "\\q" : String(repeating: "x", count: 100_000) }
    let file = reading(text)
    #expect(file.input.status == .unreadable)
    #expect(file.input.error?.line == 2 + 2 * (count - 3))
  }
}
