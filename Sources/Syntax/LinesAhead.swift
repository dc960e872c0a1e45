extension ByteSource {
  /// Whether what comes next may have been read by another core: to be asked where a record begins.
  package var isAtTurn: Bool { offset >= turn }

  /// Takes all records that are left, each of which begins a line; of many other cores may take some.
  ///
  /// - Parameters:
  ///   - mark: the end of the line before a record, and what every record begins with.
  ///   - take: takes records to the end or to the turn; false where the last one is cut short.
  /// - Returns: false where the last record is cut short.
  @_optimize(size)
  package mutating func takeLines<Records: AheadRecords>(
    into records: inout Records, beginning mark: String,
    _ take: @escaping @Sendable (inout ByteSource, inout Records) throws(ReadError) -> Bool
  ) throws(ReadError) -> Bool {
    // What the first of them tell is passed on: when a run began.
    turn = ahead.map { offset + $0.size / 64 } ?? Int.max
    while true {
      let isWhole = try take(&self, &records)
      guard isWhole, isAtTurn, let ahead else { return isWhole }
      if !ahead.wasAsked {
        ask(ahead, for: records.fresh, Array(mark.utf8), take)
      } else if let part = takePartAhead(), let later = part.value as? (records: Records, isWhole: Bool),
        records.append(later.records)
      {
        try jump(behind: part)
        guard later.isWhole else { return false }
      }
      turn = aheadPlace
    }
  }

  @_optimize(size)
  private mutating func ask<Records: AheadRecords>(
    _ ahead: Ahead, for records: Records, _ mark: [UInt8],
    _ take: @escaping @Sendable (inout ByteSource, inout Records) throws(ReadError) -> Bool
  ) {
    guard ahead.isWorth(from: offset), isAsStored else {
      self.ahead = nil
      return
    }
    askAhead(
      AheadPlan(mark: mark, lead: 1) { source throws(ReadError) in
        var records = records
        let isWhole = try take(&source, &records)
        return (records: records, isWhole: isWhole)
      })
  }
}
