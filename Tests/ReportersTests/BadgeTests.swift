import Model
import Testing

@testable import Reporters

struct BadgeTests {
  @Test func `a badge says the verdict in words, and nothing from a report`() {
    for (sample, words) in [
      (Sample.passed, "passed"), (.warned, "warned"), (.failed, "failed"), (.inapplicable, "not applicable"),
      (.hostile, "failed"),
    ] {
      let badge = Reporter.badge.render(sample.report, Style())
      #expect(badge.contains("aria-label=\"sixgate: \(words)\""))
      #expect(badge.matches(of: /<text [^>]*>([^<]*)<\/text>/).map { String($0.output.1) } == ["sixgate", words])
    }
  }
}
