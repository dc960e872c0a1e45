/// A way to have the later part of an input read by another core, before its reader comes to that part.
///
/// Where the part begins is a guess, of which nothing is believed: what was read counts only if the reader comes to the
/// very same place, and reads on by itself otherwise.
package struct Ahead {
  /// Less than so many bytes are not worth another core.
  package static let worth = 8 << 20

  /// What the reader is told of the part.
  package enum Answer {
    /// It begins there, in bytes from the start of the input.
    case later(Int)
    case here(AheadPart)
    /// Nobody reads it, or it does not begin where the reader comes by.
    case never
  }

  /// The size of the input, in bytes, and how much of it must be left for another core to be asked.
  let size: Int
  let least: Int
  /// Asks for a part, once.
  let ask: (AheadPlan) -> Void
  /// Tells of the part, where the reader has come to a place behind which it may begin.
  let answer: (_ place: Int) -> Answer
  let open: (Range<Int>) throws(ReadError) -> ByteStream
  var wasAsked = false

  package init(
    size: Int, least: Int = Ahead.worth, ask: @escaping (AheadPlan) -> Void, answer: @escaping (_ place: Int) -> Answer,
    open: @escaping (Range<Int>) throws(ReadError) -> ByteStream
  ) {
    self.size = size
    self.least = least
    self.ask = ask
    self.answer = answer
    self.open = open
  }
}

/// What is taken of records, the later half of which another core may take.
package protocol AheadRecords: Sendable {
  /// The same kind of records, none taken yet.
  var fresh: Self { get }
  /// Puts records behind those that were taken.
  /// - Returns: false for those that do not belong there, of which nothing is put there.
  mutating func append(_ later: Self) -> Bool
}

/// What is to be read by another core.
package struct AheadPlan: Sendable {
  /// From where on a beginning is sought.
  package let place: Int
  /// What stands around the beginning of a record, which is so many bytes behind the text's own.
  let mark: [UInt8]
  let lead: Int
  let read: @Sendable (inout ByteSource) throws(ReadError) -> any Sendable
  /// How far one looks for the mark.
  private static let reach = 4 << 20

  /// Goes to the beginning of the first record.
  ///
  /// - Parameter source: what stands in the input from the plan's place on.
  /// - Returns: its place in the input, or `nil` where none begins soon.
  package func begin(_ source: inout ByteSource) throws(ReadError) -> Int? {
    var reach = 64 << 10
    while source.isAsStored, reach <= AheadPlan.reach {
      try source.fill(upTo: reach)
      if let found = source.buffer.firstIndex(of: mark) {
        source.start = found + lead
        return place + source.offset
      }
      reach *= 4
    }
    return nil
  }

  /// Reads a part from its beginning on.
  package func part(_ source: inout ByteSource) throws(ReadError) -> AheadPart {
    let (start, first) = (source.offset, source.place())
    let value = try read(&source)
    let last = source.place()
    let lines = last.line - first.line
    return AheadPart(
      start: place + start, end: place + source.offset, lines: lines,
      columns: lines > 0 ? last.column : last.column - first.column, value: value)
  }
}

/// What another core has read.
package struct AheadPart: Sendable {
  package let start: Int
  let end: Int
  /// How many lines end in it, and how many characters stand in its last one.
  let lines: Int
  let columns: Int
  let value: any Sendable
}
