/// What is taken from the elements of an array, each of which can be taken without knowledge of those before it.
///
/// A protocol and no struct of functions, because most time is spent in what is called.
package protocol JSONRecords: AheadRecords {
  mutating func take(_ json: inout JSONReader) throws(ReadError)
}

extension JSONReader {
  /// Takes all elements of the array that was begun last; of a long one other cores may take some.
  ///
  /// - Parameter isInner: whether the array is one of many like it, of which the first is seldom most of the input.
  package mutating func takeElements(
    into records: inout some JSONRecords, isInner: Bool = false
  ) throws(ReadError) {
    let earliest = isInner ? (source.ahead?.size ?? 0) / 16 : 0
    let depth = nesting.depth
    while nesting.depth == depth, try nextElement() {
      if source.offset >= max(source.aheadPlace, earliest), try takeAhead(into: &records) { continue }
      try records.take(&self)
    }
  }

  /// Takes what another core has read from here on, or sees to it that one begins.
  /// - Returns: whether elements were taken, the one at hand among them.
  private mutating func takeAhead<Records: JSONRecords>(into records: inout Records) throws(ReadError) -> Bool {
    guard let ahead = source.ahead else { return false }
    guard ahead.wasAsked else {
      ask(ahead, for: records.fresh)
      return false
    }
    guard let part = source.takePartAhead(), let later = part.value as? JSONAhead<Records>,
      later.depth == nesting.depth, records.append(later.records)
    else { return false }
    try source.jump(behind: part)
    if later.endsArray { nesting.end() } else { nesting.isFresh = true }
    return true
  }

  private mutating func ask<Records: JSONRecords>(_ ahead: Ahead, for records: Records) {
    guard ahead.isWorth(from: source.offset), source.isAsStored else {
      source.ahead = nil
      return
    }
    // The first element shows nothing of what stands between two.
    guard let (mark, lead) = source.buffer.span.beginningOfElement(at: source.start) else { return }
    let nesting = nesting
    source.askAhead(
      AheadPlan(mark: mark, lead: lead) { source throws(ReadError) in
        var json = JSONReader(&source, in: nesting)
        var later = JSONAhead(records: records, depth: nesting.depth)
        while try json.nextElement() {
          later.endsArray = json.source.offset < json.source.aheadPlace
          guard later.endsArray else { break }
          try later.records.take(&json)
        }
        swap(&source, &json.source)
        return later
      })
  }
}

/// Elements of an array, as another core took them.
private struct JSONAhead<Records: JSONRecords>: Sendable {
  var records: Records
  /// How many levels were open.
  let depth: Int
  /// Whether none is left of the array, whose end was taken as well.
  var endsArray = true
}

extension Span<UInt8> {
  /// The text from the comma before an element that is an object up to its first key, and where the element begins in it;
  /// `nil` where not all of it is in the window.
  fileprivate func beginningOfElement(at start: Int) -> (text: [UInt8], lead: Int)? {
    var comma = start - 1
    while comma >= 0, self[comma] <= UInt8(ascii: " ") { comma -= 1 }
    guard comma >= 0, self[comma] == UInt8(ascii: ","), start < count, self[start] == UInt8(ascii: "{") else {
      return nil
    }
    let quote = endOfBlanks(from: start + 1)
    guard quote < count, let name = try? string(at: quote).range else { return nil }
    return ((comma...name.upperBound).map { self[$0] }, start - comma)
  }
}
