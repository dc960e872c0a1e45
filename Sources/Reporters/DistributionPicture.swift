internal import Model

/// Latencies as bars, one a step, as high as the share of the requests that it holds of the highest, and a line at each
/// limit that a target sets.
struct DistributionPicture {
  private let distribution: Distribution
  private let width = 600
  private let height = 120
  /// What targets ask of these latencies, in nanoseconds and in words.
  let limits: [(nanoseconds: Decimal, words: String)]

  init(_ distribution: Distribution, _ measured: [Measure] = []) {
    self.distribution = distribution
    limits = measured.compactMap { measure in
      guard let required = measure.required, let limit = required.nanoseconds else { return nil }
      // A measure is called as its target and its metric are, latencies as their target and their part.
      let target = measure.name.split(separator: " ").dropLast().joined(separator: " ")
      let isOfIt = distribution.name == target || distribution.name.hasPrefix(target + " ")
      return isOfIt ? (limit, "\(measure.name) \(required), found \(measure.found)") : nil
    }
  }

  var text: String {
    let counts = distribution.steps.map { max($0.count, 0) }
    guard let highest = counts.max(), highest > 0, counts.count <= width else { return "" }
    let bars = counts.enumerated().map { index, count -> String in
      let size = Int(Double(count) / Double(highest) * Double(height))
      return rect(nil, x: start(of: index), y: height - size, width: max(width / counts.count - 1, 1), height: size)
    }
    let lines = limits.prefix(20).compactMap { limit -> String? in
      let step = distribution.steps.firstIndex { step in step.upTo.map { limit.nanoseconds <= $0 } ?? true }
      return step.map { rect("mark", x: start(of: $0 + 1) - 2, y: 0, width: 2, height: height) }
    }
    let label = "Latencies of \(distribution.name.cut(to: 200)): the numbers stand in the table behind"
    return element(
      "svg", ["viewBox": "0 0 \(width) \(height)", "role": "img", "aria-label": label, "class": "bars"],
      (bars + lines).joined())
  }

  private func start(of index: Int) -> Int { index * width / max(distribution.steps.count, 1) }

  private func rect(_ style: String?, x: Int, y: Int, width: Int, height: Int) -> String {
    element(
      "rect", ["class": style, "x": String(x), "y": String(y), "width": String(width), "height": String(height)])
  }
}

extension String {
  /// The time that a limit ends with: `< 50 ms`.
  fileprivate var nanoseconds: Decimal? {
    let words = split(separator: " ").map { String($0) }
    let units: [String: Int128] = ["ns": 1, "us": 1000, "µs": 1000, "ms": 1_000_000, "s": 1_000_000_000]
    guard words.count > 1, let size = words.last.flatMap({ units[$0] }), let number = Decimal(words[words.count - 2])
    else { return nil }
    return number.scaled(by: size, over: 1)
  }
}
