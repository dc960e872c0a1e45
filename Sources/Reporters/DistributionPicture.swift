internal import Model

/// Latencies as bars, one a step, as high as the share of the requests that it holds of the highest.
struct DistributionPicture {
  private let distribution: Distribution
  private let width = 600
  private let height = 120

  init(_ distribution: Distribution) { self.distribution = distribution }

  var text: String {
    let counts = distribution.steps.map { max($0.count, 0) }
    guard let highest = counts.max(), highest > 0, counts.count <= width else { return "" }
    let step = Double(width) / Double(counts.count)
    let bars = counts.enumerated().map { index, count -> String in
      let size = Int(Double(count) / Double(highest) * Double(height))
      return element(
        "rect",
        [
          "x": String(Int(Double(index) * step)), "y": String(height - size), "width": String(max(Int(step) - 1, 1)),
          "height": String(size),
        ])
    }
    let label = "Latencies of \(distribution.name.cut(to: 200)): the numbers stand in the table behind"
    return element(
      "svg", ["viewBox": "0 0 \(width) \(height)", "role": "img", "aria-label": label, "class": "bars"], bars.joined())
  }
}
