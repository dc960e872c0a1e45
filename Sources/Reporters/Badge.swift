internal import Model

extension Reporter {
  /// Every word is one of a closed set.
  static let badge = Reporter("badge", about: "the verdict as a small picture (SVG), for a README") { report, _ in
    let words = report.outcome.clause
    let (left, right) = (56, 16 + 7 * words.count)
    let label = element("title", [:], "sixgate: \(words)")
    let boxes =
      element("rect", ["width": String(left), "height": "20", "fill": "#3a4149"])
      + element(
        "rect", ["x": String(left), "width": String(right), "height": "20", "fill": colour(report.outcome)])
    let texts = [("sixgate", 28, 40), (words, left + right / 2, right - 16)].map { text, middle, width in
      element("text", ["x": String(middle), "y": "14", "textLength": String(width)], text)
    }
    let style: KeyValuePairs<String, String?> = [
      "fill": "#fff", "text-anchor": "middle", "font-family": "Verdana,DejaVu Sans,sans-serif", "font-size": "11",
    ]
    return element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": String(left + right), "height": "20", "role": "img",
        "aria-label": "sixgate: \(words)",
      ], label + boxes + element("g", style, texts.joined())) + "\n"
  }
}

/// Colours on which white can be read, at 4.5 to 1 and more.
private func colour(_ outcome: Outcome) -> String {
  switch outcome {
  case .passed: "#17652f"
  case .warned: "#7a4b00"
  case .failed, .cannotJudge: "#b01722"
  case .notApplicable: "#57606a"
  }
}
