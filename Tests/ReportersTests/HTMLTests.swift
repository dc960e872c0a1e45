import Foundation
import Model
import Syntax
import Testing

@testable import Reporters

struct HTMLTests {
  private func page(_ verdict: Verdict) -> String {
    Reporter.html.render(Report(version: "0", change: .sample, verdicts: [verdict]), Style())
  }

  @Test func `the page's policy allows the one script by its digest`() {
    let digits = Array(sha256(Array(HTMLScript.text.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    #expect(Data(bytes).base64EncodedString() == HTMLScript.digest)
    let page = Reporter.html.render(Sample.passed.report, Style())
    #expect(
      page.contains("script-src &#39;sha256-\(HTMLScript.digest)&#39;;")
        || page.contains("script-src 'sha256-\(HTMLScript.digest)';"))
  }

  @Test func `a finding's row says what it means, for the filter`() {
    let page = Reporter.html.render(Sample.waived.report, Style())
    let classes = page.matches(of: /<tr class="([a-z]*)">/).map { String($0.output.1) }
    #expect(classes.count { $0 == "pardoned" } == 13)
    #expect(classes.count { $0 == "error" } == 1)
    #expect(Set(classes) == ["error", "warning", "note", "pardoned"])
    #expect(page.contains("<div id=\"filter\" role=\"search\" hidden>"))
  }

  @Test func `where nothing is found there is nothing to filter`() {
    #expect(!Reporter.html.render(Sample.passed.report, Style()).contains("id=\"filter\""))
  }

  @Test func `files that are not covered whole are boxes that fill the picture`() throws {
    var verdict = Verdict(gate: .coverage, outcome: .failed)
    verdict.table = Table(
      "Files", head: ["file", "lines"],
      rows: [["a<b", "50.00 % (1/2)"], ["b", "0 % (0/30)"], ["c", "99 % (99/100)"], ["d", "no number"]])
    let picture = try #require(page(verdict).firstMatch(of: /<svg[^>]*class="tree".*?<\/svg>/)).output
    let sides = picture.matches(of: #/ width="([0-9]+)" height="([0-9]+)"/#).compactMap { match in
      Int(match.output.1).flatMap { width in Int(match.output.2).map { width * $0 } }
    }
    #expect(sides.count == 3)
    #expect(abs(sides.reduce(0, +) - 6000 * 1200) < 20_000)
    #expect(picture.contains("<title>a&lt;b 50.00 % (1/2)</title>"))
    #expect(picture.contains("class=\"most\"") && picture.contains("class=\"few\""))
  }

  @Test func `one file alone, or a table of something else, is no picture`() {
    #expect(Treemap(Table("", head: ["file", "lines"], rows: [["a", "50 % (1/2)"]])) == nil)
    #expect(Treemap(Table("", head: ["name", "lines"], rows: [["a", "5 % (1/2)"], ["b", "5 % (1/2)"]])) == nil)
  }

  @Test(arguments: [
    ("98.71 %", "100 %", [("good", 987), ("bad", 13)], Int?(994)), ("0 % (0/9)", nil, [("bad", 1000)], nil),
  ])
  func `a share is a bar, with a line at what is asked`(
    _ found: String, _ required: String?, _ parts: [(String, Int)], _ mark: Int?
  ) {
    let drawn = Measure("lines", required: required, found: found).bar
    #expect(drawn == bar(parts.map { (style: $0.0, size: $0.1) }, mark: mark))
  }

  @Test func `a change against the baseline is a bar from the middle`() {
    let required = "<= +10.00 % of the baseline"
    let worse = Measure("p95", required: required, found: "+20.0 % (10 ms to 12 ms)").bar
    #expect(worse == bar([("", 500), ("bad", 400)], mark: 700))
    let better = Measure("p95", required: required, found: "-5.0 % (10 ms to 9.5 ms)").bar
    #expect(better == bar([("", 300), ("good", 200)], mark: 900))
  }

  @Test(arguments: ["31.2 ms", "", "%", " %", "1e99 %", "-3 %", "nan %", "250 %", "0 of 31"])
  func `what is no share has no bar`(_ found: String) {
    #expect(Measure("x", required: "100 %", found: found).bar.isEmpty)
  }

  @Test func `findings are counted by severity, component by component`() {
    let page = page(
      Verdict(
        gate: .security, outcome: .failed,
        findings: [Severity.critical, .high, .high, .low].map {
          Finding(rule: "a.b", effect: .fail, severity: $0, message: "x", remedy: "")
        }))
    #expect(page.contains("Findings by severity"))
    #expect(page.contains(bar([("critical", 250), ("high", 500), ("low", 250)])))
  }

  @Test func `cycles are drawn step by step`() {
    #expect(
      cycleBar("RED 5de2b57, 1c2d3e4 → GREEN 8a1b2c3 (12 min) → REFACTOR e5f6a7b: a, b → c")
        == bar([("bad", 80), ("good", 40), ("link", 40)]))
    #expect(cycleBar("RED 5de2b57 → GREEN missing: c") == bar([("bad", 40)]))
    #expect(!cycleBar("something else: RED").contains("rect"))
  }

  @Test func `a limit of a target is a line among its latencies`() {
    var verdict = Verdict(
      gate: .performance, outcome: .passed,
      measured: [
        Measure("api p95", required: "< 50 ms", found: "31 ms"), Measure("web p95", required: "< 5 ms", found: "1 ms"),
      ])
    verdict.distributions = [
      Distribution(
        name: "api GET",
        steps: [.init(upTo: 1_000_000, count: 5), .init(upTo: 64_000_000, count: 9), .init(upTo: nil, count: 1)])
    ]
    let page = page(verdict)
    #expect(page.contains("<li>api p95 &lt; 50 ms, found 31 ms</li>"))
    #expect(!page.contains("<li>web p95"))
    #expect(page.contains("<rect class=\"mark\" x=\"398\" y=\"0\" width=\"2\" height=\"120\"/>"))
  }

  private func drawn(_ table: Table, _ findings: [Finding] = []) -> String {
    var verdict = Verdict(gate: .infrastructure, outcome: .failed, findings: findings)
    verdict.pictures = [table]
    return page(verdict)
  }

  @Test func `changed lines are a strip for each file, as long as its parts`() {
    let rows = [["a.py", "3 of 4", "3-5 ran, 6 missed, 7-10 no code"], ["b.py", "0 of 0", "1-9 unknown"]]
    let page = drawn(Table("Changed lines", head: ["changed file", "ran", "lines"], rows: rows))
    #expect(page.contains(bar([("good", 375), ("bad", 125), ("info", 500)])))
    #expect(page.contains(bar([("medium", 1000)])))
    #expect(page.contains("<td data-is=\"lines\">3-5 ran, 6 missed, 7-10 no code</td>"))
  }

  @Test(arguments: ["", "x", "5-3 ran", "-1 ran", "99999999999999999999 ran", "1 flew", "1-2-3"])
  func `what is no run of lines is not drawn`(_ words: String) {
    let table = Table("Changed lines", head: ["changed file", "ran", "lines"], rows: [["a", "", words]])
    #expect(table.bars == [bar([])])
  }

  @Test func `tests are bars as long as they took, in the colour of their outcome`() {
    let rows = [["a", "2.500 s", "passed"], ["b", "1.250 s", "failed"], ["c", "soon", "odd"]]
    let page = drawn(Table("Slowest tests", head: ["test", "took", "outcome"], rows: rows))
    for parts in [("link", 1000), ("bad", 500), ("medium", 0)] { #expect(page.contains(bar([(parts.0, parts.1)]))) }
  }

  private static let timeline = ["suite", "began", "took", "tests", "outcome"]

  @Test func `suites are drawn one below the other, from when they began and as long as they took`() throws {
    let rows = [
      ["a<b", "0.000 s", "2.000 s", "3", "passed"], ["c", "1.000 s", "3.000 s", "1", "failed"],
      ["d", "4.000 s", "0.000 s", "1", "passed"],
    ]
    let page = drawn(Table("Test timeline", head: HTMLTests.timeline, rows: rows))
    let picture = try #require(page.firstMatch(of: /<svg[^>]*class="graph".*?<\/svg>/)).output
    let bars = picture.matches(of: #/<rect class="([a-z]*)" x="([0-9]*)" y="[0-9]*" width="([0-9]*)"/#)
    #expect(
      bars.map { "\($0.output.1) \($0.output.2) \($0.output.3)" } == ["link 270 240", "bad 390 360", "link 748 2"])
    let texts = picture.matches(of: /<text[^>]*>([^<]*)</).map { String($0.output.1) }
    #expect(texts == ["a&lt;b", "2.000 s", "c", "3.000 s, failed", "d", "0.000 s", "0 s", "1 s", "2 s", "3 s", "4 s"])
    #expect(page.contains("<summary>as a table</summary>") && page.contains("<td data-is=\"began\">1.000 s</td>"))
  }

  @Test func `a timeline is drawn of nothing else, and of times of any size`() throws {
    #expect(Timeline(Table("", head: ["suite", "took"], rows: [["a", "1 s"]])) == nil)
    #expect(Timeline(Table("", head: HTMLTests.timeline, rows: [["a", "1 s"]])) == nil)
    #expect(Timeline(Table("", head: HTMLTests.timeline, rows: [["a", "soon", "long", "1", "odd"]])) == nil)
    let long = String(repeating: "9", count: 18) + " s"
    let far = try #require(Timeline(Table("", head: HTMLTests.timeline, rows: [["a", long, long, "1", "passed"]])))
    #expect(far.text.contains("<rect class=\"link\""))
  }

  @Test func `manifests are a tree, with what was found in each object, and a table behind`() throws {
    let rows = [
      ["k8s/a.yaml", "Deployment <web>", "1"], ["k8s/a.yaml", "Service web", "20"], ["k8s/b.yaml", "Job j", "1"],
    ]
    let findings = [(5, Effect.fail), (6, .warn), (20, .warn)].map { line, effect in
      Finding(rule: "a.b", effect: effect, message: "x", location: Location("k8s/a.yaml", line: line), remedy: "")
    }
    let page = drawn(Table("Manifests", head: ["manifest", "object", "line"], rows: rows), findings)
    let picture = try #require(page.firstMatch(of: /<svg[^>]*class="graph".*?<\/svg>/)).output
    #expect(
      picture.matches(of: /<text[^>]*>([^<]*)</).map { String($0.output.1) } == [
        "k8s/a.yaml", "Deployment &lt;web&gt;: 1 block, 1 warned of", "Service web: 1 warned of", "k8s/b.yaml", "Job j",
      ])
    #expect(picture.matches(of: /<circle class="([a-z]*)"/).map { String($0.output.1) } == ["bad", "medium", "good"])
    #expect(page.contains("<summary>as a table</summary>") && page.contains("<td data-is=\"found\">1 warned of</td>"))
  }

  @Test func `what a waiver pardons is no longer red in the tree, and a large tree is cut`() throws {
    let finding = Finding(rule: "a.b", effect: .fail, message: "x", location: Location("a", line: 1), remedy: "")
    let table = Table("", head: ["manifest", "object", "line"], rows: [["a", "Job j", "1"]])
    let pardoned = finding.pardoned(.waived(by: "W", until: nil))
    let tree = try #require(ManifestTree(table, [pardoned]))
    #expect(tree.found == ["1 waived or debt"] && tree.text.contains("class=\"medium\""))
    let many = Table("", head: table.head, rows: (0..<300).map { ["a", "Job \($0)", String($0)] })
    #expect(try #require(ManifestTree(many, [])).text.matches(of: /<text/).count == 80)
    #expect(ManifestTree(Table("", head: table.head, rows: [["a"]]), []) == nil)
  }

  @Test func `ten thousand findings of a gate are listed`() {
    let findings = (1...10_000).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: "x", location: Location("a", line: line), remedy: "")
    }
    let page = page(Verdict(gate: .coverage, outcome: .failed, findings: findings))
    #expect(page.matches(of: /<tr class="error">/).count == 10_000)
    #expect(!page.contains(" more</p>"))
  }
}
