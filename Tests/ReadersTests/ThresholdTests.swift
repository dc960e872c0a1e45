import Model
import Syntax
import Testing

@testable import Readers

/// Limits as k6 has them.
struct ThresholdTests {
  private func yaml(_ thresholds: String) -> String {
    "performance:\n  targets:\n    web: { evidence: k6.json, \(thresholds) }"
  }

  @Test func `thresholds of k6 are limits`() throws {
    let target = try Policy.of(
      yaml(
        """
        thresholds: { http_req_duration: ["p(95)<200", "avg <= 50.5", { threshold: "max<1000", abortOnFail: true }],
        http_req_failed: "rate<0.01", http_reqs: "rate>100" }
        """)
    ).performance.targets.last
    let milliseconds = { (value: Int) in Decimal(value * 1_000_000) }
    #expect(target?.limits[.p95] == Limit(.below, milliseconds(200), .time, text: "< 200 ms"))
    #expect(target?.limits[.mean]?.value == Decimal(50_500_000))
    #expect(target?.limits[.max]?.value == milliseconds(1000))
    #expect(target?.limits[.errorRate] == Limit(.below, Decimal("0.01") ?? 0, .ratio, text: "< 0.01 ratio"))
    #expect(target?.limits[.throughput]?.comparison == .above)
    #expect(target?.limits.count == 5)
  }

  @Test(arguments: [
    ("thresholds: { http_req_duration: \"p(95)==200\" }", "as in p(95)<200"),
    ("thresholds: { http_req_duration: \"rate<1\" }", "as in p(95)<200"),
    ("thresholds: { http_req_failed: \"p(95)<1\" }", "as in rate<0.01"),
    ("thresholds: { http_req_failed: rate }", "as in rate<0.01"),
    ("thresholds: { vus: \"value<1\" }", "one of http_req"),
    ("thresholds: { http_req_duration: [\"p(95)<1\", \"p(95)<2\"] }", "one threshold for p95"),
    ("p95: \"< 1 ms\", thresholds: { http_req_duration: \"p(95)<2\" }", "one limit for p95"),
    ("thresholds: {}", "at least one limit"),
  ])
  func `thresholds that are no limits are refused`(_ thresholds: String, _ wanted: String) throws {
    #expect(try refusal(of: yaml(thresholds)).message.contains(wanted))
  }
}
