import Model
import Testing

@testable import Readers

/// What is kept of the cases of a JUnit report.
struct JUnitCaseTests {
  private func run(_ inside: String, blockSize: Int = 64) throws -> TestRun {
    try #require(try evidence("junit", "<testsuites>\(inside)</testsuites>", blockSize: blockSize).tests.first)
  }

  @Test func `a case is told with its suite, class, place and duration`() throws {
    let element = #"<testcase classname="C&amp;D" name="a &lt; b" file="t&amp;.py" line="7" time="0.25"/>"#
    let wanted = TestCase(
      suite: "S", className: "C&D", name: "a < b", outcome: .passed, location: Location("t&.py", line: 7),
      nanoseconds: 250_000_000)
    #expect(Array(try run("<testsuite name='S'>\(element)\(element)</testsuite>").cases) == [wanted, wanted])
  }

  @Test func `cases that say nothing are told as such`() throws {
    #expect(Array(try run("<testcase/>").cases) == [TestCase(name: "", outcome: .passed)])
    let places = try run("<testcase line='3'/><testcase file='a.c' line='0'/><testcase file='' line='1'/>").cases
    #expect(places.map(\.location) == [nil, Location("a.c"), nil])
  }

  @Test func `a case belongs to the innermost suite around it`() throws {
    let cases = try run(
      """
      <testsuite name='a'><testcase name='1'/><testsuite name='b'><testcase name='2'/></testsuite><testcase name='3'/>
      </testsuite><testcase name='4'/><testsuite><testcase name='5'/></testsuite>
      """
    ).cases
    #expect(cases.map(\.suite) == ["a", "b", "a", "", ""])
    #expect(cases.map(\.name) == ["1", "2", "3", "4", "5"])
  }

  @Test func `suites say when they began and how long they took, those within others for them`() throws {
    let spans = try run(
      """
      <testsuite name='whole' timestamp='2026-11-21T10:00:00'>
        <testsuite name='a' timestamp='2026-11-21T10:00:00.25' time='1.5'><testcase name='1' time='1'/></testsuite>
        <testsuite name='b' timestamp='2026-11-21T11:00:02+01:00'><testcase time='0.5'/><testcase time='0.25'>
          <failure/></testcase></testsuite></testsuite>
      <testsuite name='c' timestamp='2026-11-21T10:00:00'/><testsuite name='d' time='1'><testcase/></testsuite>
      <testsuite name='e' timestamp='soon'><testcase/></testsuite>
      """
    ).spans
    let start = 1_795_255_200_000_000_000
    #expect(
      spans == [
        SuiteSpan(suite: "a", began: start + 250_000_000, nanoseconds: 1_500_000_000, tests: 1),
        SuiteSpan(suite: "b", began: start + 2_000_000_000, nanoseconds: 750_000_000, tests: 2, isBad: true),
      ])
  }

  @Test func `a part of a run keeps the times of the suites that it holds cases of`() throws {
    let whole = try run(
      """
      <testsuite name='a' timestamp='2026-11-21'><testcase/></testsuite>
      <testsuite name='b' timestamp='2026-11-21'><testcase/></testsuite>
      """)
    #expect(whole.only([1]).spans.map(\.suite) == ["b"])
  }

  @Test func `cases of many classes in turn keep their own`() throws {
    let classes = ["a", "b", "a", "", "b", "b"]
    let cases = try run(classes.map { "<testcase classname='\($0)' file='\($0).c'/>" }.joined()).cases
    #expect(cases.map(\.className) == classes)
    #expect(cases.map { $0.location?.path } == ["a.c", "b.c", "a.c", ".c", "b.c", "b.c"])
  }

  @Test func `escapes in what cases share are not mistaken for its letters`() throws {
    let cases = try run("<testcase classname='a&amp;b'/><testcase classname='a&amp;#38;b'/>").cases
    #expect(cases.map(\.className) == ["a&b", "a&#38;b"])
  }

  @Test func `the worst child decides, wherever it stands`() throws {
    let children = ["<skipped/>", "<failure message='f'/>", "<error message='e'/>"]
    for order in [children, children.reversed()] {
      let test = try #require(try run("<testcase>\(order.joined())</testcase>").cases.first)
      #expect(test.outcome == .error)
      #expect(test.message == "e")
    }
  }

  @Test func `the message is the attribute, else the first lines of the text`() throws {
    func message(_ child: String) throws -> String? { try run("<testcase>\(child)</testcase>").cases.first?.message }
    #expect(try message("<failure message='m'>text</failure>") == "m")
    #expect(try message("<failure>met 1 &amp;<![CDATA[ <2>]]></failure>") == "met 1 & <2>")
    #expect(try message("<failure>one</failure><error>two</error><system-out>three</system-out>") == "two")
    #expect(try message("<failure>one</failure><skipped/><failure>two</failure>") == "one")
    #expect(try message("<skipped message='later'>text</skipped>") == "later")
    let lines = String(repeating: "line\n", count: 30)
    #expect(try message("<failure>\(lines)</failure>")?.split(separator: "\n").count == 20)
  }

  @Test func `what stands deeper in a case is not its own`() throws {
    let cases = try run(
      "<testcase name='1'><properties><failure/><testcase name='2'/></properties></testcase><testcase name='3'/>"
    ).cases
    #expect(cases.map(\.outcome) == [.passed, .passed])
    #expect(cases.map(\.name) == ["1", "3"])
  }

  @Test func `a suite whose failures no case has is broken, the innermost`() throws {
    let inner = "<testsuite name='in' failures='1'>%</testsuite>"
    func broken(_ element: String) throws -> [String] {
      try run("<testsuite name='out' errors='1'>\(inner.replacing("%", with: element))</testsuite>").troubles.map(
        \.message)
    }
    #expect(try broken("<testcase/>") == ["the suite in reports failures, and none of its tests has one"])
    #expect(try broken("<testcase><failure/></testcase>") == [])
    #expect(
      try run("<testsuite name='a' failures='1'/><testcase><failure/></testcase>").troubles.map(\.kind) == [.broken])
  }

  @Test(
    arguments: [
      ("1", 1_000_000_000), ("0.000001", 1000), (".5", 500_000_000), ("1,234.5", 1_234_500_000_000),
      ("0,123", 123_000_000), ("1,234", 1_234_000_000), ("1,234,567", 1_234_567_000_000_000),
      ("1.234,5", 1_234_500_000_000), ("1.5e-3", 1_500_000), ("22.2s", 22_200_000_000), (" 2 ", 2_000_000_000),
      ("0.1234567894", 123_456_789), ("00000000000000000000001", 1_000_000_000),
    ] as [(String, UInt64)])
  func `a time is read as its writer meant it`(_ time: String, _ nanoseconds: UInt64) throws {
    #expect(try run("<testcase time='\(time)'/>").cases.first?.nanoseconds == nanoseconds)
  }

  @Test(arguments: ["", "-1", "NaN", "soon", "1,23,4", "1,2.3.4", "1e30", ".", "1 2", "s", "99999999999999999999"])
  func `a time that says nothing is unknown`(_ time: String) throws {
    #expect(try run("<testcase time='\(time)'/>").cases.first.map { $0.nanoseconds == nil } == true)
  }

  @Test(arguments: [
    // surefire counts every try, and keeps those before the last in one case.
    ("tests='3' failures='3'", "<testcase name='a'><failure/><rerunFailure/><rerunError/></testcase>"),
    ("tests='2'", "<testcase name='a'><flakyFailure/></testcase>"),
    // An error counted as a failure too.
    ("failures='1' errors='1'", "<testcase name='a'><error/></testcase>"),
    ("failures='1'", "<testcase name='a' result='failed'/>"),
    ("errors='1'", "<testcase name='a'><boom/></testcase>"),
  ])
  func `totals that count as their tools do are borne out`(_ totals: String, _ cases: String) throws {
    #expect(try run("<testsuite \(totals)>\(cases)</testsuite>").troubles == [])
  }

  @Test func `failures that are counted and that no test shows are told once`() throws {
    let bad = "<testcase name='a'><failure/></testcase>"
    let run = try run("<testsuite failures='3'><testsuite name='S' failures='3'>\(bad)</testsuite></testsuite>")
    #expect(run.troubles == [TestTrouble(.miscounted, "the suite S counts 3 failures, and shows 1")])
    let tests = try self.run("<testsuite tests='3'><testcase name='a'><rerunFailure/></testcase></testsuite>")
    #expect(tests.troubles == [TestTrouble(.miscounted, "the report counts 3 tests, and holds 2")])
  }

  @Test(arguments: ["error", "failure"])
  func `what went wrong with a suite outside its tests breaks it`(_ element: String) throws {
    let run = try run("<testsuite name='S' errors='1'><testcase name='a'/><\(element) message='no host'/></testsuite>")
    #expect(run.troubles == [TestTrouble(.broken, "the suite S broke outside its tests: no host")])
  }

  @Test(arguments: ["status='failed'", "result='error'"])
  func `a suite that says that it failed is broken where no test of it did`(_ word: String) throws {
    #expect(try run("<testsuite \(word)><testcase/></testsuite>").troubles.map(\.kind) == [.broken])
    #expect(try run("<testsuite \(word)><testcase><failure/></testcase></testsuite>").troubles == [])
    #expect(try run("<testsuite status='passed'><testcase/></testsuite>").troubles == [])
  }

  @Test(arguments: ["2.0", "1,000", "99999999999999999999"])
  func `a total is read however it is written`(_ number: String) throws {
    #expect(try run("<testsuite tests='\(number)'><testcase/></testsuite>").troubles.map(\.kind) == [.miscounted])
    #expect(try run("<testsuite failures='\(number)'><testcase/></testsuite>").troubles.map(\.kind) == [.broken])
  }
}
