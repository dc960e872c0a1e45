import Model
import Testing

@testable import Readers

/// How bad a finding is, by whoever says so.
struct SARIFTests {
  /// The scan of a log of one run.
  private func scan(_ run: String) throws -> Scan {
    let scans = try evidence("sarif", "{\"version\":\"2.1.0\",\"runs\":[{\(run)}]}").scans
    #expect(scans.count == 1)
    return try #require(scans.first)
  }

  /// The findings of a run with such rules and results.
  private func findings(_ results: String, rules: String = "", more: String = "") throws -> [ScanFinding] {
    Array(
      try scan(
        "\"results\":[\(results)],\(more)\"tool\":{\"driver\":{\"name\":\"t\",\"rules\":[\(rules)]}}"
      ).findings)
  }

  private func finding(_ results: String, rules: String = "", more: String = "") throws -> ScanFinding {
    try #require(try findings(results, rules: rules, more: more).first)
  }

  @Test(arguments: [
    ("\"error\"", Severity.high, "level error"), ("\"warning\"", .medium, "level warning"),
    ("\"note\"", .low, "level note"), ("\"none\"", .info, "level none"),
    ("\"fatal\"", .unrated, "a level that SARIF does not have"), ("null", .medium, "level warning"),
  ])
  func `without a score the level rates`(_ level: String, _ severity: Severity, _ words: String) throws {
    let found = try finding("{\"level\":\(level)}")
    #expect(found.severity == severity)
    #expect(found.ratedBy == words)
    #expect(
      try finding("{\"ruleIndex\":0}", rules: "{\"defaultConfiguration\":{\"level\":\(level)}}").severity == severity)
  }

  @Test(arguments: [
    ("\"9.0\"", Severity.critical), ("10", .critical), ("8.9", .high), ("\"7\"", .high), ("6.95", .medium),
    ("\"4.0\"", .medium), ("3.9", .low), ("0.1", .low), ("\"0.0\"", .info), ("11", .unrated), ("-1", .unrated),
    ("\"CRITICAL\"", .critical), ("\"moderate\"", .medium), ("\"\"", .high), ("\"n/a\"", .high), ("null", .high),
    ("\"9,8\"", .unrated), ("\" 9.8 \"", .critical), ("\" \"", .high),
    ("{}", .high),
  ])
  func `a score rates before every level`(_ score: String, _ severity: Severity) throws {
    let properties = "\"properties\":{\"x\":1,\"security-severity\":\(score)}"
    #expect(try finding("{\"level\":\"error\",\(properties)}").severity == severity)
    #expect(try finding("{\"level\":\"error\",\"ruleIndex\":0}", rules: "{\(properties)}").severity == severity)
  }

  @Test func `the result's score comes before the rule's`() throws {
    let found = try finding(
      "{\"ruleIndex\":0,\"properties\":{\"security-severity\":\"2.0\"}}",
      rules: "{\"properties\":{\"security-severity\":\"9.8\"}}")
    #expect(found.severity == .low)
    #expect(found.ratedBy == "security-severity 2.0")
  }

  @Test(arguments: [
    // By its place, by its name, by what it stands below, and by its place in a component.
    "\"ruleIndex\":1", "\"ruleId\":\"B\"", "\"ruleId\":\"B/sub/1\"", "\"ruleId\":\"B\",\"ruleIndex\":0",
    "\"rule\":{\"index\":1}", "\"rule\":{\"id\":\"B\"}", "\"rule\":{\"id\":\"B/2\",\"index\":1}",
    "\"ruleId\":\"B\",\"ruleIndex\":99", "\"ruleId\":\"B\",\"ruleIndex\":-1", "\"ruleId\":\"E\"",
    "\"rule\":{\"index\":0,\"toolComponent\":{\"index\":1}}",
    "\"rule\":{\"index\":0,\"toolComponent\":{\"name\":\"pack\"}}",
    "\"ruleId\":\"E\",\"rule\":{\"index\":0,\"toolComponent\":{\"guid\":\"7-7\",\"index\":-1}}",
  ])
  func `a rule is found wherever it stands, before or behind its results`(_ reference: String) throws {
    let tool = """
      "tool": {
        "extensions": [
          {"name": "empty"},
          {"name": "pack", "guid": "7-7", "rules": [{"id": "E", "defaultConfiguration": {"level": "error"}}]}
        ],
        "driver": {"name": "t", "rules": [{"id": "A"}, {"id": "B", "defaultConfiguration": {"level": "error"}}]}
      }
      """
    let results = "\"results\":[{\(reference)}]"
    for run in ["\(tool),\(results)", "\(results),\(tool)"] {
      let found = try #require(try scan(run).findings.first)
      #expect(found.severity == .high)
    }
  }

  @Test func `a rule of another name is not the rule`() throws {
    let rules = "{\"id\":\"A\",\"defaultConfiguration\":{\"level\":\"note\"}},{\"id\":\"AB\"}"
    #expect(try finding("{\"ruleId\":\"Z\"}", rules: rules).severity == .medium)
    #expect(try finding("{\"ruleId\":\"AB/1\"}", rules: rules).severity == .medium)
    #expect(try finding("{\"ruleId\":\"A/1\"}", rules: rules).severity == .low)
  }

  @Test func `an invocation overrides the level of a rule, not that of a result`() throws {
    let invocations = """
      "invocations": [{"executionSuccessful": true, "ruleConfigurationOverrides": [
        {"descriptor": {"id": "A"}, "configuration": {"level": "note"}},
        {"descriptor": {"index": 1}, "configuration": {"level": "error"}},
        {"descriptor": {"id": "C"}, "configuration": {"enabled": true}}
      ]}],
      """
    let found = try findings(
      "{\"ruleIndex\":0},{\"ruleId\":\"B\"},{\"ruleId\":\"B\",\"level\":\"none\"},{\"ruleId\":\"C\"}",
      rules: "{\"id\":\"A\"},{\"id\":\"B\"},{\"id\":\"C\"}", more: invocations)
    #expect(found.map(\.severity) == [.low, .high, .info, .medium])
  }

  @Test func `of several invocations the one that found a result overrides`() throws {
    func override(_ level: String) -> String {
      "{\"ruleConfigurationOverrides\":[{\"descriptor\":{\"id\":\"A\"},\"configuration\":{\"level\":\"\(level)\"}}]}"
    }
    let found = try findings(
      "{\"ruleId\":\"A\",\"provenance\":{\"invocationIndex\":1}},{\"ruleId\":\"A\"}", rules: "{\"id\":\"A\"}",
      more: "\"invocations\":[\(override("note")),\(override("error"))],")
    #expect(found.map(\.severity) == [.high, .medium])
  }
}
