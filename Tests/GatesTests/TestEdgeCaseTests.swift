import Model
import Syntax
import Testing

@testable import Gates
@testable import Readers

/// The rows of the table of edge cases for test reports, from the bytes of a report to the verdict.
struct TestEdgeCaseTests {
  /// What gate 5 says of such files; those that cannot be read are inputs that were not.
  private func judge(
    _ files: (name: Path, bytes: [UInt8])..., files tracked: [Path] = [],
    under amend: (inout Policy.Integration) -> Void = { _ in }
  ) throws -> Verdict {
    var runs: [TestRun] = []
    var unread: [Input] = []
    for file in files {
      do throws(ReadError) {
        var source = try ByteSource(ByteStream(file.bytes, blockSize: 4096))
        let head = try Head(&source)
        guard let reader = Reader.all.first(where: { $0.recognises(head) }) else {
          throw ReadError(met: "no known format", wanted: "one")
        }
        runs += try reader.read(&source, file.name).tests
      } catch {
        let reason = InputError(message: error.message, line: error.line)
        unread.append(Input(path: file.name, format: nil, status: .unreadable, error: reason, gates: [.integration]))
      }
    }
    return try Gate.integration.judge(.of(files: tracked, tests: runs, inputs: unread) { amend(&$0.integration) })
  }

  private func judge(
    _ report: String, files: [Path] = [], under amend: (inout Policy.Integration) -> Void = { _ in }
  ) throws -> Verdict {
    try judge(("junit.xml", Array(report.utf8)), files: files, under: amend)
  }

  private func suite(_ cases: String, _ attributes: String = "") -> String {
    "<testsuite name='s' \(attributes)>\(cases)</testsuite>"
  }

  private let pass = "<testcase classname='C' name='a'/>"
  private let fail = "<testcase classname='C' name='a'><failure message='no'/></testcase>"

  @Test func `identity: parameters are told apart as they are written, in whichever form of Unicode`() throws {
    let names = ["a[x/y]", "a[X/Y]", "a[é]", "a[e\u{301}]", "a"]
    let verdict = try judge(suite(names.map { "<testcase classname='C' name='\($0)'/>" }.joined()))
    #expect(["4", "5"].contains(verdict.measured.first?.found))
    #expect(verdict.outcome == .passed)
  }

  @Test(arguments: ["<skipped/><failure/>", "<failure/><skipped/>", "<skipped/><error/>"])
  func `outcome: a failure wins over a skip in one case`(_ children: String) throws {
    #expect(try judge(suite("<testcase name='a'>\(children)</testcase>")).rules == ["integration.failed"])
  }

  @Test(arguments: ["status='notrun'", "result='suppressed'", "status='disabled'"])
  func `outcome: what is disabled has not run`(_ attribute: String) throws {
    #expect(try judge(suite("<testcase name='a' \(attribute)/>")).rules == ["integration.nothing-ran"])
  }

  @Test(arguments: [
    #"{"results":{"tool":{"name":"x"},"summary":{},"tests":[{"name":"a","status":"perhaps"}]}}"#,
    "<TestRun><Results><UnitTestResult testName='a' outcome='Perhaps'/></Results></TestRun>",
  ])
  func `outcome: a word that nobody knows is no pass`(_ report: String) throws {
    #expect(try judge(report).rules == ["integration.failed"])
  }

  @Test func `same file: marks of reruns decide`() throws {
    let flaky = "<testcase name='a'><flakyFailure/></testcase>"
    let failed = "<testcase name='a'><failure/><rerunFailure/></testcase>"
    #expect(try judge(suite(flaky)).rules == ["integration.flaky"])
    #expect(try judge(suite(failed)).rules == ["integration.failed"])
  }

  @Test func `same file: without marks the order decides`() throws {
    #expect(try judge(suite(fail + pass)).rules == ["integration.flaky"])
    #expect(try judge(suite(pass + fail)).rules == ["integration.failed"])
    #expect(try judge(suite(fail + fail)).rules == ["integration.failed"])
    #expect(try judge(suite(pass + pass)).outcome == .passed)
    let teardown = "<testcase classname='C' name='a'><error message='teardown'/></testcase>"
    #expect(try judge(suite(fail + teardown)).rules == ["integration.failed"])
  }

  @Test func `different files: the worst wins, unless they are attempts`() throws {
    let first = (name: Path("attempt-1.xml"), bytes: Array(suite(fail).utf8))
    let second = (name: Path("attempt-2.xml"), bytes: Array(suite(pass).utf8))
    #expect(try judge(first, second).rules == ["integration.failed"])
    #expect(try judge(second, first) { $0.attempts = ["attempt-*.xml"] }.rules == ["integration.flaky"])
  }

  @Test func `different files: the same report twice is noted`() throws {
    let bytes = Array(suite(pass).utf8)
    #expect(try judge(("a.xml", bytes), ("b.xml", bytes)).rules == ["integration.duplicate"])
  }

  @Test func `flaky: a critical path fails, others warn, and the policy may say otherwise`() throws {
    #expect(try judge(suite(fail + pass)).outcome == .warned)
    #expect(try judge(suite(fail + pass)) { $0.criticalPaths = ["C::a"] }.outcome == .failed)
    var matter = try Case.of(tests: [.of(.of(.passed, isFlaky: true))])
    matter.policy.rules["integration.flaky"]?.effect = .fail
    #expect(Gate.integration.judge(matter).outcome == .failed)
  }

  @Test(arguments: [
    "<testsuites/>", "<testsuite tests='0'/>", "1..0\n",
    "<testsuite><testcase name='a'><skipped/></testcase></testsuite>",
  ])
  func `zero tests: nothing that ran is no pass, unless the report may be empty`(_ report: String) throws {
    let verdict = try judge(report)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["integration.nothing-ran"])
    #expect(try judge(report) { $0.expected = [ExpectedReports("*.xml", tests: 0)] }.outcome == .passed)
  }

  @Test func `totals: failures that no test has break the suite`() throws {
    #expect(try judge(suite(pass, "failures='1'")).rules == ["integration.broken-suite"])
    #expect(try judge("<testsuites errors='1'>\(pass)</testsuites>").rules == ["integration.broken-suite"])
  }

  @Test func `totals: tests that are counted and not there are no pass, more than are counted are none's concern`()
    throws
  {
    let verdict = try judge(suite(pass, "tests='9'"))
    #expect(verdict.rules == ["integration.miscounted"])
    #expect(verdict.outcome == .cannotJudge)
    #expect(try judge(suite(pass, "tests='9' skipped='8'")).outcome == .passed)
    #expect(try judge(suite(pass, "tests='0'")).outcome == .passed)
    #expect(try judge(suite(pass, "tests='9' hostname='tbd'")).outcome == .passed)
  }

  @Test(arguments: [
    "<testsuite><testcase name='a'/>", "<testsuite><testcase name='a",
    "{\"results\":{\"tool\":{},\"summary\":{},\"tests\":[{",
  ])
  func `truncated: a run that crashed cannot be judged`(_ report: String) throws {
    let verdict = try judge(report)
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules.contains("integration.unreadable"))
    #expect(verdict.findings.contains { $0.location?.line == 1 })
  }

  @Test func `control bytes: the tests behind them are read, and it is noted`() throws {
    let verdict = try judge(suite("<testcase name='\u{1}b'><system-out>\0\u{1B}[31m</system-out></testcase>" + fail))
    #expect(verdict.rules == ["integration.failed", "integration.malformed"])
    #expect(verdict.words.contains("3 bytes that XML forbids"))
  }

  @Test func `encodings: UTF-16 is read, by its mark alone, and blanks before the declaration are none's concern`()
    throws
  {
    let report = "<?xml version='1.0' encoding='utf-16'?>" + suite(fail)
    let wide: [UInt8] =
      [0xFF, 0xFE] + report.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try judge(("a.xml", wide)).rules == ["integration.failed"])
    #expect(try judge(report).rules == ["integration.failed"])
    #expect(try judge("\n  <?xml version='1.0'?>" + suite(fail)).rules == ["integration.failed"])
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='".utf8) + [0xE9]
    #expect(try judge(("a.xml", latin + Array("'/></testsuite>".utf8))).outcome == .passed)
  }

  @Test func `two documents in one file are no pass`() throws {
    let verdict = try judge("<?xml version='1.0'?>\(suite(pass))\n<?xml version='1.0'?>\(suite(fail))")
    #expect(verdict.outcome.blocks)
  }

  @Test func `a declared entity is refused, a document type alone is not`() throws {
    #expect(try judge("<!DOCTYPE t [<!ENTITY a 'x'>]>" + suite(pass)).rules.contains("integration.unreadable"))
    #expect(try judge("<!DOCTYPE testsuite>" + suite(pass)).outcome == .passed)
  }

  @Test func `a huge output is passed over, and a huge failure is told by its beginning`() throws {
    let text = String(repeating: "words and more of them\n", count: 300_000)
    #expect(try judge(suite("<testcase name='a'><system-out>\(text)</system-out></testcase>")).outcome == .passed)
    let verdict = try judge(suite("<testcase name='a'><failure>\(text)</failure></testcase>"))
    #expect(verdict.words.utf8.count < 400)
  }

  @Test func `deep nesting is read or refused, and never a crash`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<testsuite>", count: depth) + fail + String(repeating: "</testsuite>", count: depth)
    }
    #expect(try judge(nested(200)).rules == ["integration.failed"])
    #expect(try judge(nested(300)).rules.contains("integration.unreadable"))
  }

  @Test(arguments: ["1,234.567", "0,123", "1e-3", "", "NaN", "-1", "inf", "22.2s", "x", "99999999999999999999"])
  func `times never decide`(_ time: String) throws {
    #expect(try judge(suite("<testcase name='a' time='\(time)'/>")).outcome == .passed)
  }

  @Test func `file and line come from attributes, else from the words, and only from the repository`() throws {
    func place(_ attributes: String, _ words: String) throws -> String? {
      let report = suite("<testcase name='a' \(attributes)><failure>\(words)</failure></testcase>")
      return try judge(report, files: ["tests/test_a.py"]).findings.first { $0.effect == .fail }?.location?.description
    }
    #expect(try place("file='tests/test_a.py' line='4'", "tests/test_a.py:9: E") == "tests/test_a.py:4")
    #expect(try place("", "in f\ntests/test_a.py:9: E") == "tests/test_a.py:9")
    #expect(try place("file='/etc/passwd' line='1'", "/usr/lib/x.py:9: E") == nil)
  }

  @Test func `stale: a report of another commit cannot be judged, an old one is noted`() throws {
    let report = suite(
      "<properties><property name='git.commit' value='aaaaaaaaaaaa'/></properties>" + pass,
      "timestamp='2001-01-01T00:00:00'")
    let verdict = try judge(report)
    #expect(verdict.rules == ["integration.old"])
    var run = TestRun.of(.of(.passed))
    run.commit = "aaaaaaaaaaaa"
    var matter = try Case.of(tests: [run])
    matter.change.head = String(repeating: "b", count: 40)
    #expect(Gate.integration.judge(matter).rules == ["integration.other-commit"])
  }

  @Test func `shards: fewer than declared are no pass`() throws {
    let shards = [ExpectedReports("shard-*.xml", files: 2)]
    let first = (name: Path("shard-1.xml"), bytes: Array(suite(pass).utf8))
    let other = (name: Path("shard-2.xml"), bytes: Array(suite("<testcase name='b'/>").utf8))
    #expect(try judge(first) { $0.expected = shards }.outcome == .cannotJudge)
    #expect(try judge(first, other) { $0.expected = shards }.outcome == .passed)
  }

  @Test func `gate 5 asks nothing of gate 6`() throws {
    var matter = try Case.of(tests: [.of(.of(.passed))])
    matter.policy.performance.targets = [.of(.p95, .below, .milliseconds(1))]
    #expect(Gate.integration.judge(matter).outcome == .passed)
  }

  @Test func `tags and commits of JUnit are those of its properties`() throws {
    let report = suite(
      "<testcase name='a'><properties><property name='tag' value='smoke, fast'/></properties></testcase>" + fail)
    #expect(try judge(report) { $0.criticalPaths = ["@fast"] }.rules == ["integration.failed"])
  }
}
