import Model

/// How many suites are drawn.
private let drawn = 60

/// Draws when suites of tests ran, as far as their reports say it: of many those that took longest.
func drawTimeline(_ runs: [TestRun], _ hearing: inout Hearing) {
  let longest = runs.flatMap(\.spans).sorted {
    ($1.nanoseconds, $0.began, $0.suite) < ($0.nanoseconds, $1.began, $1.suite)
  }
  let spans = longest.prefix(drawn).ordered { ($0.began, $0.suite) < ($1.began, $1.suite) }
  guard spans.count > 1, let start = spans.first?.began else { return }
  let rows = spans.map { span in
    [
      span.suite, UInt64(bitPattern: Int64(span.began &- start)).seconds(places: 3),
      span.nanoseconds.seconds(places: 3),
      String(span.tests), span.isBad ? "failed" : "passed",
    ]
  }
  hearing.draw(Table("Test timeline", head: ["suite", "began", "took", "tests", "outcome"], rows: rows))
}
