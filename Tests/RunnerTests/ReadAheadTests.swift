import Model
import Syntax
import Testing

@testable import Runner

/// Long reports of which other cores read parts are read like others.
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

  @Test func `a long log is refused where a later part is wrong`() {
    let count = 2 * Ahead.worth / 100_000
    let text = sarif(count) { $0 == count - 3 ? "\\q" : String(repeating: "x", count: 100_000) }
    let file = reading(text)
    #expect(file.input.status == .unreadable)
    #expect(file.input.error?.line == 2 + 2 * (count - 3))
  }

  /// Classes of ten lines in two packages, of which a file in the middle has classes in both.
  private func cobertura(_ count: Int) -> String {
    let classes = (0..<count).map { place in
      let lines = (1...10).map { "<line number=\"\($0)\" hits=\"\((place + $0) % 3)\"/>" }
      let path = place / 2 == count / 4 ? "both.py" : "a/\(place).py"
      return """
        <class filename="\(path)" name="\(String(repeating: "n", count: 10_000))"><methods>
        <method name="f" line-rate="1"><lines>\(lines.joined())</lines></method></methods>
        <lines>\(place % 2 == 0 ? lines.joined() : "")</lines></class>
        """
    }
    let half = count / 2
    let packages = [classes[..<half], classes[half...]].map { "<package><classes>\($0.joined())</classes></package>" }
    return """
      <coverage lines-covered="1" lines-valid="2" timestamp="1795255200"><sources><source>/src</source></sources>
      <packages>\(packages.joined(separator: "\n"))</packages></coverage>
      """
  }

  @Test func `all classes of a long coverage report are told`() throws {
    let count = 2 * Ahead.worth / 10_000
    let coverage = reading(cobertura(count), at: "coverage.xml").evidence.coverage
    #expect(coverage.files.count == count - 1)
    #expect(coverage.shares[.lines].total == (count - 1) * 10)
    #expect(coverage.shares[.functions] == Share(covered: count - 1, total: count - 1))
    for place in [0, count / 4, count - 1] {
      let hit = (1...10).filter { (place + $0) % 3 > 0 }.count
      #expect(coverage.files[Path("a/\(place).py")]?.shares[.lines] == Share(covered: hit, total: 10))
    }
    let report = try #require(coverage.reports.first)
    #expect(report.stated[.lines] == Share(covered: 1, total: 2))
    #expect(report.records[.lines]?.total == count * 10)
    #expect(coverage.roots == ["/src"])
  }

  /// Suites of four cases, one of them with long output.
  private func junit(_ count: Int, declared: Int? = nil, behind: String = "", _ suite: (Int) -> String? = { _ in nil })
    -> String
  {
    let suites = (0..<count).map { place in
      suite(place) ?? """
        <testsuite name="s\(place)" tests="4" failures="1" timestamp="2026-11-21T10:00:00" time="1">
        <testcase name="a" classname="c\(place)"><properties><property name="tag" value="smoke"/></properties></testcase>
        <testcase name="b" classname="c\(place)" file="t.py" line="\(place + 1)"><failure message="m\(place)"/></testcase>
        <testcase name="c"><flakyFailure/></testcase>
        <testcase name="d" time="0.25"><skipped/><system-out>\(String(repeating: "o", count: 50_000))</system-out></testcase>
        </testsuite>
        """
    }
    let head = #"<testsuites name="all" tests="\#(declared ?? count * 4)" failures="\#(count)">"#
    return "\(head)\n\(suites.joined(separator: "\n"))\n\(behind)</testsuites>"
  }

  private func run(_ text: String) throws -> TestRun {
    try #require(reading(text, at: "junit.xml").evidence.tests.first)
  }

  /// Half of so many are worth another core.
  private let suites = 2 * Ahead.worth / 50_000

  @Test func `all cases of a long test report are told in their order`() throws {
    let run = try run(junit(suites))
    #expect(run.cases.map(\.suite) == (0..<suites).flatMap { [String](repeating: "s\($0)", count: 4) })
    #expect(run.cases.map(\.name) == (0..<suites).flatMap { _ in ["a", "b", "c", "d"] })
    #expect(run.cases.map(\.isFlaky) == (0..<suites).flatMap { _ in [false, false, true, false] })
    #expect(run.cases.filter { $0.outcome == .failed }.map(\.message) == (0..<suites).map { "m\($0)" })
    #expect(run.cases.compactMap(\.location?.line) == (0..<suites).map { $0 + 1 })
    #expect(run.cases.compactMap(\.nanoseconds) == (0..<suites).map { _ in 250_000_000 })
    #expect(run.tags["smoke"] == (0..<suites).map { $0 * 4 })
    #expect(run.spans.count == suites)
    #expect(run.troubles.isEmpty)
  }

  @Test(arguments: [3, 10, 20, 30, 40]) func `what is wrong with a long report is told as on one core`(_ share: Int) {
    let wrong = junit(suites) { $0 == suites * share / 41 ? "<testsuite><testcase></testsuite>" : nil }
    let errors = [1, 2].map { cores in
      var world = World.holding(["junit.xml": Array(wrong.utf8)])
      world.cores = cores
      return read("junit.xml", for: [], in: world).input.error
    }
    #expect(errors[0] != nil)
    #expect(errors[0] == errors[1])
  }

  @Test func `what a long report says of itself is held against all parts`() throws {
    // The tries of flaky tests count.
    let counted = try run(junit(suites, declared: suites * 5 + 1)).troubles
    #expect(counted.map(\.message) == ["the suite all counts \(suites * 5 + 1) tests, and holds \(suites * 5)"])
    let broken = try run(junit(suites, behind: #"<failure message="no end"/>"#)).troubles
    #expect(broken.map(\.message) == ["the suite all broke outside its tests: no end"])
  }

  @Test func `of suites that count what they do not hold the first is told`() throws {
    let lying = #"<testsuite name="lies" tests="9"><testcase name="a"/></testsuite>"#
    for places in [[3, suites - 3], [suites - 3, suites - 2], [3]] {
      let troubles = try run(junit(suites, declared: 1) { places.contains($0) ? lying : nil }).troubles
      #expect(troubles.map(\.message) == ["the suite lies counts 9 tests, and holds 1"])
    }
  }

  @Test func `a failure in a later part alone is one of the whole`() throws {
    let passing = "<testsuite><testcase name=\"p\"><system-out>\(String(repeating: "o", count: 50_000))</system-out>"
    let text = junit(suites, declared: 1) { $0 == suites - 2 ? nil : passing + "</testcase></testsuite>" }
    let run = try run(text.split(separator: "failures=\"\(suites)\"").joined(separator: "failures=\"1\""))
    #expect(run.cases.count(of: .failed) == 1)
    #expect(run.troubles.isEmpty)
  }

  @Test(arguments: [1, 2]) func `all samples of a long report are told, whatever the cores`(_ cores: Int) {
    let text = String(repeating: "x", count: 50_000)
    let count = 2 * Ahead.worth / text.count
    let lines = (0..<count).map { place in
      let data = #"{"time":"2026-01-02T03:04:05Z","value":\#(place),"tags":{"url":"\#(text)"}}"#
      return #"{"metric":"http_req_duration","type":"Point","data":\#(data)}"# + "\n"
    }
    var world = World.holding(["k6.json": Array(lines.joined().utf8)])
    world.cores = cores
    let benchmark = read("k6.json", for: [], in: world).evidence.benchmarks.first
    #expect(benchmark?.latencies?.count == count)
    #expect(benchmark?.timeline?.windows.map(\.sum).reduce(0, +) == UInt64(count * (count - 1) / 2) * 1_000_000)
  }
}
