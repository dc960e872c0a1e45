import Model
import Testing

@testable import Readers

/// What reports state beside their records, in formats that state it of the whole or of a file.
struct StatedCoverageTests {
  private static func cobertura(_ totals: String, _ lines: String) -> String {
    "<coverage line-rate=\"1\" \(totals)><packages><package name=\"p\"><classes><class name=\"C\" filename=\"a.py\">"
      + "<lines>\(lines)</lines></class></classes></package></packages></coverage>"
  }

  private static func jacoco(file: String = "", report: String = "") -> String {
    "<report name=\"r\"><package name=\"p\"><class name=\"p/A\" sourcefilename=\"A.java\">"
      + "<method name=\"m\" desc=\"()V\" line=\"1\"><counter type=\"METHOD\" missed=\"0\" covered=\"1\"/></method></class>"
      + "<sourcefile name=\"A.java\"><line nr=\"1\" mi=\"0\" ci=\"1\" mb=\"0\" cb=\"2\"/>\(file)</sourcefile></package>"
      + "\(report)</report>"
  }

  private static func llvm(_ summary: String, functions: String = "[1]") -> String {
    let all = functions.split(separator: ",").map { count in
      "{\"name\":\"f\(count)\",\"count\":\(count.filter(\.isNumber)),\"regions\":[[\(count.filter(\.isNumber)),1,9,9,1,0,0,0]],"
        + "\"filenames\":[\"a.c\"]}"
    }.joined(separator: ",")
    return "{\"type\":\"llvm.coverage.json.export\",\"version\":\"2.0.1\",\"data\":[{\"files\":[{"
      + "\"branches\":[[1,1,1,5,1,1,0,0,4]],\"filename\":\"a.c\",\"segments\":[[1,1,1,true,true,false],"
      + "[1,9,0,false,false,false]],\"summary\":{\(summary)}}],\"functions\":[\(all)]}]}"
  }

  private static func python(_ summary: String, branches: String = "", totals: String = "{}") -> String {
    "{\"meta\":{\"branch_coverage\":true},\"files\":{\"a.py\":{\"executed_lines\":[1],\"summary\":{\(summary)},"
      + "\"missing_lines\":[]\(branches)}},\"totals\":\(totals)}"
  }

  private static func clover(_ metrics: String) -> String {
    "<coverage clover=\"4\"><project><metrics \(metrics)/><file name=\"a.c\" path=\"a.c\">"
      + "<line num=\"1\" type=\"method\" name=\"f\" count=\"1\"/><line num=\"1\" type=\"cond\" truecount=\"1\" falsecount=\"1\"/>"
      + "</file></project></coverage>"
  }

  private static let counter = #"<counter type="LINE" missed="1" covered="1"/>"#
  private static let line = #"<line number="1" hits="1" branch="true" condition-coverage="100% (2/2)"/>"#
  private static let half = #"<line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/>"#

  /// A format, a report, and what it states that misses more than its records.
  private static let reports: [(String, String, String)] = [
    ("cobertura", cobertura(#"branches-covered="2" branches-valid="8""#, line), "branches 2/8"),
    ("cobertura", cobertura(#"branches-covered="2" branches-valid="2""#, line), ""),
    ("cobertura", cobertura(#"branches-covered="0" branches-valid="0""#, line), ""),
    // Some count the branches of a line as often as it stands there.
    ("cobertura", cobertura(#"branches-covered="2" branches-valid="4""#, half + half), ""),
    ("jacoco", jacoco(file: counter), "lines 1/2"),
    ("jacoco", jacoco(file: #"<counter type="BRANCH" missed="9" covered="1"/>"#), "branches 1/10"),
    ("jacoco", jacoco(file: #"<counter type="METHOD" missed="2" covered="1"/>"#), "functions 1/3"),
    ("jacoco", jacoco(file: #"<counter type="BRANCH" missed="0" covered="2"/>"#), ""),
    ("jacoco", jacoco(report: #"<counter type="BRANCH" missed="2" covered="2"/>"#), "branches 2/4"),
    ("jacoco", jacoco(report: #"<counter type="METHOD" missed="2" covered="2"/>"#), "functions 2/4"),
    ("jacoco", jacoco(report: #"<counter type="METHOD" missed="0" covered="2"/>"#), ""),
    ("llvm-cov", llvm(#""lines":{"count":5,"covered":1}"#), "lines 1/5"),
    ("llvm-cov", llvm(#""branches":{"count":8,"covered":2}"#), "branches 2/8"),
    ("llvm-cov", llvm(#""functions":{"count":5,"covered":1}"#), "functions 1/5"),
    // A line stands for every function that it is part of, and of instances of a template the best one counts.
    ("llvm-cov", llvm(#""lines":{"count":5,"covered":4}"#), ""),
    ("llvm-cov", llvm(#""lines":{"count":2,"covered":1}"#, functions: "[1],[0]"), ""),
    (
      "llvm-cov",
      llvm(
        #""branches":{"count":2,"covered":1},"functions":{"count":1,"covered":1},"instantiations":{"count":2,"covered":2}"#
      ),
      ""
    ),
    (
      "coverage.py", python(#""num_branches":8,"covered_branches":2"#, branches: ",\"executed_branches\":[[1,2]]"),
      "branches 2/8"
    ),
    ("coverage.py", python(#""num_statements":3,"covered_lines":1"#), "lines 1/3"),
    ("coverage.py", python("", totals: #"{"num_branches":8,"covered_branches":2}"#), "branches 2/8"),
    ("clover", clover(#"conditionals="8" coveredconditionals="2""#), "branches 2/8"),
    ("clover", clover(#"methods="5" coveredmethods="1""#), "functions 1/5"),
    ("clover", clover(#"methods="0" coveredmethods="0" conditionals="2" coveredconditionals="2""#), ""),
  ]

  @Test(arguments: reports)
  func `what is stated and stands in no record is told`(_ format: String, _ report: String, _ stated: String) throws {
    var coverage = try evidence(format, report).coverage
    coverage.sign("report", format: format)
    let told = try #require(coverage.reports.first).stated
    let words = CoverageKind.allCases.compactMap { kind in
      told[kind].map { "\(kind.rawValue) \($0.covered)/\($0.total)" }
    }
    #expect(words.joined(separator: ", ") == stated)
  }

  @Test(arguments: [
    (
      "jacoco",
      "<report name=\"r\"><package name=\"p\"><sourcefile name=\"A\"><line nr=\"1\" mi=\"0\" ci=\"1\" mb=\"0\" cb=\"2\"/>"
        + "<counter type=\"METHOD\" missed=\"N\" covered=\"N\"/></sourcefile><sourcefile name=\"B\">"
        + "<line nr=\"1\" mi=\"0\" ci=\"1\" mb=\"0\" cb=\"2\"/><counter type=\"LINE\" missed=\"N\" covered=\"0\"/>"
        + "<counter type=\"METHOD\" missed=\"N\" covered=\"0\"/></sourcefile></package></report>"
    ),
    ("llvm-cov", llvm(#""lines":{"count":N,"covered":0},"branches":{"count":N,"covered":0}"#)),
    ("coverage.py", python(#""num_branches":N,"covered_branches":0,"num_statements":N,"covered_lines":0"#)),
    ("clover", clover(#"methods="N" coveredmethods="0" conditionals="N" coveredconditionals="0""#)),
    ("cobertura", cobertura(#"branches-covered="0" branches-valid="N" lines-covered="0" lines-valid="N""#, line)),
  ])
  func `counts that no code has are none`(_ format: String, _ report: String) throws {
    let report = report.replacing("N", with: "9000000000000000000")
    var coverage = try evidence(format, report).coverage
    coverage.merge(try evidence(format, report).coverage)
    coverage.sign("report", format: format)
    #expect(coverage.reports.first?.stated.isEmpty == true)
  }

  @Test func `before coverage.py listed branches it counted them`() throws {
    let report = StatedCoverageTests.python(#""num_branches":8,"covered_branches":2"#)
    #expect(try totals("coverage.py", report) == "1/1 2/8 -/-")
  }

  @Test func `counts of a file that is measured in two places are those of neither`() throws {
    func part(_ hit: Int, _ missed: Int) -> String {
      "<package name=\"p\"><sourcefile name=\"A.java\"><line nr=\"\(hit)\" mi=\"0\" ci=\"1\"/>"
        + "<line nr=\"\(missed)\" mi=\"1\" ci=\"0\"/>\(StatedCoverageTests.counter)</sourcefile></package>"
    }
    var coverage = try evidence("jacoco", "<report name=\"r\">\(part(1, 2))\(part(2, 1))</report>").coverage
    coverage.sign("report", format: "jacoco")
    #expect(coverage.reports.first?.stated.isEmpty == true)
    #expect(coverage.shares[.lines] == Share(covered: 2, total: 2))
  }
}
