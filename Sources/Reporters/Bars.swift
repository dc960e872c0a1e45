internal import Model

// Pictures within tables: what they show stands in words in the same row, so nobody needs to see them.

/// A bar of parts that follow one another, in thousandths of its width, and a line across it where there is one to keep to.
func bar(_ parts: [(style: String, size: Int)], mark: Int? = nil) -> String {
  var start = 0
  let boxes = parts.map { style, size in
    defer { start += size }
    let place: KeyValuePairs<String, String?> = [
      "class": style, "x": String(start), "width": String(size), "height": "10",
    ]
    return size > 0 && !style.isEmpty ? element("rect", place) : ""
  }
  let line = mark.map { element("rect", ["class": "mark", "x": String($0), "width": "6", "height": "10"]) } ?? ""
  return element(
    "svg", ["viewBox": "0 0 1000 10", "preserveAspectRatio": "none", "class": "bar", "aria-hidden": "true"],
    boxes.joined() + line)
}

extension Measure {
  /// What was found on the way from nothing to all of it, or how far it is from what was measured before; empty where
  /// neither is told.
  var bar: String {
    guard let found = found.permille else { return "" }
    let asked = required?.permille
    if let asked, required?.hasSuffix(" of the baseline") == true {
      let span = max(found.magnitude, asked.magnitude, 1) * 5 / 4
      let (size, mark) = (Int(500 * found.magnitude / span), Int(500 * asked.magnitude / span))
      let style = found > asked ? "bad" : "good"
      return Reporters.bar([("", found < 0 ? 500 - size : 500), (style, size)], mark: 500 + mark)
    }
    guard (0...1000).contains(found) else { return "" }
    return Reporters.bar([("good", found), ("bad", 1000 - found)], mark: asked.map { min(max($0, 0), 994) })
  }
}

extension String {
  /// The first number before a percent sign, in thousandths: `98.71 % (1/2)`, `<= +10 % of the baseline`.
  var permille: Int? {
    let words = split(separator: " ", maxSplits: 8).prefix(8).map { Array($0.utf8) }
    guard let sign = words.firstIndex(of: [UInt8(ascii: "%")]), sign > 0 else { return nil }
    let digits = words[sign - 1]
    guard let number = Decimal(digits.first == UInt8(ascii: "+") ? Array(digits.dropFirst()) : digits) else {
      return nil
    }
    return Int(min(max(number.units * 10 / Decimal(1).units, -1_000_000), 1_000_000))
  }

  /// The two whole numbers in brackets at its end: `50.00 % (1/2)`.
  var counts: (covered: Int, total: Int)? {
    guard let open = utf8.lastIndex(of: UInt8(ascii: "(")), utf8.last == UInt8(ascii: ")") else { return nil }
    let numbers = self[open...].dropFirst().dropLast().split(separator: "/").map { Int($0) }
    guard numbers.count == 2, let covered = numbers[0], let total = numbers[1], covered >= 0, covered <= total else {
      return nil
    }
    return total > 0 ? (covered, total) : nil
  }
}

/// How bad what was found is, component by component.
struct SeverityTable {
  let head: [Severity]
  let rows: [(name: String, counts: [Int])]

  init?(_ findings: [Finding]) {
    var counts: [String: [Severity: Int]] = [:]
    for finding in findings where finding.pardon == nil {
      guard let severity = finding.severity else { continue }
      counts[finding.component ?? ".", default: [:]][severity, default: 0] += 1
    }
    if counts.isEmpty { return nil }
    head = Severity.allCases.filter { severity in counts.values.contains { $0[severity] != nil } }
    rows = counts.ordered { $0.key < $1.key }.prefix(200).map { [head] name, counts in
      (name, head.map { counts[$0] ?? 0 })
    }
  }

  /// Longest where there is most.
  func bar(_ counts: [Int]) -> String {
    let most = max(rows.map { $0.counts.reduce(0, +) }.max() ?? 1, 1)
    return Reporters.bar(zip(head, counts).map { ($0.rawValue, $1 * 1000 / most) })
  }
}

/// The steps of a cycle of tests and code, from a line as the gate of test-driven development has it:
/// `RED 5de2b57, 1c2d3e4 → GREEN 8a1b2c3 (12 min) → REFACTOR e5f6a7b: …`
func cycleBar(_ line: String) -> String {
  let steps = line.split(separator: "→" as Character, maxSplits: 3).prefix(3).compactMap {
    step -> (style: String, size: Int)? in
    guard let name = step.split(separator: " ", maxSplits: 1).first else { return nil }
    let style = ["RED": "bad", "GREEN": "good", "REFACTOR": "link"][String(name)]
    if step.hasPrefix(" GREEN missing") { return nil }
    let commits = step.prefix { $0 != ":" }.utf8.count { $0 == UInt8(ascii: ",") } + 1
    return style.map { ($0, min(commits, 8) * 40) }
  }
  return bar(steps)
}
