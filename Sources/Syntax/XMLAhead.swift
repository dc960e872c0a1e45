internal import CLibXML2

/// A handler to which it is all the same whether one of it hears of all records, or another one of the later half.
package protocol XMLRecords: XMLHandler, Sendable {
  /// What an element is called that a later half may begin with.
  static var record: StaticString { get }
  /// The same handler, which has heard of no record yet.
  ///
  /// - Parameter depth: how many elements stand around the record that it will hear of first: they are those around
  ///   the record at hand, or others of their names.
  /// - Returns: `nil` where such elements say more than their names.
  func fresh(below depth: Int) -> Self?
  /// Takes over what another handler heard from here on, to the end of the document.
  mutating func append(_ later: Self)
}

/// The same as `readXML`, and of a long document another core may read the later half.
package func readXMLRecords<Records: XMLRecords>(
  _ source: inout ByteSource, into records: inout Records
) throws(ReadError) {
  let isDecoded = try source.prepareXML()
  try unsafe withUnsafeMutablePointer(to: &records) { records throws(ReadError) in
    let parser = try unsafe XMLPushParser(records, ignoresDeclaredEncoding: isDecoded)
    try parser.push(all: &source) { source throws(ReadError) in
      guard source.offset >= source.aheadPlace, let ahead = source.ahead else { return false }
      if !ahead.wasAsked {
        parser.ask(ahead, for: unsafe records.pointee, &source)
        return false
      }
      guard let part = source.takePartAhead(), let later = part.value as? XMLAhead<Records>,
        parser.isBetweenElements(within: later.around)
      else { return false }
      try source.jump(behind: part)
      source.scrubbed += later.scrubbed
      unsafe records.pointee.append(later.records)
      return true
    }
  }
}

/// The records from some place to the end, as another core took them.
private struct XMLAhead<Records: XMLRecords>: Sendable {
  let records: Records
  /// The names of the elements around the first of them.
  let around: [String]
  let scrubbed: Int
}

extension XMLPushParser {
  fileprivate borrowing func ask<Records: XMLRecords>(
    _ ahead: Ahead, for records: Records, _ source: inout ByteSource
  ) {
    let left = ahead.size - source.offset
    // What a DTD says of attributes would not hold in a part.
    guard left >= ahead.least, source.isAsStored, unsafe context.pointee.attsSpecial == nil else {
      source.ahead = nil
      return
    }
    let names = openNames
    guard let depth = names.dropFirst().firstIndex(of: Records.record.description),
      let fresh = records.fresh(below: depth)
    else { return }
    let around = Array(names[..<depth])
    let place = source.offset + left / 2
    ahead.ask(
      AheadPlan(place: place, mark: Array("<\(Records.record) ".utf8), lead: 0) { source throws(ReadError) in
        var records = fresh
        try unsafe withUnsafeMutablePointer(to: &records) { records throws(ReadError) in
          let parser = try unsafe XMLPushParser(records, ignoresDeclaredEncoding: true)
          try parser.open(around: around)
          try parser.push(all: &source)
        }
        return XMLAhead(records: records, around: around, scrubbed: source.scrubbed)
      })
    source.ahead?.wasAsked = true
    source.aheadPlace = place
  }

  /// The names of the elements that are open, from the outermost on.
  private var openNames: [String] {
    (0..<Int(unsafe context.pointee.nameNr)).map { place in
      unsafe context.pointee.nameTab[place].map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// Whether nothing was begun but elements of those names, so that another one may begin here.
  fileprivate borrowing func isBetweenElements(within names: [String]) -> Bool {
    guard let input = unsafe context.pointee.input, var at = unsafe input.pointee.cur,
      let end = unsafe input.pointee.end, unsafe context.pointee.instate == XML_PARSER_CONTENT
    else { return false }
    while unsafe at < end {
      guard unsafe [0x20, 0x09, 0x0A, 0x0D].contains(at.pointee) else { return false }
      unsafe at += 1
    }
    return openNames == names
  }
}
