internal import Model

/// When suites of tests ran: a bar each, one below the other, over an axis of seconds.
struct Timeline {
  private let rows: [(name: String, began: Int, took: Int, words: String, isBad: Bool)]
  /// In milliseconds.
  private let length: Int
  private let left = 270
  private let width = 480

  init?(_ table: Table) {
    guard table.head == ["suite", "began", "took", "tests", "outcome"], table.rows.allSatisfy({ $0.count == 5 })
    else { return nil }
    rows = table.rows.prefix(100).map { row in
      let isBad = row[4] != "passed"
      return (row[0], row[1].milliseconds, row[2].milliseconds, isBad ? "\(row[2]), \(row[4])" : row[2], isBad)
    }
    length = rows.map { $0.began + $0.took }.max() ?? 0
    if length == 0 { return nil }
  }

  var text: String {
    var y = 0
    let bars = rows.map { row -> String in
      y += 22
      let start = left + row.began * width / length
      let size = max(row.took * width / length, 2)
      let box = element(
        "rect",
        [
          "class": row.isBad ? "bad" : "link", "x": String(min(start, left + width - 2)), "y": String(y - 11),
          "width": String(size), "height": "12",
        ])
      return label(row.name.cut(to: 30), x: 4, y: y) + box
        + label(row.words.cut(to: 24), x: left + width + 10, y: y)
    }
    let lines = (0...4).map { "M\(left + $0 * width / 4) 4V\(y + 8)" }.joined()
    let marks = (0...4).map { label("\(seconds(length * $0 / 4)) s", x: left + $0 * width / 4 - 8, y: y + 26) }
    return element(
      "svg",
      [
        "viewBox": "0 0 900 \(y + 36)", "role": "img", "class": "graph",
        "aria-label": "When suites of tests ran: their times stand in the table behind",
      ], element("path", ["d": lines]) + bars.joined() + marks.joined())
  }

  /// As short as it can be written.
  private func seconds(_ milliseconds: Int) -> String {
    (Decimal(milliseconds).scaled(by: 1, over: 1000)).description
  }

  private func label(_ text: String, x: Int, y: Int) -> String {
    element("text", ["x": String(x), "y": String(y)], Escaping.markup(text))
  }
}
