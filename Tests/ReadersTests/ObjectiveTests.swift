import Model
import Syntax
import Testing

@testable import Readers

/// Objectives as Keptn has them.
struct ObjectiveTests {
  private func yaml(_ objectives: String) -> String {
    "performance:\n  targets:\n    web:\n      evidence: k6.json\n      objectives: \(objectives)"
  }

  @Test func `criteria that must be met are limits`() throws {
    let target = try Policy.of(
      yaml(
        """
        [{ sli: response_time_p95, key_sli: true, weight: 2, pass: [{ criteria: ["<=+10%", "<600"] }] },
        { sli: error_rate, pass: [{ criteria: ["<=1.5"] }] }, { sli: throughput, pass: [{ criteria: ">=-10%" }] },
        { sli: response_time_p50, displayName: Usual }]
        """)
    ).performance.targets.last
    #expect(target?.name == "web")
    #expect(target?.effect == .fail)
    #expect(target?.limits.count == 2)
    #expect(target?.limits[.p95] == Limit(.below, Decimal(600_000_000), .time, text: "< 600 ms"))
    #expect(target?.limits[.errorRate] == Limit(.atMost, Decimal("0.015") ?? 0, .ratio, text: "<= 1.5 %"))
    // A tenth less than before is a ninth more before than now.
    #expect(target?.growth == [.p95: Decimal("0.1") ?? 0, .throughput: Decimal("0.111111111") ?? 0])
  }

  @Test func `what is good enough to warn fails beyond that alone`() throws {
    let targets = try Policy.of(
      yaml(
        """
        [{ sli: response_time_p95, pass: [{ criteria: ["<600"] }], warning: [{ criteria: ["<=800", "<=+50%"] }] }]
        """)
    ).performance.targets
    #expect(targets.map(\.name) == ["web", "web (pass)"])
    #expect(targets.map(\.effect) == [.fail, .warn])
    #expect(targets.map { $0.limits[.p95]?.text } == ["<= 800 ms", "< 600 ms"])
    #expect(targets.map { $0.growth[.p95] } == [Decimal("0.5"), nil])
  }

  @Test(arguments: [
    ("[{ sli: cpu, pass: [{ criteria: [\"<1\"] }] }]", "response_time_p95"),
    ("[{ pass: [{ criteria: [\"<1\"] }] }]", "one of the indicators"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"=1\"] }] }]", "begins with <"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<x\"] }] }]", "a number behind <"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<1%\"] }] }]", "a number without %"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<=+1\"] }] }]", "as in <=+10%"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<=+10%zz%\"] }] }]", "a number behind <="),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<=++10%\"] }] }]", "a number behind <="),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<6%0\"] }] }]", "a number behind <"),
    ("[{ sli: error_rate, pass: [{ criteria: [\">=-10%\"] }] }]", "as in <=+10%"),
    ("[{ sli: throughput, pass: [{ criteria: [\"<=+10%\"] }] }]", "as in >=-10%"),
    ("[{ sli: throughput, pass: [{ criteria: [\">=-100%\"] }] }]", "as in >=-10%"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<1\"] }, { criteria: [\"<2\"] }] }]", "one list of criteria"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<1\", \"<2\"] }] }]", "one criterion of a kind for error-rate"),
    ("[{ sli: error_rate, pass: [{ total: [\"<1\"] }] }]", "one list of criteria"),
    ("[{ sli: response_time_p50 }]", "at least one limit"),
    ("[{ sli: error_rate, pass: [{ criteria: [\"<1\"] }] }]\n      error-rate: \"< 1 %\"", "one limit for error-rate"),
  ])
  func `objectives that are no limits are refused`(_ objectives: String, _ wanted: String) throws {
    #expect(try refusal(of: yaml(objectives)).message.contains(wanted))
  }
}
