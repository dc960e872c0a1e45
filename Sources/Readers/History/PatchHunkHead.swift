import Syntax

/// `@@ -3,2 +3,4 @@ def pay():`, and how many of the lines that it announces are still to come.
///
/// Of a merge there is one old side a parent, and one `@` more: `@@@ -3,2 -1,2 +1,4 @@@`.
struct PatchHunkHead {
  /// How many columns of marks stand before a line.
  let parents: Int
  let line: Int
  let heading: [UInt8]
  private var old: [Int]
  private var new: Int
  /// The parents of which lines were taken away that others had not.
  private var yielding: Set<Int> = []

  /// - Parameter number: the line's, which is counted only to tell of an error.
  init(_ text: ArraySlice<UInt8>, _ number: @autoclosure () -> Int) throws(ReadError) {
    let marks = text.prefix { $0 == UInt8(ascii: "@") }
    parents = marks.count - 1
    var rest = text[marks.endIndex...]
    var sides: [(sign: UInt8, first: Int, count: Int)] = []
    while sides.count <= parents, let side = PatchHunkHead.side(&rest) { sides.append(side) }
    guard let last = sides.popLast(), last.sign == UInt8(ascii: "+"), sides.count == parents,
      sides.allSatisfy({ $0.sign == UInt8(ascii: "-") }), rest.dropFirst().starts(with: marks)
    else {
      throw ReadError(line: number(), met: ReadError.quoted(text), wanted: "@@ -LINE,COUNT +LINE,COUNT @@")
    }
    (line, new) = (last.first, last.count)
    old = sides.map(\.count)
    heading = Array(rest.dropFirst(marks.count + 2))
  }

  /// ` -12,3`, ` +12`
  private static func side(_ text: inout ArraySlice<UInt8>) -> (sign: UInt8, first: Int, count: Int)? {
    var rest = text
    guard rest.popFirst() == UInt8(ascii: " "), let sign = rest.popFirst(), let first = number(&rest) else {
      return nil
    }
    var count = 1
    if rest.first == UInt8(ascii: ",") {
      rest = rest.dropFirst()
      guard let given = number(&rest) else { return nil }
      count = given
    }
    text = rest
    return (sign, first, count)
  }

  private static func number(_ text: inout ArraySlice<UInt8>) -> Int? {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    text = text[digits.endIndex...]
    let written = String(decoding: digits, as: UTF8.self)
    // Without context lines, git counts a side of a merge that has none down to -1, and writes that without its sign.
    return Int(written) ?? UInt64(written).map { Int(truncatingIfNeeded: $0) }
  }

  var isDone: Bool { new <= 0 && old.allSatisfy { $0 <= 0 } }

  var resolvesConflict: Bool { parents > 1 && yielding.count == parents }

  /// Counts a line off.
  /// - Returns: what it is to the file; `nil` where its marks are none.
  mutating func take(_ line: ArraySlice<UInt8>) -> PatchMark? {
    let marks = line.prefix(parents)
    // A line that ends before its marks do is a blank one, of which some programs drop the blanks.
    guard marks.allSatisfy({ [UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-")].contains($0) }) else {
      return nil
    }
    let minus = marks.count { $0 == UInt8(ascii: "-") }
    let plus = marks.count { $0 == UInt8(ascii: "+") }
    for column in old.indices {
      let mark = column < marks.count ? marks[marks.startIndex + column] : UInt8(ascii: " ")
      let wasThere = minus > 0 ? mark == UInt8(ascii: "-") : mark == UInt8(ascii: " ")
      if wasThere { old[column] -= 1 }
      if wasThere, minus > 0, minus < parents { yielding.insert(column) }
    }
    if minus == 0 { new -= 1 }
    if minus > 0 { return minus == parents ? .removed : .partlyRemoved }
    return plus == parents ? .added : .context
  }
}
