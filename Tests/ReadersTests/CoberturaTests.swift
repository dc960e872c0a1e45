import Model
import Syntax
import Testing

@testable import Readers

/// The shapes that writers of Cobertura produce, and those that readers of it trip over.
struct CoberturaTests {
  private static func report(_ lines: String, _ more: String = "", file: String = "a.py") -> String {
    "<coverage line-rate=\"1\"><packages><package name=\"p\"><classes>"
      + "<class name=\"C\" filename=\"\(file)\">\(more)<lines>\(lines)</lines></class></classes></package></packages></coverage>"
  }

  private static func twice(_ first: String, _ second: String) -> String {
    report("\(first)</lines></class><class name=\"D\" filename=\"a.py\"><lines>\(second)")
  }

  private static let line = #"<line number="1" hits="1"/>"#

  private static let sound: [Shape] = [
    Shape("two classes of one file", twice(#"<line number="1" hits="0"/>"#, line), "1/1 -/- -/-"),
    Shape(
      "lines in methods alone",
      report("", #"<methods><method name="f"><lines><line number="1" hits="0"/></lines></method></methods>"#),
      "0/1 -/- 0/1"),
    Shape(
      "lines in methods and once more in their class",
      report(line, #"<methods><method name="f"><lines><line number="1" hits="1"/></lines></method></methods>"#),
      "1/1 -/- 1/1"),
    Shape(
      "branch=True", report(#"<line number="1" hits="1" branch="True" condition-coverage="50% (1/2)"/>"#), "1/1 1/2 -/-"
    ),
    Shape(
      "a partial branch", report(#"<line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/>"#),
      "1/1 1/2 -/-"),
    Shape(
      "a branch that does not say how many",
      report(#"<line number="1" hits="1" branch="true" condition-coverage="50%"/>"#), "1/1 -/- -/-"),
    Shape(
      "one line counted twice",
      twice(
        #"<line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/>"#,
        #"<line number="1" hits="1" branch="true" condition-coverage="75% (3/4)"/>"#), "1/1 3/4 -/-"),
    Shape("hits beyond 64 bits", report(#"<line number="1" hits="18446744073709551616"/>"#), "1/1 -/- -/-"),
    Shape(
      "hits with a fraction", report(#"<line number="1" hits="1.0"/><line number="2" hits="0.0"/>"#), "1/2 -/- -/-"),
    Shape("hits below 0", report(#"<line number="1" hits="-5"/>"#), "0/1 -/- -/-"),
    Shape("a rate that lies", report(#"<line number="1" hits="0"/>"#), "0/1 -/- -/-"),
    Shape("line 0", report(#"<line number="0" hits="1"/>"#), "1/1 -/- -/-"),
    Shape(
      "a doctype of elsewhere", "<!DOCTYPE coverage SYSTEM \"http://x.example/coverage-04.dtd\">\n" + report(line),
      "1/1 -/- -/-"),
    Shape("a byte order mark", "\u{FEFF}" + report(line), "1/1 -/- -/-"),
    Shape(
      "NaN and commas in rates",
      report(line, "<methods/>").replacing("line-rate=\"1\"", with: "line-rate=\"NaN\" branch-rate=\"0,5\""),
      "1/1 -/- -/-"),
    Shape(
      "a method by its rate",
      report(line, #"<methods><method name="f" line-rate="0,5"/><method name="g" line-rate="NaN"/></methods>"#),
      "1/1 -/- 1/2"),
    Shape(
      "a method by its hits",
      report(line, #"<methods><method name="f" hits="2"/><method name="g" hits="0"/></methods>"#), "1/1 -/- 1/2"),
  ]

  @Test(arguments: sound)
  func `a report is counted by its records`(_ shape: Shape) throws {
    #expect(try totals("cobertura", shape.report) == shape.totals)
  }

  @Test(arguments: [
    "<coverage line-rate=\"1\"/>",
    "<coverage line-rate=\"1\" lines-covered=\"9\" lines-valid=\"9\"><packages/></coverage>",
    report(""), report(#"<line number="1"/>"#), report(#"<line hits="1"/>"#), report(#"<line number="1" hits=""/>"#),
    report(#"<line number="1" hits="NaN"/>"#), report(#"<line number="-1" hits="1"/>"#),
    report(#"<line number="1" hits="1" branch="true" condition-coverage="450% (9/2)"/>"#),
    report(#"<line number="1" hits="1" branch="true" condition-coverage="100% (99999999999/99999999999)"/>"#),
    report(#"<line number="1e3" hits="1"/>"#), report(#"<line number="9999999999" hits="1"/>"#), report(line, file: ""),
    "<coverage line-rate=\"1\"><line number=\"1\" hits=\"1\"/></coverage>", String(report(line).dropLast(30)),
    "<!DOCTYPE coverage [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + report(line, file: "&x;"),
    "<!DOCTYPE coverage [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + report(line, file: "&b;"),
  ])
  func `a report without lines or with broken ones is refused`(_ report: String) throws {
    #expect(!(try refusal("cobertura", report)).wanted.isEmpty)
  }

  @Test func `a method without lines is one that gcovr was told to leave out`() throws {
    let methods = #"<methods><method name="f" line-rate="1"><lines/></method></methods>"#
    let text = CoberturaTests.report(CoberturaTests.line, methods)
    let gcovr = try evidence(
      "cobertura", text.replacing("line-rate=\"1\">", with: "line-rate=\"1\" version=\"gcovr 8\">"))
    #expect(try totals("cobertura", text) == "1/1 -/- 1/1")
    #expect(try totals(gcovr) == "1/1 -/- 1/1")
    #expect(gcovr.coverage.files["a.py"]?.excluded == [.functions: 1])
  }

  @Test func `UTF-16 is read`() throws {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + CoberturaTests.report(CoberturaTests.line, file: "ü.py")
    let bytes: [UInt8] =
      [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] as [UInt8] }
    let reader = try #require(Reader.all.first { $0.format == "cobertura" })
    var source = try ByteSource(bytes)
    #expect(try reader.read(&source, "x").coverage.files.keys.map(\.description) == ["ü.py"])
  }

  @Test func `every source is a root, and a name is as it is written`() throws {
    let sources = "<sources><source>/ci/a</source><source>\n C:\\ci &amp; co\\b </source><source/></sources><packages>"
    let text = CoberturaTests.report(CoberturaTests.line, file: #"src\a &amp; b.py"#)
      .replacing("<packages>", with: sources)
    let coverage = try evidence("cobertura", text).coverage
    #expect(coverage.roots == ["/ci/a", #"C:\ci & co\b"#])
    #expect(coverage.files.keys.map(\.description) == [#"src\a & b.py"#])
  }

  @Test func `what a report says of itself is kept apart`() throws {
    let text = CoberturaTests.report(CoberturaTests.line)
      .replacing(
        "line-rate=\"1\"", with: "lines-covered=\"7\" lines-valid=\"9\" timestamp=\"1795246648428\" line-rate=\"1\"")
    let report = try evidence("cobertura", "<!-- Generated by coverage.py: x -->" + text).coverage.report
    #expect(report.tool == "coverage.py")
    #expect(report.stated == [.lines: Share(covered: 7, total: 9)])
    #expect(report.records == [.lines: Share(covered: 1, total: 1)])
    #expect(report.written == Instant(seconds: 1_795_246_648))
  }

  @Test func `where a branch never went is told`() throws {
    let line = #"<line number="3" hits="1" branch="true" condition-coverage="50% (1/2)" missing-branches="5,exit"/>"#
    let file = try #require(try evidence("cobertura", CoberturaTests.report(line)).coverage.files["a.py"])
    #expect(Array(file.untaken.values) == ["never to 5,exit"])
  }
}
