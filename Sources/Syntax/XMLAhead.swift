internal import CLibXML2

/// A handler to which it is all the same whether one of it hears of all records, or others of some.
package protocol XMLRecords: XMLHandler, Sendable {
  /// What an element is called that a part may begin with.
  static var record: StaticString { get }
  /// The same handler, which has heard of no record yet.
  ///
  /// - Parameter depth: how many elements stand around the record that it will hear of first: they are those around
  ///   the record at hand, or others of their names.
  /// - Returns: `nil` where such elements say more than their names.
  func fresh(below depth: Int) -> Self?
  /// Takes over what another handler heard from here on, up to another record or to the end of the document.
  mutating func append(_ later: Self)
}

/// The same as `readXML`, and of a long document other cores may read parts.
package func readXMLRecords<Records: XMLRecords>(
  _ source: inout ByteSource, into records: inout Records
) throws(ReadError) {
  let isDecoded = try source.prepareXML()
  try unsafe withUnsafeMutablePointer(to: &records) { records throws(ReadError) in
    let parser = try unsafe XMLPushParser(records, ignoresDeclaredEncoding: isDecoded)
    try parser.push(all: &source) { source throws(ReadError) in
      guard source.offset >= source.aheadPlace, let ahead = source.ahead else { return false }
      guard ahead.wasAsked else {
        parser.ask(ahead, for: unsafe records.pointee, &source)
        return false
      }
      guard let part = source.takePartAhead(), let later = part.value as? XMLAhead<Records>,
        parser.isBetweenElements(within: later.around)
      else { return false }
      try source.jump(behind: part)
      source.scrubbed += later.scrubbed
      unsafe records.pointee.append(later.records)
      return later.endsDocument
    }
  }
}

/// The records from some place on, as another core took them.
private struct XMLAhead<Records: XMLRecords>: Sendable {
  let records: Records
  /// The names of the elements around them.
  let around: [String]
  let scrubbed: Int
  let endsDocument: Bool
}

extension XMLPushParser {
  fileprivate borrowing func ask<Records: XMLRecords>(
    _ ahead: Ahead, for records: Records, _ source: inout ByteSource
  ) {
    // What a DTD says of attributes would not hold in a part.
    guard ahead.isWorth(from: source.offset), source.isAsStored, unsafe context.pointee.attsSpecial == nil else {
      source.ahead = nil
      return
    }
    let names = openNames
    guard let depth = names.dropFirst().firstIndex(of: Records.record.description),
      let fresh = records.fresh(below: depth)
    else { return }
    let around = Array(names[..<depth])
    source.askAhead(
      AheadPlan(mark: Array("<\(Records.record) ".utf8), lead: 0) { source throws(ReadError) in
        try XMLAhead(of: &source, within: around, by: fresh)
      })
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

extension XMLAhead {
  /// Reads a part of a document.
  fileprivate init(of source: inout ByteSource, within around: [String], by records: Records) throws(ReadError) {
    var (records, endsDocument) = (records, true)
    try unsafe withUnsafeMutablePointer(to: &records) { records throws(ReadError) in
      let parser = try unsafe XMLPushParser(records, ignoresDeclaredEncoding: true)
      try parser.open(around: around)
      try parser.push(all: &source) { source in
        endsDocument = source.offset < source.aheadPlace
        return !endsDocument
      }
      guard endsDocument || parser.isBetweenElements(within: around) else {
        throw ReadError(met: "an element that goes on", wanted: "its end before the next part")
      }
    }
    self.init(records: records, around: around, scrubbed: source.scrubbed, endsDocument: endsDocument)
  }
}
