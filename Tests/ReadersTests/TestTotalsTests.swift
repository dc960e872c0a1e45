import Model
import Testing

@testable import Readers

/// Reports that count more tests than they list.
struct TestTotalsTests {
  private func troubles(_ format: String, _ text: String) throws -> [TestTrouble.Kind] {
    try #require(try evidence(format, text).tests.first).troubles.map(\.kind)
  }

  private let wanted: [(String, [TestTrouble.Kind])] = [("1", []), ("0", []), ("2", [.miscounted])]

  @Test(arguments: ["tests='many'", "tests='-1'", "failures='some'", "errors='two'", "tests='1' failures='NaN'"])
  func `a total of JUnit that is no count`(_ total: String) throws {
    let report = "<testsuites><testsuite name='a' \(total)><testcase name='t'/></testsuite></testsuites>"
    let run = try #require(try evidence("junit", report).tests.first)
    #expect(run.troubles.map(\.kind) == [.miscounted])
    #expect(run.troubles.first?.message.hasPrefix("the suite a says ") == true)
    #expect(run.troubles.first?.message.hasSuffix(", which is no count") == true)
  }

  @Test(arguments: ["tests='1,000' skipped='999'", "tests='1.0'", "tests='' failures='' errors=''", "failures='0'"])
  func `totals of JUnit as some write them`(_ totals: String) throws {
    #expect(try troubles("junit", "<testsuite name='a' \(totals)><testcase name='t'/></testsuite>") == [])
  }

  @Test func `NUnit`() throws {
    for (total, kinds) in wanted {
      let test = "<test-case name='a' fullname='x.a' result='Passed'/>"
      #expect(try troubles("nunit", "<test-run total='\(total)'><test-suite>\(test)</test-suite></test-run>") == kinds)
    }
  }

  @Test func `xUnit.net, each assembly by itself`() throws {
    for (total, kinds) in wanted {
      let test = "<collection name='c'><test name='a' type='T' method='a' result='Pass'/></collection>"
      let assembly = "<assembly name='a' total='\(total)'>\(test)</assembly>"
      #expect(try troubles("xunit.net", "<assemblies>\(assembly)</assemblies>") == kinds)
      #expect(try troubles("xunit.net", "<assemblies>\(assembly)\(assembly)</assemblies>") == kinds + kinds)
    }
  }

  @Test func `TRX`() throws {
    for (total, kinds) in wanted {
      let results = "<Results><UnitTestResult testName='a' outcome='Passed'/></Results>"
      let summary = "<ResultSummary outcome='Completed'><Counters total='\(total)'/></ResultSummary>"
      #expect(try troubles("trx", "<TestRun>\(results)\(summary)</TestRun>") == kinds)
    }
  }

  @Test func `mocha`() throws {
    for (total, kinds) in wanted {
      let test = #"[{"title":"a","fullTitle":"a","err":{}}]"#
      let text = #"{"stats":{"tests":\#(total)},"tests":\#(test),"pending":[],"failures":[],"passes":\#(test)}"#
      #expect(try troubles("mocha", text) == kinds)
    }
  }
}
