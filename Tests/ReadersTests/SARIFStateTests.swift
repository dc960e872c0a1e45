import Model
import Testing

@testable import Readers

/// What does not count, and what keeps a scan from being whole.
struct SARIFStateTests {
  private func scan(_ run: String) throws -> Scan {
    try #require(try evidence("sarif", "{\"runs\":[{\(run)}],\"version\":\"2.1.0\"}").scans.first)
  }

  private func suppression(_ result: String) throws -> String? {
    try #require(try scan("\"results\":[{\(result)}]").findings.first).suppression
  }

  @Test(arguments: [
    ("[]", nil), ("null", nil), ("[{\"kind\":\"inSource\"}]", "inSource"),
    ("[{\"kind\":\"external\",\"status\":\"accepted\",\"justification\":\"a test\\nkey\"}]", "external: a test"),
    ("[{\"kind\":\"inSource\",\"status\":\"underReview\"}]", nil),
    ("[{\"kind\":\"inSource\",\"status\":\"rejected\"}]", nil),
    ("[{\"kind\":\"inSource\"},{\"kind\":\"external\",\"status\":\"rejected\"}]", nil),
    ("[{\"kind\":\"inSource\",\"status\":\"whatever\"}]", nil),
    ("[{\"kind\":\"inSource\",\"status\":null},{\"kind\":\"external\"}]", "inSource; external"),
  ])
  func `a result is suppressed where that was accepted and nobody objects`(_ list: String, _ why: String?) throws {
    #expect(try suppression("\"level\":\"error\",\"suppressions\":\(list)") == why)
  }

  @Test(arguments: ["pass", "informational", "notApplicable", "open", "review", "fail"])
  func `only what fails counts`(_ kind: String) throws {
    #expect(try suppression("\"kind\":\"\(kind)\"") == (kind == "fail" ? nil : "kind \(kind)"))
  }

  @Test func `what fails no more does not count, what fails still does`() throws {
    #expect(try suppression("\"baselineState\":\"absent\"") != nil)
    for state in ["new", "unchanged", "updated"] { #expect(try suppression("\"baselineState\":\"\(state)\"") == nil) }
  }

  @Test func `a result of another kind has no level`() throws {
    let found = try #require(try scan("\"results\":[{\"kind\":\"pass\",\"ruleId\":\"A\"}]").findings.first)
    #expect(found.severity == .info)
  }

  @Test(arguments: [
    ("\"results\":[]", Scan.State.complete), ("\"results\":[{}]", .complete),
    ("", .failed("the report has no results")), ("\"results\":null", .failed("the report has no results")),
    (
      "\"results\":[],\"invocations\":[{\"executionSuccessful\":true},{\"executionSuccessful\":false}]",
      .failed("it says itself that its run did not succeed")
    ),
    (
      "\"invocations\":[{\"executionSuccessful\":false}],\"results\":[{}]",
      .partial("it says itself that its run did not succeed")
    ),
    (
      """
      "results":[],"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[
        {"message":{"text":"slow"}},{"level":"error","message":{"text":"cannot parse a.py\\nat 3"}}]}]
      """, .partial("it reports the error: cannot parse a.py")
    ),
    (
      "\"results\":[],\"invocations\":[{\"executionSuccessful\":true,\"exitSignalName\":\"SIGKILL\"}]",
      .partial("it reports the error: it was ended by SIGKILL")
    ),
    (
      "\"results\":[],\"invocations\":[{\"processStartFailureMessage\":\"no such rule\"}]",
      .partial("it reports the error: no such rule")
    ),
    (
      "\"results\":[{}],\"invocations\":[{\"toolConfigurationNotifications\":[{\"level\":\"error\"}]}]",
      .partial("it reports the error: ")
    ),
    (
      "\"properties\":{\"metrics\":{\"_totals\":{\"loc\":0}}},\"results\":[]",
      .scannedNothing("it counted no lines of code")
    ),
    ("\"properties\":{\"metrics\":{\"a.py\":{\"loc\":0},\"_totals\":{\"loc\":9}}},\"results\":[]", .complete),
    ("\"properties\":{\"metrics\":[],\"tags\":{}},\"results\":[]", .complete),
    (
      "\"results\":[],\"externalPropertyFileReferences\":{\"rules\":[],\"results\":[{}]}",
      .partial("results are kept in other files, which are not read")
    ),
    (
      "\"results\":[{\"kind\":\"open\"},{\"kind\":\"review\"},{\"kind\":\"review\",\"suppressions\":[{}]}]",
      .partial("2 results are open or wait for a review")
    ),
  ])
  func `a scan is whole only where nothing speaks against it`(_ run: String, _ state: Scan.State) throws {
    #expect(try scan(run).state == state)
  }

  @Test func `a log without runs is a scan of nothing`() throws {
    for runs in ["[]", "null"] {
      let scans = try evidence("sarif", "{\"version\":\"2.1.0\",\"runs\":\(runs)}").scans
      #expect(scans.map(\.state) == [.scannedNothing("the log has no runs")])
    }
  }

  @Test func `each run is a scan, by the name of its tool`() throws {
    let text = """
      {"version": "2.1.0", "runs": [
        {"results": [], "tool": {"driver": {"name": "one", "rules": []}}}, {"results": [{}], "tool": {"driver": {}}}
      ]}
      """
    let scans = try evidence("sarif", text).scans
    #expect(scans.map(\.tool) == ["one", "an unnamed tool"])
    #expect(scans.map(\.findings.count) == [0, 1])
    #expect(scans.allSatisfy { $0.origin == "report" })
  }
}
