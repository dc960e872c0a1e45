internal import Model

/// Files as boxes, as large as they have lines, the darker the less of them ran.
struct Treemap {
  private struct Box {
    var name: String
    var words: String
    var covered: Int
    var total: Int
  }

  private struct Area { var x, y, width, height: Int }

  private let boxes: [Box]

  /// From a table of files and what of them is covered; `nil` where it is none.
  init?(_ table: Table) {
    guard table.head.first == "file", table.head.count > 1 else { return nil }
    boxes = table.rows.prefix(200).compactMap { row in
      guard row.count > 1, let counts = row[1].counts else { return nil }
      return Box(name: row[0], words: row[1], covered: counts.covered, total: min(counts.total, 1_000_000_000))
    }.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    if boxes.count < 2 { return nil }
  }

  var text: String {
    let content = drawn(boxes[...], in: Area(x: 0, y: 0, width: 6000, height: 1200))
    return element(
      "svg",
      [
        "viewBox": "0 0 6000 1200", "role": "img", "class": "tree",
        "aria-label": "Files that did not run whole, as large as they have lines: they stand in the table behind",
      ], content)
  }

  /// Halves the boxes by what they weigh, and their area along its longer side.
  private func drawn(_ boxes: ArraySlice<Box>, in area: Area) -> String {
    guard let first = boxes.first else { return "" }
    if boxes.count == 1 { return drawn(first, in: area) }
    let whole = boxes.reduce(0) { $0 + $1.total }
    var (weight, cut) = (first.total, boxes.startIndex + 1)
    while cut < boxes.endIndex - 1, (weight + boxes[cut].total) * 2 <= whole {
      weight += boxes[cut].total
      cut += 1
    }
    var (one, other) = (area, area)
    if area.width >= area.height {
      one.width = area.width * weight / whole
      (other.x, other.width) = (area.x + one.width, area.width - one.width)
    } else {
      one.height = area.height * weight / whole
      (other.y, other.height) = (area.y + one.height, area.height - one.height)
    }
    return drawn(boxes[..<cut], in: one) + drawn(boxes[cut...], in: other)
  }

  private func drawn(_ box: Box, in area: Area) -> String {
    let (missed, whole) = (box.total - box.covered, box.total)
    let shade =
      missed * 10 > whole * 5 ? "most" : missed * 10 > whole * 2 ? "more" : missed * 20 > whole ? "some" : "few"
    return element(
      "rect",
      [
        "class": shade, "x": String(area.x), "y": String(area.y), "width": String(area.width),
        "height": String(area.height),
      ], element("title", [:], Escaping.markup("\(box.name.cut(to: 200)) \(box.words.cut(to: 40))")))
  }
}
