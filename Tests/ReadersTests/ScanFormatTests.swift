import Model
import Syntax
import Testing

@testable import Readers

/// What a description of a scanner's format can say, and what becomes of it.
struct ScanFormatTests {
  private func format(_ text: String) throws -> ScanFormat {
    let head = "format: mine\nrecognised-by: findings\n"
    return try ScanFormat(checked: oneDocument(Array((text.hasPrefix("format") ? text : head + text).utf8)))
  }

  private func scan(_ report: String, by text: String, blockSize: Int = 16) throws -> Scan {
    let reader = try #require(Reader.described([format(text)]).first)
    var source = try ByteSource(ByteStream(Array(report.utf8), blockSize: blockSize))
    return try #require(try reader.read(&source, "report").scans.first)
  }

  private func refusal(of text: String) throws -> ReadError {
    try #require(throws: ReadError.self) { try format(text) }
  }

  @Test func `a record says what its places say`() throws {
    let scan = try scan(
      """
      {"findings": [{"rule": "R1", "also": ["CVE-2020-1 and", "GHSA-aaaa-2222-cccc"], "what": "A hole\\nmore", \
      "how": "High", "cvss": 7.5, "pkg": "lib", "v": "1.0", "fixed": ["1.1", "2.0"], "file": "./src/a.py", \
      "line": "12-14", "col": 3}]}
      """,
      by: """
        findings: { at: findings/*, kind: vulnerability, id: rule, aliases: also/*, title: what, severity: how,
          score: cvss, package: pkg, version: v, fix: fixed/*, path: file, line: line, column: col }
        """)
    #expect(
      scan.findings == [
        ScanFinding(
          id: "R1", aliases: ["CVE-2020-1", "GHSA-aaaa-2222-cccc"], kind: .vulnerability, severity: .high,
          ratedBy: "mine's label High", score: Score("7.5"), title: "A hole",
          component: Component("lib", version: "1.0"),
          fixedIn: "1.1, 2.0", location: Location("src/a.py", line: 12, column: 3))
      ])
    #expect(scan.state == .complete)
  }

  @Test(arguments: [
    ("true", "another release"), ("false", nil), (#"{"version": "2.1"}"#, "2.1"), ("\"\"", nil), ("null", nil),
  ])
  func `a fix of which it is only said whether there is one is told as such`(_ fix: String, _ told: String?) throws {
    let finding = try scan(
      #"{"findings": [{"id": "R1", "what": "A hole", "how": "high", "fix": \#(fix)}]}"#,
      by: """
        findings: { at: findings/*, kind: vulnerability, id: id, title: what, severity: how, fix: [fix/version, fix] }
        """
    ).findings.first
    #expect(finding != nil && finding?.fixedIn == told)
  }

  @Test(arguments: [
    (#"{"findings": [], "checked": []}"#, false), (#"{"findings": [], "checked": {"a": 1}}"#, false),
    (#"{"findings": []}"#, true), (#"{"findings": [], "checked": null}"#, true),
  ])
  func `what was looked for shows that it is a scan`(_ report: String, _ isInventory: Bool) throws {
    let text = "looked-for: checked\nfindings: { at: findings/*, kind: code, id: a, title: b, severity: c }"
    #expect(try format(text).lookedFor == [ReportPath([.member("checked")])])
    #expect(try scan(report, by: text).isInventory == isInventory)
  }

  @Test func `a record that says nothing is a finding all the same`() throws {
    let finding = try scan(
      #"{"findings": [{}]}"#, by: "findings: { at: findings/*, kind: code, id: a, title: b, severity: c }"
    ).findings.first
    #expect(finding?.title == "a code" && finding?.severity == .unrated && finding?.ratedBy == "no label of mine's")
  }

  @Test(arguments: [
    #"{"findings": {"a.py": {"rate": "high", "hits": [{"n": 1}, {"n": 2}]}, "b.py": {"hits": [{"n": 3}], "rate": "low"}}}"#,
    #"{"findings": {"a.py": {"hits": [{"n": 1}, {"n": 2}], "rate": "high"}, "b.py": {"rate": "low", "hits": [{"n": 3}]}}}"#,
  ])
  func `what is said around records is theirs, before them or behind`(_ report: String) throws {
    let findings = try scan(
      report,
      by: "findings: { at: findings/*/hits/*, kind: code, id: n, severity: ../../rate, path: ../../name() }"
    ).findings
    #expect(findings.map(\.id) == ["1", "2", "3"])
    #expect(findings.map(\.severity) == [.high, .high, .low])
    #expect(findings.map(\.location) == ["a.py", "a.py", "b.py"].map { Location($0) })
  }

  @Test func `the first path that leads to something counts, and the worst of several ratings`() throws {
    let findings = try scan(
      #"{"findings": [{"b": "second", "a": "first", "rates": ["low", "odd", "critical", "high"]}, {"b": "second"}]}"#,
      by: "findings: { at: findings/*, kind: code, id: [a, b], severity: rates/* }"
    ).findings
    #expect(findings.map(\.id) == ["first", "second"])
    #expect(findings.map(\.severity) == [.critical, .unrated])
  }

  @Test(arguments: [
    ("s = on | off", ["1", "2"]), ("s != on", ["2", "3", "4"]), ("s", ["1", "2", "3"]), ("!s", ["4"]),
    ("[s, s != on]", ["2", "3"]),
  ])
  func `a condition decides what counts`(_ condition: String, _ ids: [String]) throws {
    let findings = try scan(
      #"{"findings": [{"id": 1, "s": "on"}, {"id": 2, "s": "off"}, {"id": 3, "s": "x"}, {"id": 4, "s": null}]}"#,
      by:
        "findings: { at: findings/*, kind: code, id: id, where: \(condition.first == "[" ? condition : "\"\(condition)\"") }"
    ).findings
    #expect(findings.map(\.id) == ids)
  }

  @Test func `what a tool put aside is kept, with its reason`() throws {
    let findings = try scan(
      #"{"findings": [{"off": true, "why": "a test"}, {"off": true}, {"off": false, "why": "no"}]}"#,
      by: "findings: { at: findings/*, kind: code, suppressed: off = true, reason: why }"
    ).findings
    #expect(findings.map(\.suppression) == ["a test", "mine suppresses it", nil])
  }

  @Test func `a record may be of another kind, and a secret's words are not told`() throws {
    let findings = try scan(
      #"{"findings": [{"m": "hunter2", "s": 1}, {"m": "plain"}]}"#,
      by: "findings: { at: findings/*, kind: code, kinds: { secret: s, license: nothing }, title: m }"
    ).findings
    #expect(findings.map(\.kind) == [.secret, .code])
    #expect(findings.map(\.title) == ["a secret", "plain"])
    #expect(!String(describing: findings).contains("hunter2"))
  }

  @Test func `a tool's own words for ratings are explained`() throws {
    let findings = try scan(
      #"{"findings": [{"r": 3}, {"r": "WARN"}, {"r": "high"}]}"#,
      by: "findings: { at: findings/*, kind: code, severity: r, words: { '3': critical, Warn: low } }"
    ).findings
    #expect(findings.map(\.severity) == [.critical, .low, .high])
  }

  @Test(arguments: [
    (#"{"findings": [], "seen": 0}"#, Scan.State.scannedNothing("it counts nothing that it looked at")),
    (#"{"findings": [], "files": []}"#, .scannedNothing("it counts nothing that it looked at")),
    (#"{"findings": [], "files": ["a"], "seen": 0}"#, .complete), (#"{"findings": [], "seen": 3}"#, .complete),
    (#"{"findings": [{}], "seen": 0}"#, .complete),
    (#"{"findings": [], "error": "disk full", "seen": 0}"#, .failed("it reports: disk full")),
    (#"{"findings": [{}], "error": "disk full"}"#, .partial("it reports: disk full")),
    (#"{"findings": [], "seen": 3, "error": ""}"#, .complete), (#"{"findings": null, "seen": 3}"#, .complete),
  ])
  func `a scan's state is what its report proves`(_ report: String, _ state: Scan.State) throws {
    let text = "findings: { at: findings/*, kind: code }\nscanned: [seen, files/*]\nproblems: error"
    #expect(try scan(report, by: text).state == state)
  }

  @Test func `a report without what every report holds is refused`() throws {
    let text = "findings: { at: findings/*, kind: code }\nproblems: error"
    for (report, met) in [("{}", "a report without findings"), (#"{"error": "no disk"}"#, "the error \"no disk\"")] {
      let error = try #require(throws: ReadError.self) { try scan(report, by: text) }
      #expect(error.met == met && error.wanted == "the whole report of a scan by mine")
    }
  }

  @Test func `package URLs are taken apart`() throws {
    let urls = [
      "pkg:npm/%40shop/cart@1.0?x=y", "pkg:deb/debian/zlib@1.2%2B3?distro=debian-12", "pkg:maven/org.example/web@2",
      "pkg:golang/github.com/a/b@v1#c", "pkg:", "name",
    ]
    let components = try scan(
      "{\"findings\": [\(urls.map { "{\"p\": \"\($0)\"}" }.joined(separator: ", "))]}",
      by: "findings: { at: findings/*, kind: code, package: p }"
    ).findings.map(\.component)
    #expect(
      components == [
        Component("@shop/cart", version: "1.0"), Component("zlib", version: "1.2+3", isOfSystem: true),
        Component("org.example:web", version: "2"), Component("github.com/a/b", version: "v1"), Component("pkg:"),
        Component("name"),
      ])
  }

  @Test func `a tool and a target may stand in the report`() throws {
    let scan = try scan(
      #"{"by": {"name": "Trivy"}, "image": "shop:1", "findings": []}"#,
      by: "findings: { at: findings/*, kind: code }\ntool: by/name\ntarget: [none, image]")
    #expect(scan.tool == "Trivy" && scan.target == "shop:1")
  }

  @Test func `lines of JSON are each read as the whole`() throws {
    let text = """
      format: mine
      recognised-by: id
      syntax: json-lines
      findings: { at: ., kind: code, id: id, where: type = hit }
      needs: type = end
      """
    let report = "{\"type\":\"hit\",\"id\":\"a\"}\n{\"type\":\"hit\",\"id\":\"b\"}\n\n{\"type\":\"end\"}\n"
    #expect(try scan(report, by: text).findings.map(\.id) == ["a", "b"])
    #expect(throws: ReadError.self) { try scan(String(report.prefix(50)), by: text) }
  }

  @Test func `elements and attributes of XML are members`() throws {
    let text = """
      format: mine
      recognised-by: <report
      syntax: xml
      findings: { at: report/file/hit, kind: code, id: "@rule", title: text, severity: .., path: ../@name, line: at/@line }
      """.replacing("severity: .., ", with: "")
    let report = """
      <x:report xmlns:x="urn:x"><file name="a.py"><other><hit rule="no"/></other>
      <hit rule="R1"><text> A  hole\n in it </text><at line="3"/></hit></file></x:report>
      """
    let findings = try scan(report, by: text).findings
    #expect(findings.map(\.id) == ["R1"] && findings.map(\.title) == ["A hole in it"])
    #expect(findings.map(\.location) == [Location("a.py", line: 3)])
  }

  @Test func `tables have columns, and quotes around what holds commas`() throws {
    let text =
      "format: mine\nrecognised-by: id\nsyntax: csv\nfindings: { at: '*', kind: code, id: Rule Id, title: Text }"
    let report = "Rule Id,Text\r\nR1,\"a, \"\"b\"\"\nc\"\r\nR2,\r\n"
    let findings = try scan(report, by: text).findings
    #expect(findings.map(\.id) == ["R1", "R2"] && findings.map(\.title) == ["a, \"b\"", "a code"])
    for bad in ["Rule Id,Text\nR1\n", "Rule Id,Text\nR1,\"open\n"] {
      #expect(throws: ReadError.self) { try scan(bad, by: text) }
    }
  }

  @Test func `paragraphs have labels, and lines that stand alone`() throws {
    let text =
      "format: mine\nrecognised-by: id\nsyntax: paragraphs\nneeds: Done!\nfindings: { at: '*', kind: code, id: Rule }"
    #expect(try scan("Rule: a: b\nX: y\n\nRule: c\n\nDone!\n", by: text).findings.map(\.id) == ["a: b", "c"])
    #expect(throws: ReadError.self) { try scan("Rule: a\n", by: text) }
  }

  @Test(arguments: [
    ("findings: { at: a, kind: code, titel: b }", "titel"),
    ("findings: { at: a, kind: bug }", "vulnerability, misconfiguration"),
    ("findings: { kind: code }", "at and kind"), ("findings: { at: a//b, kind: code }", "without empty steps"),
    ("findings: { at: ../a, kind: code }", "stays in the report"),
    ("findings: { at: a, kind: code, id: ../../b }", "stays in"),
    ("findings: { at: a, kind: code, id: name()/b }", "name() at the end"),
    ("findings: { at: a, kind: code, words: { x: awful } }", "critical, high"),
    ("findings: { at: a, kind: code, kinds: { bug: x } }", "vulnerability"),
    ("findings: { at: a, kind: code }\nsyntax: toml", "json, xml"),
    ("findings: { at: a, kind: code }\nfinds: x", "findings"),
    ("findings: { at: a, kind: code }\nproblems: { at: x }", "title"),
    ("format: x\nfindings: { at: a, kind: code }", "recognised-by"),
  ])
  func `a wrong description is refused in words`(_ text: String, _ words: String) throws {
    let error = try refusal(of: text)
    #expect(error.message.contains(words) && error.line != nil)
  }

  @Test func `a description that asks too much is refused`() throws {
    let conditions = (0..<40).map { "a\($0)" }.joined(separator: ", ")
    #expect(try refusal(of: "findings: { at: a, kind: code, where: [\(conditions)] }").met == "40 conditions")
    let path = Array(repeating: "a", count: 40).joined(separator: "/")
    #expect(try refusal(of: "findings: { at: \(path), kind: code }").met == "a path of 40 steps")
  }

  @Test func `every scanner of gates is read, and none hides behind another`() throws {
    let formats = try ScanFormat.builtIn()
    #expect(formats.count > 50)
    for format in formats {
      #expect(Reader.all.contains { $0.format == format.name }, "\(format.name)")
      _ = try ScanPlan(format)
    }
  }
}
