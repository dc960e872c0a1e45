internal import Model

extension Reporter {
  /// Its first line is the mark by which the comment is found again: it holds the verdict, and a digest that is the same
  /// where there is nothing new to say.
  static let comment = Reporter(
    "comment", about: "one short comment on a change, to be posted or put in the place of the last"
  ) {
    report, _ in
    let page = MarkdownReport(report: report, budget: 60_000)
    let isGreen = !report.blocks && report.outcome != .warned
    let text =
      isGreen
      ? "<details>\n<summary>sixgate: \(report.outcome.words)</summary>\n\n\(page.matrix)\n</details>\n" : page.short
    let verdict = report.blocks ? "blocked" : report.outcome.rawValue
    return "<!-- sixgate comment verdict=\(verdict) digest=\(fingerprint(of: Array(text.utf8))) -->\n" + text
  }
}
