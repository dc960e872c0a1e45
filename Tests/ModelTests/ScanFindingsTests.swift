import Model
import Testing

/// Findings of scans, kept in little memory.
struct ScanFindingsTests {
  private let some = [
    ScanFinding(
      id: "CVE-2026-1", aliases: ["GHSA-a", "PYSEC-1"], kind: .vulnerability, severity: .high, ratedBy: "its label",
      score: Score("9.8"), title: "Lib: overflow", component: Component("lib", version: "1.0", isOfSystem: true),
      fixedIn: "1.2", location: Location("app/größer.lock", line: 7, column: 3), suppression: "not used"),
    ScanFinding(
      id: "", kind: .code, severity: .unrated, ratedBy: "", title: "", component: Component("lib"),
      location: Location(Path(bytes: [0xFF, 0x2F, 0x61]), line: 0)),
    ScanFinding(id: "R1", kind: .secret, severity: .critical, ratedBy: "its label", title: "a secret"),
    ScanFinding(id: "R1", kind: .secret, severity: .high, ratedBy: "", title: "ein Schlüssel", fixedIn: ""),
  ]

  private var moot: ScanFinding {
    var finding = some[2]
    finding.isMoot = true
    return finding
  }

  @Test func `findings come out as they went in`() {
    #expect(Array(ScanFindings(some + [moot])) == some + [moot])
    #expect(ScanFindings(some).count == 4)
    #expect(ScanFindings(some)[1] == some[1])
    #expect(ScanFindings().isEmpty)
  }

  @Test func `later findings stand behind the others, with their own texts`() {
    var findings = ScanFindings(some)
    findings.append(ScanFindings(some.reversed()))
    findings.append(moot)
    #expect(Array(findings) == some + some.reversed() + [moot])
  }

  @Test func `many findings are held like few`() {
    let many = (0..<10_000).map { (number: Int) -> ScanFinding in
      ScanFinding(
        id: "R\(number)", kind: .code, severity: .low, ratedBy: "level note", title: "title \(number)",
        location: Location(Path("a/\(number)"), line: number))
    }
    var findings = ScanFindings(many)
    findings.append(ScanFindings(some))
    findings.append(ScanFindings(many))
    #expect(Array(findings) == many + some + many)
    #expect(Array(findings.only([9_999, 10_000, 10_005])) == [many[9_999], some[0], many[1]])
    #expect(findings.location(at: 10_000) == some[0].location && findings.location(at: 10_002) == nil)
  }

  @Test func `equal findings are equal, however they came together`() {
    var parts = ScanFindings(some[..<1])
    parts.append(ScanFindings(some[1...]))
    #expect(parts == ScanFindings(some))
    #expect(parts != ScanFindings(some[..<3]) && parts != ScanFindings(some.reversed()))
  }

  @Test func `ratings of what is not put aside are counted`() {
    let findings = ScanFindings(some)
    let ratings = [Severity.critical: 1, .high: 1, .medium: 0, .low: 0, .info: 0, .unrated: 1]
    #expect(findings.ratings == ratings)
    #expect(findings.namesPackages && !ScanFindings(some[2...]).namesPackages)
  }

  @Test func `a row's texts are places in the table`() {
    var findings = ScanFindings()
    var row = ScanFindings.Row(.license)
    row.title = findings.texts.append("a license")
    row.path = findings.texts.append(Array("LICENSE".utf8)[...])
    findings.append(row)
    findings.amend(0..<1) { row, texts in row.id = texts.append("MIT") }
    #expect(
      findings == [
        ScanFinding(
          id: "MIT", kind: .license, severity: .unrated, ratedBy: "", title: "a license", location: Location("LICENSE"))
      ])
  }

  @Test func `texts keep their places, and others stand behind them`() {
    var texts = TextTable()
    let places = (0..<5_000).map { (number: Int) -> Int32 in texts.append("text \(number)") }
    var later = TextTable()
    let empty = later.append("")
    let shift = texts.append(later)
    #expect(places.enumerated().allSatisfy { texts[$1] == "text \($0)" })
    #expect(texts[empty + shift]?.isEmpty == true)
    #expect(texts[-1] == nil && texts.bytes(-1) == nil)
    let last = texts.append("last")
    #expect(texts[last] == "last")
  }
}
